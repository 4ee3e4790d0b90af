/** wink-nlp with its English model: parts of speech, and entities, which are dates, money and the like. */

import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";

export async function load() {
  const nlp = winkNLP(model);
  const { its } = nlp;
  return (text) => {
    const doc = nlp.readDoc(text);
    doc.tokens().out(its.pos);
    return { people: 0, names: doc.entities().out(its.type).length, quotations: 0, speakers: 0 };
  };
}
