import type { Update } from "@grammyjs/types";
import { refuse, Refusal } from "./refusal.ts";
import { schema, type Shape } from "./schema.ts";

type Fields = Readonly<Record<string, Shape>>;

/** Telegram's method names are not case sensitive. */
const METHODS = new Map(Object.keys(schema.methods).map((name) => [name.toLowerCase(), name]));

/** The name as the documentation spells it. @throws {Refusal} 404 when the Bot API has no such method. */
export function methodNamed(name: string): string {
  const method = METHODS.get(name.toLowerCase());
  if (method === undefined) throw new Refusal(404, "Not Found: method not found");
  return method;
}

export const fieldsOf = (method: string): Fields => schema.methods[method] ?? {};

/**
 * Holds a call against the Bot API's own types.
 *
 * Stricter than the real one, which passes over fields that it does not know: such a field is a typing error of ours.
 *
 * @throws {Refusal} 400 that names the first field that does not fit.
 */
export function checkCall(method: string, payload: Readonly<Record<string, unknown>>): void {
  const [problem] = problemsOf({ fields: fieldsOf(method) }, payload, method);
  if (problem !== undefined) refuse(problem);
}

/** Holds an update that the sandbox made against the types: a bot must never learn from a wrong one. */
export function checkUpdate(update: Update): void {
  const [problem] = problemsOf(schema.update, update, "update");
  if (problem !== undefined) throw new TypeError(`the sandbox made a wrong update: ${problem}`);
}

export function resolve(shape: Shape): Exclude<Shape, number> {
  if (typeof shape !== "number") return shape;
  const target = schema.shapes[shape];
  if (target === undefined) throw new RangeError(`schema.json has no shape ${shape}`);
  return resolve(target);
}

function problemsOf(numbered: Shape, value: unknown, path: string): readonly string[] {
  const shape = resolve(numbered);
  if (shape === "file") return isFile(value) ? [] : [`${path} must be a file`];
  if (typeof shape === "string")
    return typeof value === shape ? [] : [`${path} must be a ${shape}`];
  if ("only" in shape) {
    return shape.only.some((word) => word === value)
      ? []
      : [`${path} must be one of ${shape.only.slice(0, 8).map(String).join(", ")}`];
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [`${path} must be a list`];
    return value.flatMap((item, at) => problemsOf(shape.list, item, `${path}[${at}]`));
  }
  if ("any" in shape) return problemsOfNearest(shape.any, value, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${path} must be an object`];
  }
  return problemsOfFields(shape.fields, value as Record<string, unknown>, path);
}

/** Of several allowed shapes, the complaint of the one that fits best: others would name every field. */
function problemsOfNearest(shapes: readonly Shape[], value: unknown, path: string) {
  let nearest: readonly string[] | null = null;
  for (const shape of shapes) {
    const problems = problemsOf(shape, value, path);
    if (problems.length === 0) return problems;
    if (nearest === null || problems.length < nearest.length) nearest = problems;
  }
  return nearest ?? [];
}

function problemsOfFields(fields: Fields, value: Readonly<Record<string, unknown>>, path: string) {
  const problems: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const shape = fields[name] ?? fields[`${name}?`];
    if (shape === undefined) problems.push(`${path} has no field ${name}`);
    else problems.push(...problemsOf(shape, item, `${path}.${name}`));
  }
  for (const name of Object.keys(fields)) {
    if (!name.endsWith("?") && value[name] === undefined)
      problems.push(`${path}.${name} is missing`);
  }
  return problems;
}

function isFile(value: unknown): boolean {
  return typeof value === "object" && value !== null && "bytes" in value;
}
