/** Pages of hosts that embed the element, made for one test each. */

/**
 * @param {object} options `head` and `body` of the page; `script` runs before the element's, which `element` includes; the rest is `atDesk`'s
 * @returns {object} options of `atDesk`
 */
export function host({ head = "", body, script = "", element = "<script type=\"module\" src=\"/js/element.js\"></script>", ...more }) {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="/icon.svg">${head}<script src="/host.js"></script>${element}</head><body>${body}</body></html>`;
  return { ...more, path: "host.html", replace: { "/host.html": page, "/host.js": script, ...more.replace } };
}

/** Counts the Workers that live. */
export const COUNT = `
  window.workers = { made: 0, live: 0 };
  window.Worker = class extends Worker {
    constructor(...given) { super(...given); window.workers.made += 1; window.workers.live += 1; }
    terminate() { super.terminate(); window.workers.live -= 1; }
  };`;

/** Keeps what the elements tell. */
export const LOG = `
  window.told = [];
  for (const type of ["who-said-report", "who-said-select", "who-said-error"]) {
    document.addEventListener(type, (event) => window.told.push([type, event.composed, event.target.localName, event.detail]));
  }`;

/** One quotation. */
export const SAID = "<p>\u201cWe will not be rushed,\u201d said Ruth Adeyemi.</p>";
