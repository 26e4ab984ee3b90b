export { createSwarms, type SwarmsDeps } from "./client.ts";
