import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { startApp } from "../../src/app.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { createLog } from "../../src/kit/log.ts";
import { aRing } from "../../test/support/a-vault.ts";
import { BOT, type StubTelegram } from "./stub-telegram.ts";

export const RING = aRing("k1");

const LAUNCHED = JSON.stringify({
  type: "token_create_success",
  mint_address: "Moss1111111111111111111111111111111111111111",
});

/**
 * The program as `npm start` runs it, between a stubbed Telegram and a region that answers pings.
 *
 * `launchMs`: how long a launch takes there. `region`: where to launch instead.
 */
export async function startWholeBot(
  telegram: StubTelegram,
  databaseUrl: string,
  {
    launchMs = 0,
    region: elsewhere,
  }: { readonly launchMs?: number; readonly region?: string } = {},
): Promise<{ stop(): Promise<void> }> {
  const region = createServer((request, response) => {
    if (request.method === "GET") response.end("ok");
    else setTimeout(() => response.end(LAUNCHED), launchMs);
  });
  await once(region.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(region.address() as AddressInfo).port}`;
  const app = await startApp(
    {
      telegram: {
        token: `${BOT.id}:bench`,
        apiRoot: "https://telegram.invalid",
        fetch: telegram.fetch,
      },
      ring: RING,
      databaseUrl,
      regions: new Map([["na-east", elsewhere ?? url]]),
      blowfishUrl: url,
      swarmsUrl: url,
      solanaRpcUrl: null,
      host: "127.0.0.1",
      port: 0,
      publicUrl: null,
      imageBucket: null,
      webhook: null,
      access: "open",
      sampleKey: null,
      about: { version: "0.0.0", commit: null, sandbox: true, adminIds: [] },
    },
    { clock: systemClock, log: createLog("error") },
  );
  return {
    async stop() {
      await app.stop();
      region.close();
      region.closeAllConnections();
    },
  };
}
