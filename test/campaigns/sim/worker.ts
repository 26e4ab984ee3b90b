import { parentPort, workerData } from "node:worker_threads";
import { campaign } from "./campaign.ts";
import { openDatabase } from "./database.ts";

/** So many seeds are told of at once. */
const STEP = 50;

/** One core's share of a long campaign, told as it goes. */
const { first, count } = workerData as { readonly first: number; readonly count: number };
const database = openDatabase();
for (let done = 0; done < count; done += STEP) {
  const part = { first: first + done, count: Math.min(STEP, count - done) };
  parentPort?.postMessage(await campaign(database, part));
}
await database.engine.close();
