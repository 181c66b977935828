"""What the browser need not do at each start: compile what notebooks import, and import it.

Only Pyodide's own Python can make the bytecode, and the memory of a Python that has imported the
kernel and the course: it is started in Node, which is on the machine or comes with Playwright.
Without Node the course starts more slowly, and works.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser.packages import Files, unpacked, zipped

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


@dataclass(frozen=True)
class Recorded:
    """What Pyodide did when it imported all that notebooks import.

    Attributes
    ----------
    bytecode : dict
        What it compiled, by its place in ``/lib``.
    extensions : list of str
        The extension modules that the memory refers to, by their place in site-packages.
    remembered : set of str
        The places of bytecode that the memory has already.
    """

    bytecode: Files
    extensions: Sequence[str]
    remembered: Set[str]


def record(program: str, folder: Path) -> Recorded:
    """Import all that notebooks import.

    Parameters
    ----------
    program : str
        Node.
    folder : Path
        Has Pyodide and the packages.

    Raises
    ------
    CourseError
        If something cannot be imported there.
    """
    with _run(program, folder, "record.py") as out:
        files = unpacked((out / "recorded.zip").read_bytes())
    remembered = json.loads(files.pop("remembered.json"))
    return Recorded(files, remembered["extensions"], frozenset(remembered["bytecode"]))


def memory(program: str, folder: Path) -> bytes:
    """The memory with which Python begins in the browser, compressed.

    Parameters
    ----------
    program : str
        Node.
    folder : Path
        Has Pyodide, the packages and their bytecode.

    Raises
    ------
    CourseError
        If Pyodide fails.
    """
    with _run(program, folder, "remember.py", "memory") as out:
        return (out / "memory.bin").read_bytes()


@contextmanager
def _run(program: str, folder: Path, task: str, *more: str) -> Iterator[Path]:
    """Run a program in Pyodide; gives the folder with what it wrote.

    Raises
    ------
    CourseError
    """
    with tempfile.TemporaryDirectory(prefix="nnkit-") as out:
        arguments = (_IN_NODE / "start.cjs", folder, _IN_NODE / task, out, *more)
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
        yield Path(out)


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


def leave_out(packages: Iterable[Files], places: Set[str]) -> Files:
    """Take bytecode out of packages that who has the memory will not look for; return it."""
    taken: Files = {}
    for place in places:
        name = place.removeprefix(_PACKAGES)
        for files in packages:
            for either in (name, f"{_source(name)}c"):
                if either in files:
                    taken[either] = files.pop(either)
    return taken


def library(content: bytes, recorded: Mapping[str, bytes]) -> bytes:
    """The archive of the standard library with bytecode in the place of its sources."""
    files = unpacked(content)
    for place, code in recorded.items():
        name = place.removeprefix(_LIBRARY)
        if name != place and files.pop(name.removesuffix("c"), None) is not None:
            files[name] = code
    return zipped(files)


def without(content: bytes, places: Set[str]) -> bytes:
    """The archive of the standard library without some of its bytecode."""
    gone = {place.removeprefix(_LIBRARY) for place in places}
    return zipped({name: code for name, code in unpacked(content).items() if name not in gone})


def _source(name: str) -> str:
    """The source of a ``__pycache__/NAME.cpython-312.pyc``; any other file is its own."""
    if not name.endswith(".pyc"):
        return name
    folder, _, file = name.rpartition("__pycache__/")
    return f"{folder}{file.partition('.')[0]}.py"
