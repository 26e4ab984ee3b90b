/**
 * Plays every case at every provider over TCP and TLS, and cuts every answer at every byte. `npm test` plays a part of it.
 *
 *     node test/campaigns/sockets/main.ts [rounds]
 *
 * More rounds are for the races, which the machine's mood decides. Exits with 1 when a launch was told what is not true.
 */
import { PROVIDER_NAMES, type ProviderName } from "../../../src/domain/credential.ts";
import { concerns, faultsOf, type Case } from "./case.ts";
import { CERTIFICATES, trustCertificates } from "./certificates.ts";
import { cutAnswers, cutRequests, FRAMINGS } from "./grid.ts";
import { DOUBTFUL, NO_ANSWER, UNREADABLE } from "./lost-cases.ts";
import { RACES } from "./race-cases.ts";
import { SIDES } from "./sides.ts";
import { SIGN_IN } from "./sign-in-cases.ts";
import { KEPT_ALIVE, REFUSED, UNDERSTOOD } from "./taken-cases.ts";
import { NEVER_LEFT } from "./unsent-cases.ts";

const CUTS = ["end", "reset"] as const;

function casesOf(provider: ProviderName): Readonly<Record<string, readonly Case[]>> {
  const side = SIDES[provider];
  return {
    table: [
      ...[NEVER_LEFT, SIGN_IN, NO_ANSWER, UNREADABLE, DOUBTFUL, REFUSED, UNDERSTOOD, KEPT_ALIVE],
    ].flat(),
    races: RACES,
    "cut answers": Object.values(FRAMINGS).flatMap((framing) =>
      CUTS.flatMap((cut) => cutAnswers(side, framing, cut)),
    ),
    "cut requests": CUTS.flatMap((cut) => [
      ...cutRequests(400, 20, cut, false),
      ...cutRequests(1_400_000, 100, cut, true),
    ]),
  };
}

trustCertificates();
const rounds = Number(process.argv[2] ?? 1);
const begun = Date.now();
let played = 0;
let wrong = 0;

for (const provider of PROVIDER_NAMES) {
  for (const over of ["tcp", "tls"] as const) {
    const certificate = over === "tls" ? CERTIFICATES.good : undefined;
    for (const [group, cases] of Object.entries(casesOf(provider))) {
      const mine = cases.filter((one) => concerns(one, provider) && (one.over ?? over) === over);
      const often = group === "races" ? 10 * rounds : rounds;
      for (const one of Array.from({ length: often }, () => mine).flat()) {
        played += 1;
        for (const fault of await faultsOf(one, { provider, certificate })) {
          wrong += 1;
          say(`${provider}, ${over}: a server that ${one.name}: ${fault}`);
        }
      }
      say(`${provider}, ${over}, ${group}: ${mine.length} cases, ${often} times`);
    }
  }
}
say(`${played} launches, ${wrong} faults, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exitCode = wrong === 0 ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
