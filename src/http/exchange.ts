import type { Socket } from "node:net";
import type { Client, Dispatcher } from "undici";
import type { Clock } from "../kit/clock.ts";
import { DeadlineError, readFailure, type Progress } from "./read-failure.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** An answer, and what came with it about the connection. */
export interface Exchanged {
  readonly answer: WireAnswer;
  /** How long the other side says it lets the connection rest; null: it does not say. */
  readonly keepAliveMs: number | null;
}

/** What is known of the connection below a client, and what its owner is told. */
export interface Line {
  /** The one it has at this moment. */
  socket(): Socket | null;
  /** The request is written before anything else is done. */
  starts(): void;
}

/**
 * Sends one request over one client and collects the whole answer.
 *
 * Uses the client's own events instead of its `request()`: only they tell whether a request was handed to a socket, and
 * with `request()` a deadline does not end the wait for a connection. A request whose time is over before its turn
 * came is taken back in `onRequestStart`, which runs right before the first byte is written. A request that was handed to a connection which took
 * not one more byte since never left either.
 * @throws {CallError} `unsent` or `unclear`, see {@link readFailure}.
 */
export function exchange(
  client: Client,
  path: string,
  request: WireRequest,
  clock: Clock,
  line: Line,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let progress: Progress = "waiting";
    let over = false;
    let connection: Dispatcher.DispatchController | null = null;
    let written = () => true;
    let head = { status: 0, contentType: "" };
    let keepAliveMs: number | null = null;
    const chunks: Buffer[] = [];

    const fail = (error: unknown) => {
      if (over) return;
      over = true;
      callOff();
      const left = progress !== "written" || written();
      reject(readFailure(error, left ? progress : "waiting"));
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
          written = bytesLeave(line.socket());
          line.starts();
        },
        onRequestSent() {
          request.sent?.();
        },
        onResponseStart(_controller, status, headers) {
          // 103 and its kind announce an answer; they are not one.
          if (status < 200) return;
          progress = "answering";
          head = { status, contentType: mediaType(headers["content-type"]) };
          keepAliveMs = timeoutOf(headers["keep-alive"]);
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          if (over) return;
          over = true;
          callOff();
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ answer: { ...head, text }, keepAliveMs });
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}

/**
 * Whether a connection took bytes since this call. It counts what it was given and not what arrived: none is proof that
 * nothing left, any other number proves nothing.
 */
export function bytesLeave(socket: Pick<Socket, "bytesWritten"> | null): () => boolean {
  const before = socket?.bytesWritten;
  return () => socket === null || socket.bytesWritten !== before;
}

type Header = string | readonly string[] | undefined;

const first = (header: Header): string =>
  typeof header === "string" ? header : (header?.[0] ?? "");

function mediaType(header: Header): string {
  return (first(header).split(";", 1)[0] ?? "").trim().toLowerCase();
}

function timeoutOf(header: Header): number | null {
  const seconds = /\btimeout=(\d{1,6})\b/i.exec(first(header))?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}
