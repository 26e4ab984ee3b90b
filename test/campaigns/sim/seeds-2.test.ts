import { throughSeeds } from "./through-seeds.ts";

throughSeeds(2_501, 2_500);
