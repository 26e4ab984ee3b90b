import { throughSeeds } from "./through-seeds.ts";

throughSeeds(601, 600);
