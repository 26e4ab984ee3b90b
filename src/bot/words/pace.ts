import { h } from "../html.ts";

const TOO_FAST =
  "That was a lot at once. I listen again in a minute, and until then I stay silent.";

/** To somebody who sends more than the bot takes in a minute. */
export const paceWords = { tooFast: TOO_FAST, tooFastHere: h`${TOO_FAST}` };
