import type { WireAnswer, WireRequest, Wires } from "../../src/http/wire.ts";

export interface Passed {
  readonly request: WireRequest;
  readonly answer: WireAnswer;
}

/**
 * Lets real requests through and keeps what came back.
 *
 * `prefer` picks another of the documented answers. `asJson` sends each text/plain body once more as JSON before, since
 * the mock checks text/plain with one pattern and JSON field by field.
 */
export function through(
  wires: Wires,
  options: { readonly prefer?: (path: string) => string | undefined; readonly asJson?: true } = {},
) {
  const passed: Passed[] = [];
  const observed: Wires = {
    to(base) {
      const wire = wires.to(base);
      const pass = async (request: WireRequest) => {
        const prefer = options.prefer?.(request.path);
        const headers = { ...request.headers, ...(prefer ? { prefer } : {}) };
        const answer = await wire.send({ ...request, headers });
        passed.push({ request, answer });
        return answer;
      };
      return {
        base,
        async send(request) {
          if (options.asJson && request.method === "POST") {
            const headers = { ...request.headers, "content-type": "application/json" };
            await pass({ ...request, headers });
          }
          return pass(request);
        },
      };
    },
    close: async () => undefined,
  };
  return { wires: observed, passed, statuses: () => passed.map(({ answer }) => answer.status) };
}
