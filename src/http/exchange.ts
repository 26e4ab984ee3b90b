import type { Client, Dispatcher } from "undici";
import type { Clock } from "../kit/clock.ts";
import { DeadlineError, readFailure, type Progress } from "./read-failure.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/**
 * Sends one request over one client and collects the whole answer.
 *
 * Uses the client's own events instead of its `request()`: only they tell whether a request was handed to a socket, and
 * with `request()` a deadline does not end the wait for a connection. A request whose time is over before its turn
 * came is taken back in `onRequestStart`, which runs right before the first byte is written.
 *
 * @throws {CallError} `unsent` or `unclear`, see {@link readFailure}.
 */
export function exchange(
  client: Client,
  path: string,
  request: WireRequest,
  clock: Clock,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    let progress: Progress = "waiting";
    let over = false;
    let connection: Dispatcher.DispatchController | null = null;
    let head = { status: 0, contentType: "" };
    const chunks: Buffer[] = [];

    const fail = (error: unknown) => {
      if (over) return;
      over = true;
      callOff();
      reject(readFailure(error, progress));
    };
    const callOff = clock.after(request.timeoutMs, () => {
      const late = new DeadlineError();
      fail(late);
      connection?.abort(late);
    });

    client.dispatch(
      {
        method: request.method,
        path,
        ...(request.headers ? { headers: request.headers } : {}),
        ...(request.body ? { body: request.body } : {}),
      },
      {
        onRequestStart(controller) {
          if (over) {
            controller.abort(new DeadlineError());
            return;
          }
          connection = controller;
          progress = "written";
        },
        onResponseStart(_controller, status, headers) {
          // 103 and its kind announce an answer; they are not one.
          if (status < 200) return;
          progress = "answering";
          head = { status, contentType: mediaType(headers["content-type"]) };
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          if (over) return;
          over = true;
          callOff();
          resolve({ ...head, text: Buffer.concat(chunks).toString("utf8") });
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}

function mediaType(header: string | readonly string[] | undefined): string {
  const first = typeof header === "string" ? header : (header?.[0] ?? "");
  return (first.split(";", 1)[0] ?? "").trim().toLowerCase();
}
