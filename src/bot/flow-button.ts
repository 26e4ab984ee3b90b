import { flowButtons } from "./words/words.ts";

export type FlowButton = keyof typeof flowButtons;

/** The button of some question that was tapped; it may be an old one that still lies under the input. */
export function flowButtonOf(text: string | undefined): FlowButton | undefined {
  return (Object.keys(flowButtons) as FlowButton[]).find((one) => flowButtons[one] === text);
}
