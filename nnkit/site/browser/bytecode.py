"""The bytecode of what notebooks import, so that the browser does not compile it at each start.

Only Pyodide's own Python can make it: it is started in Node, which is on the machine or comes with
Playwright.  Without Node the course starts more slowly, and works.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser.packages import Files, zipped

STDLIB = "python_stdlib.zip"
# Where a student may follow an error into a library, its lines are shown.
_WITH_SOURCE = ("matplotlib", "nnkit", "numpy")
_IN_NODE = Path(__file__).with_name("in_node")
_PACKAGES, _LIBRARY = "python3.12/site-packages/", "python312.zip/"
_SECONDS = 300


def node() -> str | None:
    """The program Node, of the machine or of Playwright; None where there is none."""
    if found := shutil.which("node"):
        return found
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return None
    return shutil.which("node", path=str(Path(spec.origin).parent / "driver"))


def record(program: str, folder: Path) -> Files:
    """What Pyodide compiled when it imported all that notebooks import, by its place in ``/lib``.

    Parameters
    ----------
    program : str
        Node.
    folder : Path
        Has Pyodide, its lock file and the packages.

    Raises
    ------
    CourseError
        If something cannot be imported there.
    """
    with tempfile.TemporaryDirectory(prefix="nnkit-") as out:
        arguments = (_IN_NODE / "start.cjs", folder, _IN_NODE / "record.py", out)
        try:
            subprocess.run(
                [program, *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode("utf-8", "replace").strip()[-1000:]
            raise CourseError(f"Pyodide does not start in {program}:\n{told}") from None
        except subprocess.TimeoutExpired:
            raise CourseError(f"Pyodide did not start in {program} in {_SECONDS} s.") from None
        with zipfile.ZipFile(Path(out) / "recorded.zip") as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def put_into(packages: Mapping[str, Files], recorded: Mapping[str, bytes]) -> None:
    """Put what was recorded beside the sources of packages, or in their place."""
    for place, content in recorded.items():
        if not place.startswith(_PACKAGES):
            continue
        name = place.removeprefix(_PACKAGES)
        source = _source(name)
        files = next((f for f in packages.values() if source in f), None)
        if files is None:
            continue
        files[name] = content
        if source != name and not name.startswith(_WITH_SOURCE):
            # Python takes it for the module itself where the source would be.
            files[f"{source}c"] = files.pop(name)
            del files[source]


def library(content: bytes, recorded: Mapping[str, bytes]) -> bytes:
    """The archive of the standard library with bytecode in the place of its sources."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    for place, code in recorded.items():
        name = place.removeprefix(_LIBRARY)
        if name != place and files.pop(name.removesuffix("c"), None) is not None:
            files[name] = code
    return zipped(files)


def _source(name: str) -> str:
    """The source of a ``__pycache__/NAME.cpython-312.pyc``; any other file is its own."""
    if not name.endswith(".pyc"):
        return name
    folder, _, file = name.rpartition("__pycache__/")
    return f"{folder}{file.partition('.')[0]}.py"
