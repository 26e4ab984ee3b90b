import { makeBigDatabase } from "../storage/big-database.ts";
import type { Lab } from "./goal.ts";

export function createLab(): Lab {
  let made: Promise<string> | null = null;
  return { bigDatabase: () => (made ??= makeBigDatabase()) };
}
