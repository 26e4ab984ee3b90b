import { throughSeeds } from "./through-seeds.ts";

throughSeeds(1, 3_000);
