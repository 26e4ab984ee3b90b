/** A link we pass on to people: https, at the provider itself, short. Anything else is dropped. */
export function ownUrl(url: unknown): string | null {
  if (typeof url !== "string" || url.length > 300 || !URL.canParse(url)) return null;
  const { protocol, hostname, username, href } = new URL(url);
  return protocol === "https:" && hostname === "swarms.world" && username === "" ? href : null;
}
