// The map of the rooms, held by the linter. Change it here first, then move the code.
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Each room and the rooms it may import. Arrows only point up this list, so there are no cycles. */
const rooms = {
  domain: [],
  kit: [],
  http: ["domain", "kit"],
  vault: ["domain", "kit"],
  regions: ["domain", "kit", "http"],
  providers: ["domain", "kit", "http"],
  images: ["domain", "kit", "http"],
  launches: ["domain", "kit", "providers"],
  bot: ["domain", "kit", "providers", "launches"],
  web: ["domain", "kit"],
  storage: ["domain", "kit", "vault", "launches", "images", "bot"],
  // The sandbox plays the outside world: it speaks wire formats and imports no room but these.
  sandbox: ["domain", "kit"],
};

/** Packages that enter the program through one room only (or the rooms named). */
const doors = {
  undici: ["http"],
  grammy: ["bot"],
  "@grammyjs/(?!types)": ["bot"],
  "drizzle-orm": ["storage"],
  "better-sqlite3": ["storage"],
  "node:crypto": ["vault"],
  "rate-limiter-flexible": ["kit"],
  "@scure/bip39": ["vault"],
  s3mini: ["images"],
  sharp: ["images"],
  hono: ["web", "sandbox"],
  "@hono/": ["web", "sandbox"],
};

function closedTo(room) {
  const far = Object.keys(rooms).filter((other) => other !== room && !rooms[room].includes(other));
  const locked = Object.keys(doors).filter((name) => !doors[name].includes(room));
  return [
    {
      regex: `^(\\.\\./)+(${far.join("|")})/`,
      message: `${room}/ may import: ${rooms[room].join(", ") || "no room"}.`,
    },
    { regex: `^(${locked.join("|")})`, message: "This package enters through another room." },
    {
      regex: "^(\\.\\./)+(main|app|config|demo|keygen|rotate|backup|import-quickly)\\.ts$",
      message: "Nothing imports the way in.",
    },
  ];
}

const ban = (files, patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

export default defineConfig(
  { ignores: ["node_modules/", "data/", "src/sandbox/page/static/", "src/web/intake/static/"] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "no-console": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A store is async by contract even where the engine inside is not.
      "@typescript-eslint/require-await": "off",
      // There are no enums (tsconfig.json, erasableSyntaxOnly), and looking for them takes a fifth of the time.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  Object.keys(rooms).map((room) => ban([`src/${room}/**/*.ts`], closedTo(room))),
  { files: ["*.js"], extends: [tseslint.configs.disableTypeChecked] },
  ban(
    ["src/storage/**/*.ts"],
    [
      ...closedTo("storage"),
      {
        regex: "^(\\.\\./)+(vault|launches|images|bot)/(?!.*-store\\.ts$)",
        message: "Storage sees only the *-store.ts interfaces.",
      },
    ],
  ),
  ban(
    ["src/providers/*/*.ts"],
    [
      ...closedTo("providers"),
      { regex: "^\\.\\./[a-z0-9-]+/", message: "Provider folders never import each other." },
    ],
  ),
);
