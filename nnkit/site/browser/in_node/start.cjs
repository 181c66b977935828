// Starts Pyodide in Node as the browser will, and runs a program in it.  Arguments: the folder with
// Pyodide and the packages, the program, a folder that the program sees as /out, and "memory" if
// Python's memory is to be kept there afterwards.
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const [folder, program, out] = process.argv.slice(2, 5).map((name) => path.resolve(name));
const keepsMemory = process.argv[5] === "memory";
require(path.join(folder, "pyodide.js"));
require(path.join(folder, "pyodide.asm.js"));
const { startPython, makeMemory } = require(path.join(folder, "python.js"));

const unzipped = (name) => new Uint8Array(zlib.gunzipSync(fs.readFileSync(path.join(folder, name))));

async function main() {
  const memory = unzipped("memory.bin");
  const python = await startPython(folder, [unzipped("packages.bin")], memory, { _makeSnapshot: keepsMemory });
  python.FS.mkdirTree("/out");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: out }, "/out");
  await python.runPythonAsync(fs.readFileSync(program, "utf8"));
  if (keepsMemory) {
    fs.writeFileSync(path.join(out, "memory.bin"), zlib.gzipSync(makeMemory(python), { level: 9 }));
  }
}

main().catch((error) => {
  // Node would print the line where it arose: all of Pyodide.
  console.error(error.message ?? error);
  process.exit(1);
});
