import { z } from "zod";
import type { Body } from "../body.ts";
import { sniffPicture } from "./sniff-picture.ts";

const texts = {
  name: z.string().min(2),
  description: z.string().min(1),
  ticker: z.string().regex(/^[A-Za-z0-9]{1,10}$/, "Ticker must be 1 to 10 letters or digits"),
};
const choices = {
  fee_selection: z.enum(["market", "frenzy"]).default("market"),
  quote_mint: z.enum(["SOL", "USDC"]).default("SOL"),
};

const imageText = z
  .string()
  .regex(
    /^(?:https?:\/\/\S+|data:image\/[A-Za-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]+|[A-Za-z0-9+/=\s]+)$/,
    "Image must be a URL, a data URL or base64",
  );

/** The raw file of a form; its bytes must be what its type says. */
const imageFile = z
  .file()
  .mime(["image/png", "image/jpeg", "image/webp", "image/gif"])
  .refine(async (file) => sniffPicture(new Uint8Array(await file.arrayBuffer())) === file.type, {
    error: "The file is not the picture its type names",
  });

const jsonSchema = z.strictObject({
  ...texts,
  ...choices,
  private_key: z.string().min(1),
  image: imageText.optional(),
  vault_mode: z.boolean().optional(),
});

const formSchema = z.strictObject({
  ...texts,
  ...choices,
  private_key: z.string().min(1),
  image: imageFile.optional(),
});

export const batchSchema = z.strictObject({
  private_key: z.string().min(1).optional(),
  tokens: z
    .array(
      z.strictObject({
        ...texts,
        fee_selection: choices.fee_selection,
        private_key: z.string().min(1).optional(),
        image: imageText.optional(),
      }),
    )
    .min(1)
    .max(50),
});

/** Body fields that hold nothing secret. */
export const SHOWN_FIELDS: ReadonlySet<string> = new Set([
  ...[...Object.keys(jsonSchema.shape), "tokens", "ca"].filter((field) => field !== "private_key"),
]);

export interface LaunchBody {
  readonly name: string;
  readonly description: string;
  readonly ticker: string;
  readonly private_key: string;
}

/** Reads a launch request in either form; null for any other content type. */
export async function readLaunch(body: Body): Promise<z.ZodSafeParseResult<LaunchBody> | null> {
  if (body.kind === "form") return formSchema.safeParseAsync(body.fields);
  if (body.kind === "json" && body.contentType === "application/json") {
    return jsonSchema.safeParse(body.value);
  }
  return null;
}
