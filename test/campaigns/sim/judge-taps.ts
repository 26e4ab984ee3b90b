import type { Launch } from "../../../src/domain/launch.ts";
import type { Rows } from "./judge.ts";
import type { DraftBook, Scene } from "./scene.ts";

/** I2: every tap that counted has its launch, every launch had a tap, and nobody but the owner was listened to. */
export function judgeTaps(scene: Scene, rows: Rows): void {
  const byDraft = new Map(rows.launches.map((launch) => [launch.draftId, launch]));
  for (const book of scene.drafts.values()) judgeBook(scene, rows, book, byDraft.get(book.id));
  for (const { id, draftId } of rows.launches) {
    if (!scene.drafts.has(draftId))
      scene.breach("double send", `nobody opened the draft of #${id}`);
  }
  if (scene.mailbox.waiting() > 0) scene.breach("lost launch", "an update was never handled");
}

function judgeBook(scene: Scene, rows: Rows, book: DraftBook, launch: Launch | undefined): void {
  const lost = (what: string) => scene.breach("lost launch", `draft ${book.id}: ${what}`);
  const version = rows.drafts.find(({ id }) => id === book.id)?.version;
  const first = rows.launches.find(({ id }) => id === book.repeats);
  let asked = false;
  for (const { by, told, version: tapped } of book.taps) {
    if (by !== book.ownerId) {
      if (told && told.kind !== "rejected") scene.breach("stranger", `${by} launched ${book.id}`);
      continue;
    }
    if (told === null) continue;
    if (told.kind !== "rejected") {
      asked = true;
      if (told.launch.id !== launch?.id) lost(`told of #${told.launch.id}, which is not there`);
      continue;
    }
    const { why } = told;
    const right =
      (why === "stale-button" && tapped !== version) ||
      (why === "repeat-is-live" && first?.status === "live");
    if (!right) lost(`a tap that counted is ${why}`);
  }
  if (launch && !asked) scene.breach("stranger", `#${launch.id} was never asked for`);
}
