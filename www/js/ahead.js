/** Comes first: the Worker starts while the rest of the page is set up. The page's reader shares it. */

import { lease } from "./engine.js";

lease({}).warm();
