import { spawn } from "node:child_process";
import { once } from "node:events";
import { aFreePort } from "./a-free-port.ts";

const CLI = "node_modules/@stoplight/prism-cli/dist/index.js";

export interface Prism {
  readonly base: string;
  stop(): Promise<void>;
}

/** A server that checks every request against an OpenAPI file and answers with the file's examples. */
export async function aPrism(file: string): Promise<Prism> {
  const port = await aFreePort();
  const args = [CLI, "mock", "--errors", "-h", "127.0.0.1", "-p", String(port), file];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is listening")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`prism ended: ${said}`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    async stop() {
      child.removeAllListeners("exit");
      if (child.exitCode === null && child.kill()) await once(child, "exit");
    },
  };
}
