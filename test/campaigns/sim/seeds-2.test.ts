import { throughSeeds } from "./through-seeds.ts";

throughSeeds(2_001, 2_000);
