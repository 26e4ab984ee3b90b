interface Described {
  readonly name: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly cause?: Described;
  readonly at?: string;
}

/** Errors of our own, whose messages are fixed words. */
const OURS = new Set(["InputError", "CallError", "VaultError", "ConfigError"]);

/**
 * Picks from an error what may be logged: class, code, the first line of our own stack, causes to a depth of three.
 * Messages only of our own classes and of the language's (TypeError and such); a library's may quote URLs and bodies.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error ? error.code : "error_code" in error ? error.error_code : undefined;
  const method = "method" in error && typeof error.method === "string" ? error.method : undefined;
  const builtIn = ["Error", "TypeError", "RangeError", "SyntaxError", "SqliteError"].includes(
    error.name,
  );
  const at = error.stack
    ?.split("\n")
    .find((line) => /\/src\/[^)]+:\d+/.test(line) && !line.includes("node_modules"))
    ?.replace(/^.*\/src\//, "src/")
    .replace(/\)$/, "");
  return {
    name: method ? `${error.name} (${method})` : error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(OURS.has(error.name) || builtIn ? { message: error.message.slice(0, 300) } : {}),
    ...(at ? { at } : {}),
    ...(error.cause !== undefined && depth < 3
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  };
}
