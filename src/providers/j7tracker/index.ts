export { createJ7tracker, type J7trackerDeps } from "./client.ts";
