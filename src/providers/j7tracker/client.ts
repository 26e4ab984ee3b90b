import { CallError, refuse } from "../../domain/errors.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import { TARGETS } from "../../domain/targets.ts";
import type { Wires } from "../../http/wire.ts";
import { withoutSecrets } from "../answers.ts";
import type { Provider } from "../provider.ts";
import { checkWord, noteRefused, openAll } from "../secrets.ts";
import { readSubmit } from "./read-answer.ts";
import { fillSubmit, writeSubmit } from "./request.ts";
import { slots } from "./slots.ts";

/** The server gives up at 30 s; wait a little longer to hear it say so. */
const DEADLINE_MS = 35_000;

/** The only region that serves snipers. */
const SNIPER_REGION = "na-east";

export interface J7trackerDeps {
  readonly wires: Wires;
  /** Base URL by region id, in the order in which they are offered. */
  readonly regions: ReadonlyMap<string, string>;
}

/**
 * Deploys on eight launch platforms through one blocking POST.
 *
 * Nothing can be looked up afterwards: there is no list, no status route and no harmless authenticated route, so this
 * provider has no `poll`, `find` or `check`.
 */
export function createJ7tracker({ wires, regions }: J7trackerDeps): Provider {
  function route(request: LaunchRequest, preferred: string): string {
    const region = request.options.sniper ? SNIPER_REGION : preferred;
    if (!regions.has(region)) refuse({ code: "region-missing", region });
    return region;
  }

  return {
    name: "j7tracker",
    slots,
    regions: [...regions.keys()],
    route,

    write: writeSubmit,

    async launch({ written, region }, credential, sent) {
      const { request, contentType, needs } = written;
      const base = regions.get(route(request, region ?? ""));
      if (base === undefined) throw new Error("a routed region is configured");

      const work = openAll(credential, needs, async (opened) => {
        const jwt = opened["session-jwt"];
        checkWord(jwt, "jwt");
        const body = fillSubmit(written, opened);
        try {
          const answer = await wires.to(base).send({
            method: "POST",
            path: "/submit",
            headers: {
              "content-type": contentType,
              // A header can only be a string; this copy lives until it is collected.
              authorization: `Bearer ${jwt.expose().toString("latin1")}`,
            },
            body,
            timeoutMs: DEADLINE_MS,
            sent,
          });
          const secrets = Object.values(opened).map((secret) => secret.expose());
          const { chain } = TARGETS[request.target];
          const several = (request.options.multiDeploy ?? 1) > 1;
          return readSubmit(withoutSecrets(answer, secrets), { chain, several });
        } finally {
          body.fill(0);
        }
      });

      return work.catch(async (error: unknown) => {
        if (error instanceof CallError && error.reason.code === "session-refused") {
          await noteRefused(credential, "session-jwt");
        }
        throw error;
      });
    },
  };
}
