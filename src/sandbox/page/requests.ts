import { z } from "zod";

const person = z.int().positive();
const messageId = z.int().positive();
const replyTo = messageId.optional();
/** Absent: the private chat with the bot. A group's id is below 0. */
const chat = z.int().optional();
/** Absent: a forum's General, and in every other chat. */
const topic = messageId.optional();
const here = { person, chat, topic };
/** Ephemeral messages are shown under an id below 0. */
const shownId = z.int();
const text = z.string().trim().min(1).max(4096);

/** What the page may ask for, one schema for each route. Limits are those of Telegram's own clients. */
export const requests = {
  say: z.strictObject({ ...here, text, replyTo }),
  other: z.strictObject({ ...here, kind: z.enum(["sticker", "voice", "video"]) }),
  press: z.strictObject({ ...here, messageId: shownId, data: z.string().min(1).max(64) }),
  inline: z.strictObject({ ...here, query: z.string().max(256) }),
  choose: z.strictObject({
    ...here,
    queryId: z.string().max(32),
    resultId: z.string().min(1).max(64),
  }),
  webApp: z.strictObject({ person, messageId, url: z.url().max(2048) }),
  edit: z.strictObject({ ...here, messageId, text }),
  delete: z.strictObject({ ...here, messageId }),
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
  chat: z.coerce.number().pipe(z.int()).optional(),
  caption: z
    .string()
    .trim()
    .max(1024)
    .transform((caption) => (caption === "" ? undefined : caption))
    .optional(),
  topic: z.coerce.number().pipe(messageId).optional(),
  replyTo: z.coerce.number().pipe(messageId).optional(),
  file: z.instanceof(File).refine((file) => file.size > 0, "The file is empty."),
});

export const JSON_LIMIT = 64 * 1024;
/** Telegram takes pictures of up to 10 MB and, from bots' users, hands out files of up to 20 MB. */
export const PHOTO_LIMIT = 10 * 1024 * 1024;
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;
