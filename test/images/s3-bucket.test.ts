import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { expect, it, onTestFinished } from "vitest";
import { openS3Bucket, type S3Place } from "../../src/images/s3-bucket.ts";

const BYTES = Buffer.from([0x52, 0x49, 0x00, 0xff]);
const NAME = `i/${"ab".repeat(32)}.webp`;

/** A storage on this machine that checks signatures. Its one user is built in. */
async function aStorageServer(part: Partial<S3Place> = {}) {
  const directory = await mkdtemp(join(tmpdir(), "launchgram-s3-"));
  const server = new S3rver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory },
    configureBuckets: [{ name: "moss" }],
  });
  const { port } = await server.run();
  onTestFinished(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const bucket = openS3Bucket({
    ...{ endpoint, bucket: "moss", region: "auto" },
    ...{ accessKeyId: "S3RVER", secretAccessKey: "S3RVER", ...part },
  });
  return { bucket, read: () => fetch(`${endpoint}/moss/${NAME}`) };
}

it("what is put there can be read by everybody, byte by byte, for long", async () => {
  const { bucket, read } = await aStorageServer();

  await bucket.put(NAME, BYTES, "image/webp");

  const answer = await read();
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(BYTES);
  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

it("the same may be put there again", async () => {
  const { bucket, read } = await aStorageServer();

  await bucket.put(NAME, BYTES, "image/webp");
  await bucket.put(NAME, BYTES, "image/webp");

  expect((await read()).status).toBe(200);
});

it.each([
  ["the secret is another", { secretAccessKey: "S3RVES" }],
  ["nobody has that key", { accessKeyId: "moss" }],
  ["there is no such bucket", { bucket: "fern" }],
])("fails when %s, and nothing is there", async (_, part) => {
  const { bucket, read } = await aStorageServer(part);

  await expect(bucket.put(NAME, BYTES, "image/webp")).rejects.toThrow();

  expect((await read()).status).toBe(404);
});
