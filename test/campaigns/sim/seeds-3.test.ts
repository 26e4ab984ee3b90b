import { throughSeeds } from "./through-seeds.ts";

throughSeeds(4_001, 2_000);
