// Starts Pyodide as the browser will, and runs a program in it.  Arguments: the folder with Pyodide
// and the packages, the program, and a folder that the program sees as /out.
const fs = require("fs");
const path = require("path");

const [folder, program, out] = process.argv.slice(2).map((name) => path.resolve(name));
const { loadPyodide } = require(path.join(folder, "pyodide.js"));

async function main() {
  const lock = JSON.parse(fs.readFileSync(path.join(folder, "pyodide-lock.json")));
  const pyodide = await loadPyodide({
    indexURL: folder,
    packages: Object.keys(lock.packages),
    env: { IPYTHONDIR: "/lib/python3.12/site-packages/nnkit_browser" },
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
