// On each page: have the site kept in the browser when the page is there.
addEventListener("load", async () => {
  const root = new URL(".", document.querySelector("script[src$='offline.js']").src);
  if (navigator.serviceWorker) {
    await navigator.serviceWorker.register(new URL("service-worker.js", root));
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage("keep all");
  }
});
