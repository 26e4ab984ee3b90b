import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

/** Gives connections to requests, one of them made ahead of any. */
export interface Ahead {
  /** Makes one that waits for the next request; a request that comes meanwhile waits for it. @throws When it fails. */
  make(): Promise<void>;
  /** The one that waits, if the other side has not ended it meanwhile; else a new one. */
  take(): Promise<Socket>;
  /** Ends the one that waits. */
  drop(): void;
}

export function createAhead(connect: () => Promise<Socket>): Ahead {
  let waiting: Promise<Socket> | null = null;

  return {
    async make() {
      const making = connect();
      waiting = making;
      try {
        const made = await making;
        made.once("close", () => {
          if (waiting === making) waiting = null;
        });
        // Unless a request took it meanwhile.
        if (waiting === making) made.on("readable", outOfTurn).unref();
      } catch (error) {
        if (waiting === making) waiting = null;
        throw error;
      }
    },
    async take() {
      const taken = waiting;
      waiting = null;
      if (taken === null) return connect();
      const made = await taken;
      made.off("readable", outOfTurn).ref();
      // An end that has come in already is seen only when the loop has turned.
      await setImmediate();
      return made.destroyed ? connect() : made;
    },
    drop() {
      waiting?.then(
        (made) => made.destroy(),
        () => undefined,
      );
      waiting = null;
    },
  };
}

/** Bytes before any request are no answer to one; the connection is not to be trusted with a launch. */
function outOfTurn(this: Socket): void {
  if (this.readableLength > 0) this.destroy();
}
