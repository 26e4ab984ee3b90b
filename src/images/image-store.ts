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
  /** Notes under which link a picture is kept elsewhere; it is not swept from then on. */
  setHosted(hash: string, url: string): Promise<void>;
  /** The noted link; null when there is none. */
  hostedUrl(hash: string): Promise<string | null>;
  /** Removes pictures that no draft and no launch names and that nobody hosts, of one stretch. */
  sweep(stretch: Stretch): Promise<Swept>;
}

/** Which pictures to look at: in the order of their age, so that all of them are seen without looking at all at once. */
export interface Stretch {
  /** Only those made before this. */
  readonly before: number;
  /** Those behind this one; null: from the oldest on. */
  readonly from: Place | null;
  readonly limit: number;
}

export interface Place {
  readonly createdAt: number;
  readonly hash: string;
}

export interface Swept {
  readonly removed: number;
  /** The last that was looked at; null: there are no more. */
  readonly to: Place | null;
}
