import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

const CLI = "node_modules/@stoplight/prism-cli/dist/index.js";

export interface Prism {
  readonly base: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A server that checks every request against an OpenAPI file and answers with the file's examples. */
export async function aPrism(file: string): Promise<Prism> {
  const port = await freePort();
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
