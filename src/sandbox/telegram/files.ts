import type { Document, File, PhotoSize, Sticker, Video, Voice } from "@grammyjs/types";
import type { Clock } from "../../kit/clock.ts";
import { readImageHead } from "./image-size.ts";
import { plainPng } from "./plain-png.ts";
import { refuse } from "./refusal.ts";
import type { SimFile, SimUpload } from "./world.ts";

/** What a file is to Telegram. Each kind has its own ids: a photo's id does not send a document. */
const KINDS = {
  photo: { name: "Photo", prefix: "AgACAgIAAxk", folder: "photos" },
  document: { name: "Document", prefix: "BQACAgIAAxk", folder: "documents" },
  sticker: { name: "Sticker", prefix: "CAACAgIAAxk", folder: "stickers" },
  voice: { name: "VoiceNote", prefix: "AwACAgIAAxk", folder: "voice" },
  video: { name: "Video", prefix: "BAACAgIAAxk", folder: "videos" },
} as const;
export type FileKind = keyof typeof KINDS;

const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 * 1024;
const MAX_DOWNLOAD_BYTES = 20 * MEGABYTE;
const MAX_PHOTO_BYTES = 10 * MEGABYTE;
const THUMB_SIDE = 90;

interface Kept extends SimFile {
  readonly kind: FileKind;
  readonly extension: string;
  /** The other sizes of a photo, or what a document was called. */
  readonly photo?: PhotoSize[];
  readonly document?: Document;
}

export interface Files {
  /** Keeps a photo in two sizes. The largest has the very bytes that were sent: nothing is re-encoded here. */
  addPhoto(bytes: Buffer): PhotoSize[];
  addDocument(upload: SimUpload): Document;
  addOther(kind: "sticker"): Sticker;
  addOther(kind: "voice"): Voice;
  addOther(kind: "video"): Video;
  /** Sizes of a photo that was sent before, by the id of any of them. @throws {Refusal} 400 for another kind's id. */
  photo(fileId: string): PhotoSize[];
  document(fileId: string): Document;
  get(fileId: string): SimFile | null;
  /** Makes a path that can be downloaded for an hour. @throws {Refusal} 400 on an unknown id and above 20 MB. */
  open(fileId: string): File;
  download(path: string): SimFile | null;
}

const uniqueIdOf = (fileId: string) => `AQAD${fileId.slice(-12)}`;

export function createFiles(clock: Clock, letters: (count: number) => string): Files {
  const kept = new Map<string, Kept>();
  const paths = new Map<string, { readonly fileId: string; readonly until: number }>();

  const newIds = (kind: FileKind) => {
    const file_id = KINDS[kind].prefix + letters(48);
    return { file_id, file_unique_id: uniqueIdOf(file_id) };
  };

  const addOther = (kind: "sticker" | "voice" | "video") => {
    const bytes = kind === "voice" ? Buffer.from("OggS") : plainPng(64, 64);
    const ids = { ...newIds(kind), file_size: bytes.length };
    const extension = { sticker: "webp", voice: "oga", video: "mp4" }[kind];
    const mime = { sticker: "image/webp", voice: "audio/ogg", video: "video/mp4" }[kind];
    kept.set(ids.file_id, { kind, bytes, mime, extension });
    if (kind === "voice") return { ...ids, duration: 3, mime_type: mime };
    if (kind === "video") return { ...ids, width: 64, height: 64, duration: 3, mime_type: mime };
    const still = { is_animated: false, is_video: false } as const;
    return { ...ids, ...still, type: "regular", width: 64, height: 64, emoji: "🙂" } as const;
  };

  const find = (fileId: string, as: FileKind): Kept => {
    const file = kept.get(fileId);
    if (!file) refuse("wrong file identifier/HTTP URL specified");
    if (file.kind !== as)
      refuse(`can't use file of type ${KINDS[file.kind].name} as ${KINDS[as].name}`);
    return file;
  };

  return {
    addPhoto(bytes) {
      if (bytes.length > MAX_PHOTO_BYTES) refuse("file is too big for a photo");
      const head = readImageHead(bytes);
      if (!head) refuse("IMAGE_PROCESS_FAILED");
      const { width, height } = head;
      if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
        refuse("PHOTO_INVALID_DIMENSIONS");
      }
      const shrink = Math.min(1, THUMB_SIDE / Math.max(width, height));
      const small = [width, height].map((side) => Math.max(1, Math.round(side * shrink)));
      const [thumbWidth = 1, thumbHeight = 1] = small;
      const thumb = plainPng(thumbWidth, thumbHeight);
      const sizes: PhotoSize[] = [
        { ...newIds("photo"), width: thumbWidth, height: thumbHeight, file_size: thumb.length },
        { ...newIds("photo"), width, height, file_size: bytes.length },
      ];
      for (const [index, size] of sizes.entries()) {
        const content = index === 0 ? thumb : bytes;
        const mime = index === 0 ? "image/png" : head.mime;
        // Every photo is called .jpg, whatever it is, as at Telegram.
        kept.set(size.file_id, {
          kind: "photo",
          bytes: content,
          mime,
          extension: "jpg",
          photo: sizes,
        });
      }
      return sizes;
    },
    addDocument({ bytes, name, mime }) {
      const document: Document = {
        ...newIds("document"),
        file_name: name,
        mime_type: mime,
        file_size: bytes.length,
      };
      const extension = /\.([a-z\d]{1,8})$/i.exec(name)?.[1] ?? "bin";
      kept.set(document.file_id, { kind: "document", bytes, mime, extension, document });
      return document;
    },
    addOther: addOther as Files["addOther"],
    photo: (fileId) => find(fileId, "photo").photo ?? [],
    document: (fileId) => find(fileId, "document").document ?? refuse("wrong file identifier"),
    get: (fileId) => kept.get(fileId) ?? null,
    open(fileId) {
      const file = kept.get(fileId);
      if (!file) refuse("invalid file_id");
      if (file.bytes.length > MAX_DOWNLOAD_BYTES) refuse("file is too big");
      const path = `${KINDS[file.kind].folder}/file_${paths.size}.${file.extension}`;
      paths.set(path, { fileId, until: clock.now() + HOUR_MS });
      return {
        file_id: fileId,
        file_unique_id: uniqueIdOf(fileId),
        file_size: file.bytes.length,
        file_path: path,
      };
    },
    download(path) {
      const entry = paths.get(path);
      if (!entry || entry.until < clock.now()) return null;
      return kept.get(entry.fileId) ?? null;
    },
  };
}
