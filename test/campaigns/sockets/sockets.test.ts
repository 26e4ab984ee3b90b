import { describe, expect, it, onTestFinished } from "vitest";
import { PROVIDER_NAMES, type ProviderName } from "../../../src/domain/credential.ts";
import { aTcpServer, httpAnswer } from "../../support/a-tcp-server.ts";
import { ALL_TIME_MS, concerns, faultsOf, type Case } from "./case.ts";
import { CERTIFICATES, trustCertificates } from "./certificates.ts";
import { redirect, says } from "./conducts.ts";
import { DOUBTFUL, NO_ANSWER, UNREADABLE } from "./lost-cases.ts";
import { RACES } from "./race-cases.ts";
import { SIGN_IN } from "./sign-in-cases.ts";
import { KEPT_ALIVE, REFUSED, UNDERSTOOD } from "./taken-cases.ts";
import { aTrial } from "./trial.ts";
import { NEVER_LEFT } from "./unsent-cases.ts";

trustCertificates();

function test(one: Case, provider: ProviderName, at: number): void {
  if (!concerns(one, provider)) return;
  const over = one.over ?? (at % 2 === 0 ? "tcp" : "tls");
  const certificate = over === "tls" ? CERTIFICATES.good : undefined;
  it(`${one.name} (${provider}, ${over})`, async () => {
    expect(await faultsOf(one, { provider, certificate })).toEqual([]);
  });
}

/** At every provider, over TCP and TLS in turn. The campaign plays all of both. */
function everywhere(cases: readonly Case[]): void {
  cases.forEach((one, at) => {
    PROVIDER_NAMES.forEach((provider, turn) => {
      if (!one.slow || turn === 0) test(one, provider, at + turn);
    });
  });
}

/** At one provider after the other, where they have nothing of their own to say to it. */
function inTurn(cases: readonly Case[]): void {
  cases.forEach((one, at) => test(one, PROVIDER_NAMES[at % 3] ?? "j7tracker", at));
}

describe("a launch is queued again, and sent once when all is well, after a server that", () => {
  everywhere(NEVER_LEFT);
  everywhere(SIGN_IN);
});

describe("a launch is unclear, and never sent again, after a server that", () => {
  everywhere(NO_ANSWER);
  inTurn(UNREADABLE);
  everywhere(DOUBTFUL);
});

describe("a launch is sent to no other server", () => {
  it.each([301, 302, 303, 307, 308])("when its own answers %d", async (status) => {
    const other = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));
    const conduct: Case["conduct"] = ({ launchPath }) =>
      says(redirect(status, other.base + launchPath));

    for (const provider of PROVIDER_NAMES) {
      const one = { name: "redirects", conduct, end: "unclear" } as const;
      expect(await faultsOf(one, { provider })).toEqual([]);
    }

    expect(other.connections()).toBe(0);
  });
});

describe("a launch whose time ran out before it had a connection", () => {
  it.each(PROVIDER_NAMES)(
    "is not sent when the connection is there at last (%s)",
    async (provider) => {
      const trial = await aTrial({ provider, certificate: CERTIFICATES.good });
      onTestFinished(() => trial.close());
      const { server, clock } = trial;
      await trial.warm();
      await server.hangUp();
      const gate = Promise.withResolvers<undefined>();
      const known = server.connections();
      server.behave({ ...trial.polite, accept: () => gate.promise });
      const launch = await trial.add();

      const running = trial.run(launch);
      await server.until(() => server.connections() > known);
      await clock.advance(ALL_TIME_MS);
      await running;
      const first = await trial.now(launch);
      gate.resolve(undefined);
      const next = await trial.add();
      await trial.run(next);
      const second = await trial.now(next);
      await trial.liveOn();

      expect(first).toMatchObject({ status: "queued", reason: { code: "unreachable" } });
      expect(await trial.now(launch)).toMatchObject({ status: "expired" });
      expect(second).toMatchObject({ status: trial.side.taken });
      expect(trial.posts()).toBe(1);
    },
  );
});

describe("a launch has failed, and is never sent again, after a server that", () =>
  everywhere(REFUSED));

describe("a launch is taken, once, by a server that", () => {
  everywhere(UNDERSTOOD);
  everywhere(KEPT_ALIVE);
});

describe("a launch is told what is true of it by a server that", () => inTurn(RACES));
