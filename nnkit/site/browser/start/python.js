// How Python starts in the browser.  JupyterLite's kernel loads this in the place of pyodide.js, and
// so does early.js; Node, which makes the bytecode, takes the parts.
(() => {
  const SITE_PACKAGES = "/lib/python3.12/site-packages";
  const ENVIRONMENT = { IPYTHONDIR: `${SITE_PACKAGES}/nnkit_browser`, NNKIT_HOME: "/drive/.nnkit" };

  // All packages are one file: a line of JSON with names and sizes, then the contents.
  function unpack(FS, packages) {
    let at = packages.indexOf(10) + 1;
    for (const [name, size] of JSON.parse(new TextDecoder().decode(packages.subarray(0, at)))) {
      const path = `${SITE_PACKAGES}/${name}`;
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, packages.subarray(at, at + size), { canOwn: true });
      at += size;
    }
  }

  async function fetchPackages(address) {
    const { body } = await fetch(address);
    const unzipped = new Response(body.pipeThrough(new DecompressionStream("gzip")));
    return new Uint8Array(await unzipped.arrayBuffer());
  }

  async function start(indexURL) {
    const packages = fetchPackages(`${indexURL}packages.bin`);
    importScripts(`${indexURL}pyodide.js`);
    const python = await self.loadPyodide({
      indexURL,
      env: ENVIRONMENT,
      fsInit: async (FS) => unpack(FS, await packages),
    });
    await python.runPythonAsync("import pyodide_kernel");
    return python;
  }

  if (typeof module === "object") {
    module.exports = { ENVIRONMENT, unpack };
  } else {
    self.loadPyodide = ({ indexURL }) => (self.python ??= start(indexURL));
  }
})();
