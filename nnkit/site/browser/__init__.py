"""The course in the browser: JupyterLite with the notebooks, Python as WebAssembly, no server.

`add` puts it into a site; `address` says where a notebook opens there.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from nnkit.site.browser import bytecode, lite, notebooks, offline, packages
from nnkit.site.browser.pyodide import LOCK, WASM, look_for, read_all

FOLDER = "try"
_MEMORY, _PACKAGES, _WASM = "memory.bin", "packages.bin", "pyodide.wasm.bin"
_NO_MEMORY = "no-memory"
"""The folder with what a browser needs besides if it cannot take the memory over."""
_START = Path(__file__).with_name("start")


def address(notebook: str) -> str:
    """Where a notebook opens, from the site's root.

    Parameters
    ----------
    notebook : str
        Its path in the modules, such as ``"05_backpropagation/backpropagation.ipynb"``.
    """
    return f"{FOLDER}/notebooks/index.html?path={quote(notebook)}"


def check(pyodide: str | None) -> None:
    """Look whether there is what `add` needs, before anything is made.

    Parameters
    ----------
    pyodide : str, optional
        A folder, an archive or an address with Pyodide; by default the official release.

    Raises
    ------
    CourseError
        Says what is missing, and how it comes.
    """
    lite.extension(lite.KERNEL)
    look_for(pyodide)


def add(directory: Path, pyodide: str | None, modules: Path) -> None:
    """Add what runs in the browser to a site, in ``try/``, and keep all of the site offline.

    Parameters
    ----------
    directory : Path
        The site; its pages are there already.
    pyodide : str, optional
        A folder, an archive or an address with Pyodide; by default the official release.
    modules : Path
        The released modules, a folder each.

    Raises
    ------
    CourseError
        If a file of Pyodide is not what it should be, or something that is needed is missing.
    """
    folder = directory / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    python = _python(pyodide)
    with tempfile.TemporaryDirectory(prefix="nnkit-") as name:
        work = Path(name)
        notebooks.copy(modules, work / "files")
        lite.build(folder, work / "files", work)
    lite.prepare(folder, python)
    offline.add_to_jupyterlite(folder)
    offline.add_to_pages(directory, FOLDER)


def _python(source: str | None) -> dict[str, bytes]:
    """The files from which Python starts, by their names."""
    files = read_all(source)
    found = packages.collect(files, lite.extension(lite.KERNEL) / "static" / "pypi")
    python = {name: content for name, content in files.items() if not name.endswith(".whl")}
    python |= {path.name: path.read_bytes() for path in _START.glob("*.js")}
    python |= {LOCK: packages.lock(), _MEMORY: gzip.compress(b"", mtime=0)}
    node = bytecode.node()
    if node is None:
        python[_PACKAGES] = packages.archive(found.values())
    else:
        python |= _with_memory(node, python, found)
    python[_WASM] = gzip.compress(python.pop(WASM), mtime=0)
    return python


def _with_memory(
    node: str, python: Mapping[str, bytes], found: Mapping[str, packages.Files]
) -> dict[str, bytes]:
    """The files that are others if there is Node: what is imported already, and what remains."""
    library = python[bytecode.STDLIB]
    with tempfile.TemporaryDirectory(prefix="nnkit-") as name:
        folder = Path(name)
        lite.write_all(folder, {**python, _PACKAGES: packages.archive(found.values(), level=1)})
        recorded = bytecode.record(node, folder)
        bytecode.put_into(found, recorded.bytecode)
        library = bytecode.library(library, recorded.bytecode)
        archive = packages.archive(found.values(), recorded.extensions, level=1)
        lite.write_all(folder, {bytecode.STDLIB: library, _PACKAGES: archive})
        memory = bytecode.memory(node, folder)
    rest = bytecode.leave_out(found.values(), recorded.remembered)
    return {
        bytecode.STDLIB: bytecode.without(library, recorded.remembered),
        _MEMORY: memory,
        _PACKAGES: packages.archive(found.values(), recorded.extensions),
        f"{_NO_MEMORY}/{bytecode.STDLIB}": library,
        f"{_NO_MEMORY}/{_PACKAGES}": packages.archive([rest]),
    }
