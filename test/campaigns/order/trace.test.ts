import { expect, it } from "vitest";
import { whyNotOnDisk } from "./order.ts";
import { readTrace } from "./trace.ts";

const WRITE = '7 pwrite64(21</d/live.db-wal>, "\\0mossid\\2sending\\n", 4096, 24) = 4096';
const OTHER_WRITE = '7 pwrite64(21</d/live.db-wal>, "more", 4096, 4120) = 4096';
const SYNC = "7 fdatasync(21</d/live.db-wal>) = 0";
const POST =
  '7 write(25<TCP:[127.0.0.1:1->127.0.0.1:2]>, "POST /deploy/submit HTTP/1.1\\r\\n", 90) = 90';

const judge = (...lines: readonly string[]) =>
  whyNotOnDisk(readTrace(lines.join("\n")), /mossid\x02sending/, /^POST \S*\/submit /);

it("is in order when the log is synced between the mark and the request", () => {
  expect(judge(WRITE, OTHER_WRITE, SYNC, POST)).toBeNull();
});

it("is in order when the request is written in parts, and only in part taken", () => {
  const parts =
    '7 writev(25<TCP:[127.0.0.1:1->127.0.0.1:2]>, [{iov_base="POST /deploy", iov_len=12}, {iov_base="/submit HTTP", iov_len=12}], 2) = 12';

  expect(judge(WRITE, SYNC, parts)).toBeNull();
});

it("is not in order when nothing is synced, or something else is", () => {
  expect(judge(WRITE, POST)).toBe("it was told before it was synced");
  expect(judge(WRITE, "7 fdatasync(20</d/live.db>) = 0", POST)).toBe(
    "it was told before it was synced",
  );
});

it("is not in order when the log is synced too early, or cannot be", () => {
  const late = "it was told before it was synced";

  expect(judge(SYNC, WRITE, POST)).toBe(late);
  expect(judge(WRITE, SYNC, OTHER_WRITE, POST)).toBe(late);
  expect(judge(WRITE, "7 fdatasync(21</d/live.db-wal>) = -1 EIO (Input/output error)", POST)).toBe(
    late,
  );
});

it("is not in order when the sync of another thread ends after the request began", () => {
  const begins = "8 fdatasync(21</d/live.db-wal> <unfinished ...>";
  const ends = "8 <... fdatasync resumed>) = 0";

  expect(judge(WRITE, begins, POST, ends)).toBe("it was told before it was synced");
  expect(judge(WRITE, begins, ends, POST)).toBeNull();
});

it("is not in order when the request comes first", () => {
  expect(judge(POST, WRITE, SYNC)).toBe("it was told before it was written");
});

it("says what it never saw", () => {
  expect(judge(SYNC, POST)).toBe("it was never written");
  expect(judge(WRITE, SYNC)).toBe("it was never told");
});
