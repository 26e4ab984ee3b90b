/** One system call on a file or a connection, as strace saw it. */
export interface Call {
  readonly name: string;
  /** What `-yy` tells of it: a path, or `TCP:[from->to]`. */
  readonly on: string;
  /** What was handed over, one character a byte. */
  readonly bytes: string;
  readonly failed: boolean;
  /** Places in the order of all beginnings and ends. Another thread's call may come between the two. */
  readonly begun: number;
  readonly done: number;
}

/** The calls that matter, for `strace -e`. */
export const CALLS = "fsync,fdatasync,pwrite64,pwritev,read,write,writev,sendto,sendmsg";

const BEGIN = /^(\d+) +(\w+)\(\d+<(.*?)>(?=[,)]| <unfinished)(.*)$/;
const RESUMED = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/;
const UNFINISHED = "<unfinished ...>";

/** Reads what `strace -f -yy` wrote. What never ended is left out. */
export function readTrace(text: string): readonly Call[] {
  const calls: Call[] = [];
  const open = new Map<string, Omit<Call, "done" | "failed">>();
  text.split("\n").forEach((line, at) => {
    const resumed = RESUMED.exec(line);
    const first = resumed ? open.get(resumed[1] ?? "") : undefined;
    if (resumed && first) {
      const rest = resumed[2] ?? "";
      calls.push({ ...first, bytes: first.bytes + bytesIn(rest), ...ended(rest, at) });
      open.delete(resumed[1] ?? "");
      return;
    }
    const [, pid = "", name = "", on = "", rest = ""] = BEGIN.exec(line) ?? [];
    if (name === "") return;
    const call = { name, on, bytes: bytesIn(rest), begun: at };
    if (rest.endsWith(UNFINISHED)) open.set(pid, call);
    else calls.push({ ...call, ...ended(rest, at) });
  });
  return calls.sort((one, other) => one.begun - other.begun);
}

const ended = (rest: string, at: number) => ({ done: at, failed: !/ = \d+$/.test(rest) });

function bytesIn(rest: string): string {
  const quoted = Array.from(rest.matchAll(/"((?:[^"\\]|\\.)*)"/gs), ([, inner = ""]) => inner);
  return quoted.join("").replace(/\\([0-7]{1,3}|.)/gs, (_, escape: string) => {
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
    return NAMED[escape] ?? escape;
  });
}

const NAMED: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  f: "\f",
};
