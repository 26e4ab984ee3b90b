/**
 * Runs inside the program's process, before the program (`node --import`): makes its time fast, writes down where it
 * connects to, and makes it crash when told, with a secret in the error.
 */
import { appendFileSync } from "node:fs";
import { Socket } from "node:net";
import { makeTimeFast } from "../campaigns/kill/time.ts";

const setting = (name: string): string => process.env[name] ?? "";

makeTimeFast({ since: Number(setting("CANARY_SINCE")), speed: Number(setting("CANARY_SPEED")) });

interface Target {
  readonly host?: string;
  readonly port?: number;
}

const { connect } = Socket.prototype as { connect: (...given: unknown[]) => Socket };
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  // Node hands on what it made of the arguments as one list.
  const [first] = given.flat();
  const { host, port } = first as Target;
  appendFileSync(setting("CANARY_CONNECTIONS"), `${host ?? "localhost"}:${port}\n`);
  return connect.apply(this, given);
};

process.on("message", ({ crash }: { readonly crash: string }) => {
  process.send?.("crashing");
  // Both quote what they were given, as errors of libraries do.
  void Promise.resolve(`${crash} is no JSON`).then(JSON.parse);
  setImmediate(() => new Headers({ authorization: `${crash}\n${crash}` }));
});
process.channel?.unref();
