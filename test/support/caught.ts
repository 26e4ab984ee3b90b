import { expect } from "vitest";
import { CallError, InputError } from "../../src/domain/errors.ts";

async function caught(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was thrown");
}

/** The `CallError` that this throws or rejects with. */
export async function callError(call: () => unknown): Promise<CallError> {
  const error = await caught(call);
  expect(error).toBeInstanceOf(CallError);
  return error as CallError;
}

/** The problem of the `InputError` that this throws or rejects with. */
export async function problem(call: () => unknown): Promise<InputError["problem"]> {
  const error = await caught(call);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).problem;
}
