// @ts-check
import { h } from "./dom.js";

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** A value as indented JSON, with names, texts and numbers in colours of their own. @param {unknown} value */
export function renderJson(value) {
  const source = JSON.stringify(value, null, 2);
  const code = h("code");
  let done = 0;
  for (const match of source.matchAll(TOKENS)) {
    const [whole, text, colon] = match;
    code.append(source.slice(done, match.index));
    if (text && colon) code.append(h("span", { class: "json-name" }, text), colon);
    else code.append(h("span", { class: text ? "json-text" : "json-value" }, whole));
    done = match.index + whole.length;
  }
  code.append(source.slice(done));
  return code;
}
