/**
 * Everything the bot says, in one place. Each part is a file of this folder; other files of the room hold no sentence of
 * their own. A second language is a second folder with the same shapes.
 */
export { accessWords } from "./access.ts";
export { adminMenu, adminWords } from "./admin.ts";
export { commandMenu, generalWords, groupAdminMenu, groupMenu } from "./general.ts";
export { flowButtons, flowWords, fieldLabel, optionQuestion, question } from "./flow.ts";
export type { QuestionWords } from "./flow.ts";
export { ownerAloneWords } from "./owner-alone.ts";
export { previewWords, reminderWords, statusWords, type PreviewFacts } from "./cards.ts";
export { buttonWords, draftWords, launchWords } from "./buttons.ts";
export { forgetWords } from "./forget.ts";
export { groupWords } from "./groups.ts";
export { historyWords } from "./history.ts";
export { inlineWords, type NotReady } from "./inline.ts";
export { intakeWords } from "./intake.ts";
export { keysWords } from "./keys.ts";
export { limitWords } from "./limits.ts";
export { lineWords } from "./one-line.ts";
export { digestWords, noticeWords } from "./notices.ts";
export { paceWords } from "./pace.ts";
export { pauseWords } from "./pauses.ts";
export { presetWords } from "./presets.ts";
export { optionWords, providerNames, slotNames } from "./names.ts";
export { wishWords } from "./wishes.ts";
export { problemWords } from "./problems.ts";
export { reasonWords } from "./reasons.ts";
export { regionWords } from "./regions.ts";
export { securityWords } from "./security.ts";
export { optionText } from "./spending.ts";
