// Keeps the files of the site in the browser, each under its digest, so that the site works without
// a network.  offline-files.js says which there are; in try/ JupyterLite's own worker comes after.
importScripts("offline-files.js");
const { files, next } = self.OFFLINE;
const scope = self.registration.scope;
const ROUNDS = 5;
const kept = caches.open(`nnkit ${scope}`);

const key = (path) => `${scope}${path}?${files[path]}`;

// The path of one of our files that is asked for, whatever stands after a question mark.
function ours(request) {
  if (request.method !== "GET" || !request.url.startsWith(scope)) {
    return null;
  }
  const path = decodeURI(request.url.slice(scope.length).replace(/[?#].*/, ""));
  return [path, `${path}index.html`, `${path}/index.html`].find((p) => p in files) ?? null;
}

async function answer(path) {
  const cache = await kept;
  const found = await cache.match(key(path));
  if (found) {
    return found;
  }
  // "no-cache" asks the server whether what the browser has is still the same.
  const response = await fetch(`${scope}${path}`, { cache: "no-cache" });
  if (response.ok) {
    await cache.put(key(path), response.clone()).catch(() => {
      full = true;
    });
  }
  return response;
}

let filling;
let full = false; // the browser has no room for more

async function missing() {
  const cache = await kept;
  const have = new Set((await cache.keys()).map((request) => request.url));
  // Who needs the files in no-memory/ has asked for them.
  const wanted = Object.keys(files).filter((path) => !path.includes("/no-memory/"));
  return wanted.filter((path) => !have.has(new URL(key(path)).href));
}

// A server that is busy may refuse some; they are asked for again.  Whether there is no more to ask for.
async function keepAll() {
  for (let round = 0; round < ROUNDS; round += 1) {
    const paths = await missing();
    const take = async () => {
      while (paths.length && !full) {
        await answer(paths.pop()).catch(() => {});
      }
    };
    await Promise.all([take(), take(), take()]);
    if (full || (await missing()).length === 0) {
      return true;
    }
    await new Promise((goOn) => setTimeout(goOn, 1000 * (round + 1)));
  }
  return false;
}

async function forgetOld() {
  const cache = await kept;
  const current = new Set(Object.keys(files).map((path) => new URL(key(path)).href));
  const old = (await cache.keys()).filter((request) => !current.has(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), forgetOld()]));
});
self.addEventListener("message", (event) => {
  if (event.data === "keep all") {
    filling ??= keepAll().then((done) => {
      filling = done ? filling : undefined;
    });
    event.waitUntil(filling);
  }
});
self.addEventListener("fetch", (event) => {
  const path = ours(event.request);
  if (path !== null) {
    event.stopImmediatePropagation();
    event.respondWith(answer(path));
  }
});
if (next) {
  importScripts(next);
}
