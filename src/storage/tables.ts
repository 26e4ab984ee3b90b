import * as bot from "./tables/bot.ts";
import * as groups from "./tables/groups.ts";
import * as launches from "./tables/launches.ts";
import * as presets from "./tables/presets.ts";
import * as rights from "./tables/rights.ts";
import * as secrets from "./tables/secrets.ts";

/** Every table of the database. The engines' runners and the repositories know no other. */
export const tables = { ...launches, ...secrets, ...rights, ...groups, ...presets, ...bot };
