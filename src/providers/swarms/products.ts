import { z } from "zod";
import type { WireAnswer } from "../../http/wire.ts";
import { readJson, solanaAddress, unclearCall } from "../answers.ts";
import { readRefusal } from "./read-refusal.ts";

const product = z.looseObject({
  id: z.string(),
  name: z.string().nullable(),
  created_at: z.string().nullish(),
});
const products = z.looseObject({ products: z.array(z.unknown()) });

const tokenized = z.looseObject({
  id: z.string(),
  token_address: solanaAddress,
  listing_url: z.string().nullish(),
});
const tokenizedProducts = z.looseObject({ data: z.array(z.unknown()) });

export type Product = z.infer<typeof product>;
export type Tokenized = z.infer<typeof tokenized>;

/** The account's listings; rows we cannot read are left out. @throws {CallError} */
export function readProducts(answer: WireAnswer, now: number): readonly Product[] {
  const { products: rows } = readList(products, answer, now);
  return rows.flatMap((row) => product.safeParse(row).data ?? []);
}

/** The account's tokens by listing; rows we cannot read are left out. @throws {CallError} */
export function readTokenized(answer: WireAnswer, now: number): readonly Tokenized[] {
  const { data: rows } = readList(tokenizedProducts, answer, now);
  return rows.flatMap((row) => tokenized.safeParse(row).data ?? []);
}

function readList<T>(shape: z.ZodType<T>, answer: WireAnswer, now: number): T {
  if (answer.status !== 200) throw readRefusal(answer, now);
  const parsed = shape.safeParse(readJson(answer));
  if (!parsed.success) throw unclearCall("unreadable-answer", null);
  return parsed.data;
}
