/** A Worker around another reader; the bundler says which READER. It is spared to send more than counts. */

import { load } from "READER";

const read = await load();
addEventListener("message", ({ data }) => postMessage(read(data)));
postMessage({ ready: true });
