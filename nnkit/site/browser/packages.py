"""What the Python in the browser has: the packages that the course needs, and nothing else of them.

They are one file, which is unpacked before Python starts; so nothing is installed when a notebook
is opened, and nothing is asked of another server.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import nnkit
from nnkit.site.browser import pyodide

Files = dict[str, bytes]
"""The files of a package by their place in site-packages."""

FROM_THE_ENVIRONMENT = ("comm", "ipywidgets")
OF_THE_KERNEL = ("ipykernel", "pyodide_kernel")
# Students' notebooks need neither grading nor what makes the course.
NOT_FOR_STUDENTS = ("authoring", "cli", "grading", "site", "working_copy")
_OWN = Path(__file__).with_name("kernel")

_UNUSED = re.compile(
    r".*/tests?/.*|.*\.(pyi|pxd|h|a|typed)|[^/]*\.dist-info/.*"
    # NumPy for who compiles; matplotlib in a window, on paper, and its examples.
    r"|numpy/(f2py|distutils|_core/include|_core/lib|_pyinstaller)/.*"
    r"|matplotlib/(backends/(web_backend|qt_editor)/.*|sphinxext/.*"
    r"|mpl-data/(sample_data|images|fonts/(afm|pdfcorefonts))/.*"
    # Fonts that no picture of the course has: with serifs, and slanted for code.
    r"|mpl-data/fonts/ttf/DejaVuS(erif.*|ansMono-(Bold)?Oblique)\.ttf)"
    r"|mpl_toolkits/(?!mplot3d|__init__).*"
    r"|PIL/(_imagingft|_imagingcms|_imagingmath|_imagingmorph|_imagingtk|_avif)\..*\.so"
    r"|dateutil/zoneinfo/.*\.tar\.gz"
    r"|IPython/(sphinxext|testing/plugin)/.*|pygments/lexers/(?!__init__|_mapping|python).*"
)


def slim(files: Mapping[str, bytes]) -> Files:
    """A package without what nobody uses in a notebook of the course."""
    return {name: content for name, content in files.items() if not _UNUSED.fullmatch(name)}


def course_files() -> Files:
    """The part of nnkit that a student's notebook needs, from the installed package."""
    root = Path(nnkit.__file__).parent
    found = (p for p in sorted(root.rglob("*")) if p.suffix in (".py", ".npz"))
    kept = (p for p in found if p.relative_to(root).parts[0] not in NOT_FOR_STUDENTS)
    return {p.relative_to(root.parent).as_posix(): p.read_bytes() for p in kept}


def own_files(name: str) -> Files:
    """A small package of ours that the kernel finds there."""
    found = sorted((_OWN / name).rglob("*.py"))
    return {p.relative_to(_OWN).as_posix(): p.read_bytes() for p in found}


def collect(of_pyodide: Mapping[str, bytes], kernel: Path) -> dict[str, Files]:
    """The packages by name.

    Parameters
    ----------
    of_pyodide : mapping
        Pyodide's files by name; its packages are the wheels among them.
    kernel : Path
        The folder with the wheels of JupyterLite's kernel.
    """
    packages = {
        _name(file): unpacked(content)
        for file, content in of_pyodide.items()
        if file.endswith(".whl")
    }
    for name in OF_THE_KERNEL:
        (wheel,) = kernel.glob(f"{name}-*.whl")
        packages[name] = unpacked(wheel.read_bytes())
    for name in FROM_THE_ENVIRONMENT:
        packages[name] = _installed(name)
    packages = {name: slim(files) for name, files in packages.items()}
    packages["nnkit"] = course_files()
    return packages | {name: own_files(name) for name in ("nnkit_browser", "piplite")}


def archive(packages: Iterable[Files], extensions: Sequence[str] = (), *, level: int = 9) -> bytes:
    """All packages in one file, as ``start/python.js`` unpacks it; the same whenever it is made.

    Parameters
    ----------
    packages : iterable of dict
        The files of each.
    extensions : sequence of str
        The extension modules among them that are loaded before Python starts.
    level : int
        How hard it is compressed, from 0 to 9.
    """
    files = {name: content for package in packages for name, content in package.items()}
    names = sorted(files)
    sizes = [(name, len(files[name])) for name in names]
    listed = json.dumps({"extensions": extensions, "files": sizes}, separators=(",", ":"))
    content = b"".join([listed.encode(), b"\n", *(files[name] for name in names)])
    return gzip.compress(content, level, mtime=0)


def lock() -> bytes:
    """Pyodide's list of what it can load: nothing, because all is there when it starts."""
    info = {
        "abi_version": "2024_0",
        "arch": "wasm32",
        "platform": "emscripten_3_1_58",
        "python": "3.12.7",
        "version": pyodide.VERSION,
    }
    return json.dumps({"info": info, "packages": {}}, indent=1).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file that is the same whenever it is made."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def unpacked(content: bytes) -> Files:
    """The files of a zip file, a wheel for instance."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def _name(wheel: str) -> str:
    return wheel.partition("-")[0]


def _installed(name: str) -> Files:
    """The Python files of a distribution of this environment."""
    files: Iterable[importlib.metadata.PackagePath] = importlib.metadata.files(name) or ()
    return {f.as_posix(): f.read_binary() for f in files if f.suffix == ".py"}
