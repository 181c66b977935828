// How Python starts.  JupyterLite's kernel loads this in the place of pyodide.js, early.js loads it
// before there is a kernel, and Node to make the bytecode and the memory.
//
// The memory of a Python that has imported the kernel and the course is a file; a new Python begins
// with it.  It holds addresses in extension modules, so these are loaded before, to the same places.
(() => {
  const SITE_PACKAGES = "/lib/python3.12/site-packages";
  const ENVIRONMENT = { IPYTHONDIR: `${SITE_PACKAGES}/nnkit_browser`, NNKIT_HOME: "/drive/.nnkit" };
  const PICTURES = 8; // seconds after its start in which Python loads what draws them
  // Where the functions of extension modules begin; engines differ in what they have before.
  const FIRST_FUNCTION = 20000;

  // The packages are one file: a line of JSON with names and sizes, then the contents.
  function unpack(FS, packages) {
    let at = packages.indexOf(10) + 1;
    const { files, extensions } = JSON.parse(new TextDecoder().decode(packages.subarray(0, at)));
    for (const [name, size] of files) {
      const path = `${SITE_PACKAGES}/${name}`;
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, packages.subarray(at, at + size), { canOwn: true });
      at += size;
    }
    return extensions;
  }

  async function prepare(module, archives) {
    const { FS, wasmTable } = module;
    module.addRunDependency("packages");
    await null; // what engines add to the table by themselves is there then
    const [extensions] = archives.map((archive) => unpack(FS, archive));
    wasmTable.grow(FIRST_FUNCTION - wasmTable.length);
    for (const name of extensions) {
      const how = { loadAsync: true, nodelete: true, allowUndefined: true, global: false, fs: FS };
      await module.loadDynamicLibrary(`${SITE_PACKAGES}/${name}`, how, {});
    }
    module.removeRunDependency("packages");
  }

  // The function that counts arguments is made by each engine for itself, if it can.
  function setCounter(module, counter) {
    const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET / 4];
    module.HEAP32[(module.__PyRuntime + offset) / 4] = counter;
  }

  // Start Python, with a memory if there is one; Pyodide's scripts are there.
  async function startPython(indexURL, archives, memory, options = {}) {
    const create = globalThis._createPyodideModule;
    let api;
    globalThis._createPyodideModule = (settings) => {
      globalThis._createPyodideModule = create;
      api = settings.API;
      settings.preRun.unshift((module) => prepare(module, archives));
      return create(settings);
    };
    // JavaScript's objects in the memory are Pyodide, named "", and what Pyodide has.
    const named = (name) => (name === "" ? api.public_api : api.public_api[name]);
    const python = await globalThis.loadPyodide({
      indexURL,
      env: ENVIRONMENT,
      ...(memory.length ? { _loadSnapshot: memory, _snapshotDeserializer: named } : {}),
      ...options,
    });
    if (memory.length) {
      setCounter(python._module, python._module._PyEM_CountArgsPtr);
      python.runPython("import numpy, random; numpy.random.seed(); random.seed()");
    }
    return python;
  }

  function makeMemory(python) {
    setCounter(python._module, 0);
    const has = Object.getOwnPropertyNames(python);
    const serializer = (object) => (object === python ? "" : has.find((n) => python[n] === object));
    return python.makeMemorySnapshot({ serializer });
  }

  async function unzipped(address, type) {
    const response = await fetch(address);
    if (!response.ok) {
      throw new Error(`${address} is missing (${response.status}).`);
    }
    const headers = { "content-type": type };
    return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers });
  }

  async function startInWorker(indexURL) {
    const bytes = async (name) => {
      const response = await unzipped(`${indexURL}${name}`, "application/octet-stream");
      return new Uint8Array(await response.arrayBuffer());
    };
    const packages = bytes("packages.bin");
    const memory = bytes("memory.bin");
    const compiled = () => unzipped(`${indexURL}pyodide.wasm.bin`, "application/wasm");
    let first = compiled();
    const { fetch } = self;
    self.fetch = (address, ...rest) => {
      if (!String(address).endsWith("pyodide.asm.wasm")) {
        return fetch(address, ...rest);
      }
      const response = first ?? compiled();
      first = null;
      return response;
    };
    importScripts(`${indexURL}pyodide.js`, `${indexURL}pyodide.asm.js`);
    const python = await startPython(indexURL, [await packages], await memory).catch(async (error) => {
      if ((await memory).length === 0) {
        throw error;
      }
      // WebKit numbers the functions of extension modules in its own way, so the addresses are
      // others; Python starts there with what it would have had in the memory.
      const rest = await bytes("no-memory/packages.bin");
      const stdLibURL = `${indexURL}no-memory/python_stdlib.zip`;
      return startPython(indexURL, [await packages, rest], new Uint8Array(), { stdLibURL });
    });
    await python.runPythonAsync("import nnkit, pyodide_kernel");
    // Pyodide puts the notebook's folder first, where each look for a module asks the page.
    python.runPython("import sys; sys.path[:] = [*filter(None, sys.path), '']");
    // Pictures come later; what draws them is there when somebody has read so far.
    setTimeout(() => python.runPythonAsync("nnkit.plot.show"), 1000 * PICTURES);
    return python;
  }

  if (typeof module === "object") {
    module.exports = { startPython, makeMemory };
  } else {
    self.loadPyodide = ({ indexURL }) => (self.python ??= startInWorker(indexURL));
  }
})();
