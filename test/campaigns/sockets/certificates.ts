import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { aCertificate } from "../../support/a-certificate.ts";

const DAY_MS = 24 * 60 * 60_000;

/** What the servers of the trials show: the good one, and those that are wrong in one respect each. */
export const CERTIFICATES = {
  good: aCertificate(),
  expired: aCertificate({ until: new Date(Date.now() - DAY_MS) }),
  ofAnother: aCertificate({ address: "192.0.2.1" }),
  untrusted: aCertificate(),
};

/** Makes this process trust all of them but the untrusted one. */
export function trustCertificates(): void {
  const { good, expired, ofAnother } = CERTIFICATES;
  setDefaultCACertificates([
    ...getCACertificates(),
    ...[good, expired, ofAnother].map(({ cert }) => cert),
  ]);
}
