import type { Launch } from "../domain/launch.ts";
import type { LaunchStore } from "./launch-store.ts";

/** The same store, telling a listener after each commit that changed a launch; `before`: null when it was confirmed. */
export function listen(
  store: LaunchStore,
  moved: (launch: Launch, before: Launch | null) => void,
): LaunchStore {
  return {
    ...store,
    async confirm(draftId, updateId, make) {
      const confirmed = await store.confirm(draftId, updateId, make);
      if (confirmed.kind === "confirmed") moved(confirmed.launch, null);
      return confirmed;
    },
    async apply(id, decide) {
      const applied = await store.apply(id, decide);
      if (applied.kind === "moved") moved(applied.launch, applied.before);
      return applied;
    },
  };
}
