import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: ["launches", "secrets", "rights", "groups", "presets", "bot"].map(
    (name) => `./src/storage/tables/${name}.ts`,
  ),
  out: "./migrations/sqlite",
});
