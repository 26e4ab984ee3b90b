import type { Limit } from "../domain/limits.ts";
import type { Unit } from "../domain/money.ts";
import type { Standing } from "../domain/standing.ts";

/** What people may spend. Each method is one transaction. Kept when a person is forgotten, or that would loosen a limit. */
export interface LimitStore {
  /** As the confirmation of a launch would see it now. */
  standing(userId: number): Promise<Standing>;
  /**
   * Changes this person's limit in one unit. `decide` sees what is kept, or the default where nothing is; a raise whose time
   * has come may still stand in it as one.
   */
  change(userId: number, unit: Unit, decide: (kept: Limit) => Limit): Promise<Limit>;
}
