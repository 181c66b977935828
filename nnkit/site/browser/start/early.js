// The worker in which Python starts when a page is opened; later the page says which kernel it is for.
importScripts("python.js");
self.loadPyodide({ indexURL: new URL(".", self.location).href });
self.addEventListener("message", ({ data }) => importScripts(data.kernel), { once: true });
