/** In its own colours on its own ground, so that it can be read on any page, light or dark. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .title { font-size: 16px; font-weight: 600; fill: #1f2328 }
  .id { font-weight: 600; fill: #1f2328 }
  .ground { fill: #ffffff; stroke: #d0d7de }
  .grid { stroke: #d8dee4 }
  .bound { stroke: #8c959f; stroke-dasharray: 4 3 }
  .reached { fill: #2da44e }
  .missed { fill: #cf222e }
  .subject { stroke: #0969da; stroke-width: 3 }
  .anchor { stroke: #8c959f; stroke-width: 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 }
    .title, .id { fill: #f0f6fc }
    .ground { fill: #0d1117; stroke: #3d444d }
    .grid { stroke: #262c36 }
    .bound { stroke: #656c76 }
    .reached { fill: #3fb950 }
    .missed { fill: #f85149 }
    .subject { stroke: #4493f8 }
    .anchor { stroke: #656c76 }
  }`;

export const WIDTH = 960;

/** A whole picture of this height, for a file. */
export function svg(title: string, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${safe(title)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
    text(12, 26, title, "title"),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

export function text(
  x: number,
  y: number,
  words: string,
  kind = "",
  anchor: "start" | "middle" = "start",
): string {
  return `<text x="${x.toFixed(1)}" y="${y}" class="${kind}" text-anchor="${anchor}">${safe(words)}</text>`;
}

export function line(
  kind: string,
  from: readonly [number, number],
  to: readonly [number, number],
): string {
  const [x1, y1, x2, y2] = [...from, ...to].map((at) => at.toFixed(1));
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

const safe = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
