import { sandboxSettings } from "./app-settings.ts";
import { startApp } from "./app.ts";
import { readConfig } from "./config.ts";
import {
  differences,
  keysAndFile,
  lostAnswer,
  pictureAndDoubleTap,
  takenTickerAndRestart,
  type Stage,
} from "./demo/evening.ts";
import { approvedByTwoOfThree, postedInAnotherChat } from "./demo/group-evening.ts";
import { printChats } from "./demo/transcript.ts";
import { systemClock } from "./kit/clock.ts";
import { createLog } from "./kit/log.ts";
import { createActor } from "./sandbox/actor.ts";
import { startSandbox } from "./sandbox/sandbox.ts";
import { generate } from "./vault/wallet.ts";

/** A scripted evening in the sandbox, printed as a chat. Exits with 1 unless all came out as told. */
const clock = systemClock;
const log = createLog("error");
const SCENES = [
  pictureAndDoubleTap,
  lostAnswer,
  takenTickerAndRestart,
  keysAndFile,
  approvedByTwoOfThree,
  postedInAnotherChat,
];
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const people = ["Ada", "Ben", "Cleo", "Dora"];
const sandbox = await startSandbox({ clock, log, people, deployMs: 1_500 });
const config = readConfig({ PORT: "0" });
if (config.mode !== "sandbox") throw new Error("the demo never runs against the real world");
const settings = sandboxSettings(config, sandbox);
let app = await startApp(settings, { clock, log });
const [ada, ben, cleo, dora] = sandbox.telegram
  .people()
  .map((person) => createActor(sandbox.telegram, person, clock));
if (!ada || !ben || !cleo || !dora) throw new Error("somebody is missing");

const stage: Stage = {
  sandbox,
  ada,
  ben,
  cleo,
  dora,
  clock,
  session: unsignedToken({ sub: "ada", exp: Math.floor(clock.now() / 1000) + 3_600 }),
  walletKey: JSON.stringify([...generate()]),
  heading: (text) => print(`\n━━ ${text} ━━\n`),
  async restart() {
    await app.stop();
    app = await startApp(settings, { clock, log });
  },
};

/** Has a session token's form; the sandbox looks at nothing else. */
function unsignedToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.${part({ made: "for the demo" })}`;
}

const stopPrinting = printChats(sandbox.telegram, print);
try {
  for (const scene of SCENES) await scene(stage);
  const wrong = differences(stage);
  for (const line of wrong) print(`DIFFERENT: ${line}`);
  if (wrong.length === 0) print("\nAll came out as told: every tap was received once.");
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (error) {
  print(`\nTHE EVENING ENDED EARLY: ${error instanceof Error ? error.message : "fault"}`);
  process.exitCode = 1;
} finally {
  stopPrinting();
  await app.stop();
  await sandbox.close();
  settings.discard();
}
