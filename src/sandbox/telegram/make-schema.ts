// Run by hand after an update of @grammyjs/types: node src/sandbox/telegram/make-schema.ts
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Schema, Shape } from "./schema.ts";

const SOURCE = `
  import type { ApiMethods, Update } from "@grammyjs/types";
  interface File { __file: true }
  type All = ApiMethods<File>;
  export type Calls = { [M in keyof All]: Parameters<All[M]> extends [] ? {} : NonNullable<Parameters<All[M]>[0]> };
  export type Made = Update;
`;

/** Reads the shape of every call and of an update out of the installed types. Takes some seconds. */
export function makeSchema(): Schema {
  const { checker, calls, made } = readTypes();
  const shapes: Shape[] = [];
  const known = new Map<ts.Type, number>();

  // Rich texts contain rich texts: what has parts gets its number before its parts are walked.
  const numbered = (type: ts.Type, walk: () => Shape): Shape => {
    const seen = known.get(type);
    if (seen !== undefined) return seen;
    const number = shapes.push("string") - 1;
    known.set(type, number);
    shapes[number] = walk();
    return number;
  };

  const shapeOf = (type: ts.Type): Shape => {
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { only: [checker.typeToString(type) === "true"] };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { only: [type.value] };
    if (type.flags & ts.TypeFlags.Boolean) return "boolean";
    if (type.flags & ts.TypeFlags.StringLike) return "string";
    if (type.flags & ts.TypeFlags.NumberLike) return "number";
    if (type.isUnion()) return numbered(type, () => unionOf(type.types.map(shapeOf)));
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference);
      if (item) return { list: shapeOf(item) };
    }
    if (type.getProperty("__file")) return "file";
    return numbered(type, () => ({ fields: fieldsOf(type) }));
  };

  const fieldsOf = (type: ts.Type): Record<string, Shape> =>
    Object.fromEntries(
      checker.getPropertiesOfType(type).flatMap((property) => {
        const declared = checker.getTypeOfSymbol(property);
        const optional = property.flags & ts.SymbolFlags.Optional;
        const value = checker.getNonNullableType(declared);
        if (value.flags & ts.TypeFlags.Never) return [];
        return [[optional ? `${property.name}?` : property.name, shapeOf(value)]];
      }),
    );

  const methods = checker.getPropertiesOfType(calls).map((method) => {
    return [method.name, fieldsOf(checker.getTypeOfSymbol(method))] as const;
  });
  return { methods: Object.fromEntries(methods), update: shapeOf(made), shapes };
}

function readTypes() {
  const name = fileURLToPath(new URL("schema-source.ts", import.meta.url));
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) =>
    file === name ? ts.createSourceFile(name, SOURCE, version) : read(file, version);
  const program = ts.createProgram([name], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(name);
  const module = source && checker.getSymbolAtLocation(source);
  const problems = ts.getPreEmitDiagnostics(program, source);
  if (!module || problems.length > 0) {
    throw new Error(
      problems.map((one) => ts.flattenDiagnosticMessageText(one.messageText, " ")).join("; "),
    );
  }
  const typeNamed = (wanted: string): ts.Type => {
    const symbol = checker.getExportsOfModule(module).find((one) => one.name === wanted);
    if (!symbol) throw new Error(`no type ${wanted}`);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  return { checker, calls: typeNamed("Calls"), made: typeNamed("Made") };
}

/** Joins literals into one list, and `true | false` into boolean. */
function unionOf(parts: readonly Shape[]): Shape {
  const literals = parts.flatMap((part) =>
    typeof part === "object" && "only" in part ? part.only : [],
  );
  const rest = parts.filter((part) => !(typeof part === "object" && "only" in part));
  const both = literals.includes(true) && literals.includes(false);
  const words = both ? literals.filter((one) => typeof one !== "boolean") : literals;
  const all: Shape[] = [
    ...rest,
    ...(both ? (["boolean"] as const) : []),
    ...(words.length > 0 ? [{ only: words }] : []),
  ];
  const [first] = all;
  return all.length === 1 && first !== undefined ? first : { any: all };
}

/** The schema as it lies on the disk. */
export const schemaText = (schema: Schema): string => JSON.stringify(schema);

if (import.meta.main) {
  writeFileSync(new URL("schema.json", import.meta.url), schemaText(makeSchema()));
}
