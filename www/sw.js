/**
 * Keeps the page at hand, so that it works without a network. What is kept is the list that the build wrote, each file checked by its
 * hash, under a name that stands for the whole list: nobody sees two versions mixed, and no pasted text ever passes here.
 * A new version waits until the reader lets it in or has closed the page.
 */

importScripts("pkg/precache.js");

const { version, files } = self.PRECACHE;
const CACHE = `whosaid-${version}`;
const kept = new Set(Object.keys(files).map((file) => new URL(file, self.registration.scope).href));

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const url = withoutQuery(event.request.url);
  if (event.request.method === "GET" && kept.has(url)) event.respondWith(keptOrFresh(event.request, url));
});

/** All or nothing: a file that is missing, or is not what the build made, leaves the version before in its place. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(files).map(async ([file, integrity]) => {
      const response = await fetch(new Request(file, { cache: "no-cache", integrity }));
      if (!response.ok) throw new Error(`${file} answers ${response.status}`);
      await cache.put(file, response);
    }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("whosaid-") && name !== CACHE).map((name) => caches.delete(name)));
}

async function keptOrFresh(request, url) {
  const cache = await caches.open(CACHE);
  return await cache.match(url) ?? fetch(request);
}

function withoutQuery(url) {
  return url.split(/[?#]/u)[0];
}
