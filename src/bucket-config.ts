import type { z } from "zod";
import { ConfigError } from "./domain/errors.ts";
import type { Secret } from "./domain/secret.ts";
import type { settingsSchema } from "./settings.ts";

/** Where pictures are hosted besides here. No URL ends in a slash. */
export interface BucketConfig {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  /** Under which everybody can read what is in the bucket. */
  readonly publicUrl: string;
}

type Environment = Readonly<Record<string, string>>;

const NEEDED = [
  "S3_ENDPOINT",
  "S3_BUCKET",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
  "S3_PUBLIC_URL",
];

export function findBucketProblems(env: Environment): readonly ConfigError[] {
  if (env["IMAGE_STORE"] !== "s3") return [];
  const missing = NEEDED.filter((name) => env[name] === undefined);
  return missing.map((name) => new ConfigError(name, "is missing, which IMAGE_STORE=s3 needs"));
}

/** Null: pictures are hosted here or nowhere. What a bucket needs is there: findBucketProblems saw to it. */
export function bucketOf(settings: z.output<typeof settingsSchema>): BucketConfig | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_PUBLIC_URL: publicUrl } = settings;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (settings.IMAGE_STORE !== "s3") return null;
  if (!endpoint || !bucket || !publicUrl || !accessKeyId || !secretAccessKey) return null;
  return { endpoint, bucket, region: settings.S3_REGION, accessKeyId, secretAccessKey, publicUrl };
}
