/** A picture after re-encoding, named by the SHA-256 of its bytes (hex). */
export interface StoredImage {
  readonly hash: string;
  readonly mime: "image/png" | "image/jpeg" | "image/webp" | "image/gif";
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly createdAt: number;
}

export interface ImageStore {
  /** Keeps a picture once; putting the same again changes nothing. */
  put(image: StoredImage): Promise<void>;
  get(hash: string): Promise<StoredImage | null>;
}
