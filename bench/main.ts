/**
 * Measures the goals of docs/performance.md, prints them as they come, and leaves bench/results.json.
 *
 *     npm run bench                     all of them
 *     npm run bench -- --only S1,T2     some of them; the others stay in the file as they were
 */
import { parseArgs } from "node:util";
import type { Goal, Result } from "./frame/goal.ts";
import { createLab } from "./frame/lab.ts";
import { printHead, printResult, printSum } from "./frame/print.ts";
import { progress } from "./frame/progress.ts";
import { keepResults } from "./frame/results.ts";
import { measure } from "./frame/measure.ts";
import { GOALS } from "./goals.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const asked = values.only?.split(",").map((id) => id.trim());
const goals: readonly Goal[] = GOALS.filter(({ id }) => !asked || asked.includes(id));
if (goals.length === 0)
  throw new Error(`there is no such goal; ${GOALS.map(({ id }) => id).join(", ")}`);

const lab = createLab();
const results: Result[] = [];
printHead();
for (const goal of goals) {
  progress(`${goal.id}, ${results.length + 1} of ${goals.length}`);
  const result = await measure(goal, lab);
  results.push(result);
  printResult(result);
  keepResults(results);
}
printSum(results);
process.exit(results.some(({ verdict }) => verdict === "failed") ? 1 : 0);
