import type { LaunchStore } from "../../../src/launches/launch-store.ts";
import { judgeChats } from "./judge-chats.ts";
import { judgeRows } from "./judge-rows.ts";
import { judgeSpending } from "./judge-spending.ts";
import { judgeTaps } from "./judge-taps.ts";
import type { Database } from "./database.ts";
import type { Messages } from "./messages.ts";
import type { Scene } from "./scene.ts";

export type Rows = ReturnType<Database["rows"]>;

/** Looks at a world that has come to rest, and names everything in it that must not be (I1 to I8). */
export async function judge(
  scene: Scene,
  rows: Rows,
  by: {
    readonly restless: readonly string[];
    readonly messages: Messages;
    readonly store: LaunchStore | null;
  },
): Promise<void> {
  if (by.restless.length > 0) {
    const open = rows.launches.map(({ id, status, nextAt }) => `#${id} ${status} ${nextAt ?? "-"}`);
    const due = rows.notices.map(
      ({ id, state, nextAt }) => `notice ${id} ${state} ${nextAt ?? "-"}`,
    );
    scene.breach(
      "stuck",
      `${by.restless.join(", ")} at ${scene.time.now()}: ${[...open, ...due].join("; ")}`,
    );
  }
  judgeTaps(scene, rows);
  judgeRows(scene, rows);
  judgeChats(scene, rows, by.messages);
  if (by.store) await judgeSpending(scene, rows, by.store);
  for (const { status, reason } of rows.launches) {
    scene.story.count(`status: ${status}`);
    if (reason) scene.story.count(`reason: ${reason.code}`);
  }
}
