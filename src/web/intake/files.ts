import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageWords } from "./port.ts";

const read = (name: string): string =>
  readFileSync(join(import.meta.dirname, "static", name), "utf8");

/**
 * The page's own files, read once, with the words put into the HTML.
 *
 * @throws {Error} When the HTML names a word that is not there.
 */
export function readPageFiles(words: PageWords) {
  const html = read("intake.html").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`the intake page has no word for ${name}`);
    return escape(word);
  });
  return { html, css: read("intake.css"), js: read("intake.js") } as const;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
