import type { Client } from "undici";
import type { FarEnd } from "../far-end/far-end.ts";

/** The least that a launch of so many bytes can take: one request over a connection that is open. In ms. */
export function bareRequest(client: Client, farEnd: FarEnd, bytes: number): () => Promise<number> {
  const body = Buffer.alloc(bytes, "A");
  return async () => {
    const beganAt = performance.now();
    const response = await client.request({ method: "POST", path: "/submit", body });
    await response.body.dump();
    const tookMs = performance.now() - beganAt;
    await farEnd.arrival();
    return tookMs;
  };
}
