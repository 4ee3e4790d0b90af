/**
 * Keeps the page at hand, so that it works without a network. Fresh files first, kept files where there are none:
 * nobody sees two versions mixed, and no pasted text ever passes here.
 */

const CACHE = "whosaid-v1";
const FILES = [
  "./", "css/tokens.css", "css/page.css", "css/article.css", "css/panel.css", "icon.svg", "manifest.webmanifest",
  "js/main.js", "js/article-view.js", "js/cards-view.js", "js/compose.js", "js/dom.js", "js/element.js", "js/entities-view.js",
  "js/legend.js", "js/notices.js", "js/parts.js", "js/paste.js", "js/reader.js", "js/reading.js",
  "js/segment-view.js", "js/segments.js", "js/selection.js", "js/spotlight.js", "js/strings.js", "js/strings/en.js",
  "js/tabs.js", "js/why.js", "js/worker.js", "pkg/whosaid.js", "pkg/whosaid_bg.wasm", "sample/article.txt",
];

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(self.registration.scope)) event.respondWith(freshOrKept(event.request));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("whosaid-") && name !== CACHE).map((name) => caches.delete(name)));
}

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && isWhatItSays(request, response)) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

/** Some hosts answer a missing file with a page; such an answer must not be kept as the program. */
function isWhatItSays(request, response) {
  const isPage = response.headers.get("content-type")?.includes("text/html");
  return !isPage || request.mode === "navigate" || request.url.endsWith("/");
}
