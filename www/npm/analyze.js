/** `analyze` for browsers and all that fetch as browsers do. */

import { core } from "../js/files.js";
import { reading } from "./reading.js";

export const { analyze, exportAs, version } = reading(core);
