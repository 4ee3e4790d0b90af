/** The readers that are compared: each gives `load()` -> `read(text)` -> counts of what it finds, and the files a browser would fetch. */

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const pkg = join(here, "../../www/pkg");
const inside = (name, file) => join(here, "node_modules", name, file);

export const READERS = {
  whosaid: {
    files: () => [join(pkg, "whosaid.js"), join(pkg, "whosaid_bg.wasm")],
    async load() {
      const { default: init, analyze } = await import(join(pkg, "whosaid.js"));
      const { memory } = await init({ module_or_path: readFileSync(join(pkg, "whosaid_bg.wasm")) });
      const read = (text) => {
        const { entities, quotes } = analyze(text);
        const spoken = quotes.filter((q) => ["direct", "mixed", "indirect"].includes(q.kind));
        return {
          people: entities.filter((e) => e.type === "PERSON").length,
          names: entities.filter((e) => ["PERSON", "ORG", "GPE", "LOC"].includes(e.type)).length,
          quotations: spoken.length, speakers: spoken.filter((q) => q.speaker).length,
        };
      };
      return Object.assign(read, { wasmBytes: () => memory.buffer.byteLength });
    },
  },
  compromise: {
    files: () => [inside("compromise", "builds/three/compromise-three.mjs")],
    async load() {
      const { default: nlp } = await import("compromise/three");
      return (text) => {
        const doc = nlp(text);
        const people = doc.people().length;
        return { people, names: people + doc.organizations().length + doc.places().length, quotations: doc.quotations().length, speakers: 0 };
      };
    },
  },
  "wink-nlp": {
    files: () => [...below(inside("wink-nlp", "src")), ...below(inside("wink-eng-lite-web-model", "dist"))],
    async load() {
      const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"));
      const { its } = nlp;
      return (text) => {
        const doc = nlp.readDoc(text);
        doc.tokens().out(its.pos);
        const entities = doc.entities().out(its.type);
        return { people: 0, names: entities.length, quotations: 0, speakers: 0 };
      };
    },
  },
};

/** Every script and table below a folder. */
function below(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|json)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
