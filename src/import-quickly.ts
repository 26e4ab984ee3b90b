import { enableCompileCache, registerHooks } from "node:module";
import { join } from "node:path";

// Runs before the program (`node --import`), whose start it makes more than twice as fast.

// Compiled code is kept beside the packages, where nobody may write who may not change the packages too.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"));

/**
 * Tells Node of what kind drizzle's files are. It reads that in the package's `package.json` otherwise, 180 kB, anew for
 * each of a hundred files.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL, conditions } = context;
    const known = parentURL?.includes("/node_modules/drizzle-orm/") && /^\.\.?\//.test(specifier);
    if (!known || conditions.includes("require")) return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});
