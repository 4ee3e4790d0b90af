/** Measures one reader in a Node of its own: `node one.mjs NAME < input.json`; prints JSON. */

import { readFileSync } from "node:fs";
import { measure } from "./measure.mjs";

const input = JSON.parse(readFileSync(0, "utf8"));
const load = async () => (await import(`./readers/${process.argv[2]}.mjs`)).load();
const measured = await measure(load, input);
console.log(JSON.stringify({ ...measured, peak: process.resourceUsage().maxRSS * 1024 }));
