import { enableCompileCache, registerHooks, type ResolveFnOutput } from "node:module";
import { join } from "node:path";

// Runs before the program (`node --import`), whose start it makes more than twice as fast.

// Compiled code is kept beside the packages, where nobody may write who may not change the packages too.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"));

const OURS = new URL(".", import.meta.url).href;
/** Packages of many files, all of them modules. */
const ALL_MODULES = /\/node_modules\/(drizzle-orm|zod|hono|@hono\/node-server)\//;

/** Where our imports of packages lead. All of our files see the same packages. */
const packages = new Map<string, ResolveFnOutput>();

/**
 * Tells Node where a file is and of what kind. It looks for both on the disk otherwise, and reads the package's
 * `package.json` anew for each file and for each import of the package: 180 kB for drizzle, a hundred times.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL, conditions } = context;
    if (parentURL === undefined || conditions.includes("require")) return next(specifier, context);
    const ours = parentURL.startsWith(OURS);
    const at = (format: string) => ({
      url: new URL(specifier, parentURL).href,
      format,
      shortCircuit: true,
    });
    if (specifier.startsWith(".")) {
      if (ours && specifier.endsWith(".ts")) return at("module-typescript");
      if (specifier.endsWith(".js") && ALL_MODULES.test(parentURL)) return at("module");
    } else if (ours) {
      const found = packages.get(specifier) ?? { ...next(specifier, context), shortCircuit: true };
      packages.set(specifier, found);
      return found;
    }
    return next(specifier, context);
  },
});
