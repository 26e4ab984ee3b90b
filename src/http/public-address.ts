import { BlockList, isIP } from "node:net";

/** IANA's special-purpose registry for IPv4: this host, private, shared, loopback, link-local, tests, multicast, reserved. */
const INNER_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** What of the global IPv6 space leads elsewhere: protocol assignments with Teredo, examples, 6to4. */
const ODD_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const innerV4 = new BlockList();
for (const [net, bits] of INNER_V4) innerV4.addSubnet(net, bits, "ipv4");
const oddV6 = new BlockList();
for (const [net, bits] of ODD_V6) oddV6.addSubnet(net, bits, "ipv6");
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an address is a host of the open internet. Everything that is not known to be one is not: IPv4 in the clothes of
 * IPv6 (mapped, NAT64, 6to4), names, an empty text.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !innerV4.check(address, "ipv4");
    case 6:
      return globalV6.check(address, "ipv6") && !oddV6.check(address, "ipv6");
    default:
      return false;
  }
}
