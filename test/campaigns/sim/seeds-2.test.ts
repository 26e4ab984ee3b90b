import { throughSeeds } from "./through-seeds.ts";

throughSeeds(3_001, 3_000);
