/** A link we pass on to people: https, at the provider itself, short. Anything else is dropped. */
export function ownUrl(url: unknown): string | null {
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  const { origin, username, password, href } = new URL(url);
  // Letters beyond ASCII take up to nine characters each once they are written as a link.
  if (href.length > MAX_URL || username !== "" || password !== "") return null;
  return origin === "https://swarms.world" ? href : null;
}

const MAX_URL = 300;
