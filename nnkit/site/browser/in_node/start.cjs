// Starts Pyodide as the browser will, and runs a program in it.  Arguments: the folder with Pyodide
// and the packages, the program, and a folder that the program sees as /out.
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const [folder, program, out] = process.argv.slice(2).map((name) => path.resolve(name));
const { loadPyodide } = require(path.join(folder, "pyodide.js"));
const { ENVIRONMENT, unpack } = require(path.join(folder, "python.js"));

async function main() {
  const packages = zlib.gunzipSync(fs.readFileSync(path.join(folder, "packages.bin")));
  const pyodide = await loadPyodide({
    indexURL: folder,
    env: ENVIRONMENT,
    fsInit: (FS) => unpack(FS, new Uint8Array(packages)),
  });
  pyodide.FS.mkdirTree("/out");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: out }, "/out");
  await pyodide.runPythonAsync(fs.readFileSync(program, "utf8"));
}

main().catch((error) => {
  // Node would print the line where it arose: all of Pyodide.
  console.error(error.message ?? error);
  process.exit(1);
});
