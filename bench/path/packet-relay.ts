import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { atExit } from "../frame/at-exit.ts";
import { tempFolder } from "../frame/temp-folder.ts";

/** Two network namespaces with a path between them, as files to be entered by. */
export interface PacketRelay {
  readonly near: string;
  readonly far: string;
  readonly farAddress: string;
  close(): void;
}

const FAR_ADDRESS = "10.0.0.2";
const TUN = "/dev/net/tun";

/** Why packets cannot be delayed on this machine, in words; undefined: they can. */
export function whyNoPackets(): string | undefined {
  return (why ??= { said: lookFor() }).said;
}

let why: { readonly said: string | undefined } | null = null;

function lookFor(): string | undefined {
  if (process.getuid?.() !== 0) return "to delay packets needs root";
  if (!existsSync(TUN)) return `to delay packets needs ${TUN}`;
  const missing = ["cc", "nsenter"].find((program) => !isThere(program));
  if (missing) return `to delay packets needs ${missing}`;
  try {
    // It ends at once, since there is nothing to read.
    execFileSync(compile(), ["0"], { input: "", stdio: "pipe" });
  } catch {
    return "to delay packets needs the right to make network namespaces, and the kernel's headers";
  }
}

function isThere(program: string): boolean {
  return (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(join(folder, program)));
}

let compiled: string | null = null;

function compile(): string {
  if (compiled === null) {
    const made = join(tempFolder(), "relay");
    const source = fileURLToPath(new URL("relay.c", import.meta.url));
    execFileSync("cc", ["-O2", "-o", made, source], { stdio: "pipe" });
    compiled = made;
  }
  return compiled;
}

/** Ends with this process, whatever ends it: the relay reads from us, and then that is over. */
export async function startRelay(roundTripMs: number): Promise<PacketRelay> {
  const relay = spawn(compile(), [String(roundTripMs * 1_000)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const end = () => void relay.kill();
  const callOff = atExit(end);
  const [told] = (await Promise.race([
    once(createInterface({ input: relay.stdout }), "line"),
    once(relay, "exit").then(() => {
      throw new Error("the relay of packets did not start");
    }),
  ])) as [string];
  const [near, far] = told.split(" ").map((file) => `/proc/${relay.pid}/fd/${file}`);
  if (near === undefined || far === undefined) throw new Error("the relay told no namespaces");
  return {
    near,
    far,
    farAddress: FAR_ADDRESS,
    close() {
      callOff();
      end();
    },
  };
}
