import type { Page } from "playwright-core";

export interface Contrast {
  readonly text: string;
  /** 1 to 21, as WCAG 2 counts it; small text needs 4.5. */
  readonly ratio: number;
}

/** The contrast of every element that holds text of its own with the first solid background behind it. */
export async function contrastsOf(page: Page): Promise<readonly Contrast[]> {
  const pairs = await page.evaluate<{ text: string; ink: string; ground: string }[]>(COLOURS);
  return pairs.map(({ text, ink, ground }) => {
    const [light = 1, dark = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    return { text, ratio: (light + 0.05) / (dark + 0.05) };
  });
}

const COLOURS = `
  [...document.body.querySelectorAll("*")].flatMap((element) => {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
    if (text === "" || element.checkVisibility() === false) return [];
    let behind = element;
    const isClear = (one) => /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(one).backgroundColor);
    while (isClear(behind) && behind.parentElement) behind = behind.parentElement;
    return [{ text, ink: getComputedStyle(element).color, ground: getComputedStyle(behind).backgroundColor }];
  })`;

/** Of `rgb(…)`, as browsers compute solid colours. */
function luminance(colour: string): number {
  const channels = [...colour.matchAll(/[\d.]+/g)].slice(0, 3).map(([text]) => Number(text) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
