import { GrammyError, type Api } from "grammy";
import { InputError, refuse } from "../domain/errors.ts";
import { isPassing } from "./telegram-errors.ts";

/** What we take in from a chat. Telegram lets bots load twice as much. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_FILE_MB = 10;
const DOWNLOAD_MS = 30_000;

/** Loads a file of a chat by its id. */
export type Download = (api: Api, fileId: string) => Promise<Buffer>;

/**
 * The URL of a Telegram file contains the bot token, so it exists only here: no error, log or caller ever sees it.
 *
 * @throws {InputError} `picture-too-large` above 10 MB; `file-not-given` when Telegram will not or cannot hand it out,
 *   which it calls "temporarily unavailable". Sending it once more helps.
 */
export function createDownload(telegram: {
  readonly apiRoot: string;
  readonly token: string;
  readonly fetch: typeof fetch;
}): Download {
  return async (api, fileId) => {
    const file = await api.getFile(fileId).catch((error: unknown) => {
      if (!(error instanceof GrammyError) || isPassing(error)) throw error;
      if (!error.description.includes("file is too big")) refuse({ code: "file-not-given" });
      refuse({ code: "picture-too-large", maxMb: MAX_FILE_MB });
    });
    if ((file.file_size ?? 0) > MAX_FILE_BYTES) {
      refuse({ code: "picture-too-large", maxMb: MAX_FILE_MB });
    }
    const url = `${telegram.apiRoot}/file/bot${telegram.token}/${file.file_path ?? ""}`;
    try {
      const answer = await telegram.fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
      if (!answer.ok || answer.body === null) throw new Error("no file");
      return await collect(answer.body);
    } catch (error) {
      if (error instanceof InputError) throw error;
      // No cause: it can quote the URL, and with it the token.
      refuse({ code: "file-not-given" });
    }
  };
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) refuse({ code: "picture-too-large", maxMb: MAX_FILE_MB });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
