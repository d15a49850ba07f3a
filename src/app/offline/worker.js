// Keeps what the app is made of, so that it starts without the network: BUILD, FOLDER and FILES, which the server writes
// above. Nothing that is anybody's is kept here: pages, answers and live connections always come from the server.
const CACHE = `adda-${BUILD}`;
const SHELL = "/offline";
const PATIENCE_MS = 5000;
const kept = new Set(FILES);

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", ({ data, source }) => {
  if (data === "which build") source.postMessage(`build ${FOLDER}`);
  if (data === "take over") skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (kept.has(pathname) || pathname.startsWith("/pkg/")) event.respondWith(file(request, pathname));
});

// Without cookies: what is kept is nobody's.
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((path) => new Request(path, { credentials: "omit" })));
}

async function begin() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("adda-") && name !== CACHE);
  // Pages of the build before may still be open, and fetch their parts when they need them.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

// From the server; from here where it cannot be reached, or a page that the app can draw by itself takes too long.
async function page(event, pathname) {
  const coming = fromServer(event);
  const waits = /^\/($|c\/)/.test(pathname) ? [coming, late()] : [coming];
  try {
    return await Promise.race(waits);
  } catch {
    return (await find(SHELL)) ?? coming;
  }
}

async function fromServer(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

function late() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
}

async function file(request, pathname) {
  return (await find(pathname)) ?? fetch(request);
}

// From this build; what it does not have may be a part of the build before.
async function find(path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? caches.match(path, { ignoreVary: true });
}
