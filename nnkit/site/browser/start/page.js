// Starts Python when a notebook's page is opened, beside JupyterLab and not after it.  The first kernel
// that JupyterLite makes a worker for gets this one.
(() => {
  const { Worker } = window;
  let early = new Worker(new URL("early.js", document.currentScript.src));

  window.Worker = class extends Worker {
    constructor(url, options) {
      if (early && String(url).includes("/@jupyterlite/pyodide-kernel-extension/")) {
        const worker = early;
        early = null;
        worker.postMessage({ kernel: String(url) });
        return worker;
      }
      super(url, options);
    }
  };
})();
