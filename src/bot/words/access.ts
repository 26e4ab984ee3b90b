import { h, lines, type Html } from "../html.ts";

/** What people hear about being let in and shut out. */
export const accessWords = {
  admitted: h`✅ You are in: your invitation was taken.`,
  inviteVoid: (id: number): Html =>
    h`That invitation is no longer in use. Please ask for another one, or tell the operator your number: <code>${id}</code>`,
  /** To the person, in private. */
  letIn: h`✅ The operator lets you use this bot. Send /start.`,
  shutOut: lines(
    h`⛔ The operator no longer lets you use this bot. What waited to be sent was cancelled; what was sent already is still reported here.`,
    h`If you stored keys with me, renew or revoke them where you made them.`,
  ),
  anonymous: h`I act only for a person I can see. Turn off “Remain anonymous”, or write to me in private.`,
  nobody: "I cannot see who tapped this.",
};
