export { createBlowfish, type BlowfishDeps } from "./client.ts";
