import { throughSeeds } from "./through-seeds.ts";

throughSeeds(1, 2_000);
