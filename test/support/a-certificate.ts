import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** PEM, as `node:tls` takes it. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** A self-signed certificate for one IPv4 address and, where given, a name, made for one run: no key lies in the repository. */
export function aCertificate(
  of: { readonly address?: string; readonly name?: string; readonly until?: Date } = {},
): Certificate {
  const { address = "127.0.0.1", until = new Date(Date.now() + DAY_MS) } = of;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // Each its own: among trusted ones of one name, which is compared with is chance.
  const named = Buffer.from(randomBytes(8).toString("hex"));
  const name = sequence(set(sequence(oid("550403"), der(0x0c, named))));
  const addresses = sequence(
    der(0x87, Buffer.from(address.split(".").map(Number))),
    ...(of.name === undefined ? [] : [der(0x82, Buffer.from(of.name))]),
  );
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sequence(ECDSA_SHA256),
    name,
    sequence(time(new Date(until.getTime() - 2 * DAY_MS)), time(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(oid("551d11"), der(0x04, addresses)))),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]);
  const whole = sequence(content, sequence(ECDSA_SHA256), der(0x03, signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]) => der(0x31, Buffer.concat(parts));
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const ECDSA_SHA256 = oid("2a8648ce3d040302");

/** `YYMMDDhhmmssZ`. */
const time = (at: Date) =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
