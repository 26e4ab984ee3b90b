import { z } from "zod";

const person = z.int().positive();
const messageId = z.int().positive();
const replyTo = messageId.optional();
const text = z.string().trim().min(1).max(4096);

/** What the page may ask for, one schema for each route. Limits are those of Telegram's own clients. */
export const requests = {
  say: z.strictObject({ person, text, replyTo }),
  other: z.strictObject({ person, kind: z.enum(["sticker", "voice", "video"]) }),
  press: z.strictObject({ person, messageId, data: z.string().min(1).max(64) }),
  webApp: z.strictObject({ person, messageId, url: z.url().max(2048) }),
  edit: z.strictObject({ person, messageId, text }),
  delete: z.strictObject({ person, messageId }),
  people: z.strictObject({ firstName: z.string().trim().min(1).max(64) }),
  faults: z.strictObject({
    provider: z.string(),
    /** Absent: every fault of the provider. */
    fault: z.string().optional(),
    on: z.boolean(),
  }),
};

/** The fields of an upload, which travel as a form since JSON holds no bytes. */
export const uploadSchema = z.strictObject({
  person: z.coerce.number().pipe(person),
  caption: z
    .string()
    .trim()
    .max(1024)
    .transform((caption) => (caption === "" ? undefined : caption))
    .optional(),
  replyTo: z.coerce.number().pipe(messageId).optional(),
  file: z.instanceof(File).refine((file) => file.size > 0, "The file is empty."),
});

export const JSON_LIMIT = 64 * 1024;
/** Telegram takes pictures of up to 10 MB and, from bots' users, hands out files of up to 20 MB. */
export const PHOTO_LIMIT = 10 * 1024 * 1024;
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;
