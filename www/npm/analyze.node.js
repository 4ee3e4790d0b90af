/** `analyze` for Node and its like, where a file is read, not fetched. */

import { readFile } from "node:fs/promises";
import { reading } from "./reading.js";

export const { analyze, exportAs, version } = reading(() => readFile(new URL("../pkg/whosaid_bg.wasm", import.meta.url)));
