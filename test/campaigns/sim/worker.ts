import { parentPort, workerData } from "node:worker_threads";
import { campaign } from "./campaign.ts";
import { openDatabase } from "./database.ts";

/** One core's share of a long campaign. */
const { first, count } = workerData as { readonly first: number; readonly count: number };
const database = openDatabase();
const tally = await campaign(database, { first, count });
await database.engine.close();
parentPort?.postMessage(tally);
