"""Each file of nnkit that does something has a test file of its name, in the same place.

``nnkit/plot/grid.py`` has ``tests/plot/test_grid.py``, ``nnkit/_validate.py`` has
``tests/test_validate.py``, and what a package itself defines is in ``test_init.py``.  Only the
course's modules are apart: one rule holds for all exercises, in tests/course/test_exercises.py.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CONTENT = re.compile(r"course/m\d\d_\w+/")


def does_something(path: Path) -> bool:
    """Whether a file has a function or a class of its own, not constants and imports alone."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(isinstance(node, DEFINITIONS) for node in nodes)


def has_tests(path: Path) -> bool:
    return path.exists() and "\ndef test_" in path.read_text(encoding="utf-8")


def files_without_tests(root: Path) -> list[str]:
    """The test files that are missing, or have no test in them."""
    missing = []
    for path in sorted((root / "nnkit").rglob("*.py")):
        place = path.relative_to(root / "nnkit")
        test = root / "tests" / place.with_name(f"test_{place.stem.strip('_')}.py")
        if not CONTENT.match(place.as_posix()) and does_something(path) and not has_tests(test):
            missing.append(test.relative_to(root).as_posix())
    return missing


def test_every_file_that_does_something_has_its_tests() -> None:
    assert files_without_tests(ROOT) == []


def test_a_file_without_tests_is_found(tmp_path: Path) -> None:
    sources = {
        "nnkit/__init__.py": "def __getattr__(name): ...\n",
        "nnkit/plot/_grid.py": "class Grid: ...\n",
        "nnkit/plot/style.py": "BLUE = '#0072B2'\n",
        "nnkit/course/m01_neuron/tanh.py": "def tanh(z): ...\n",
        "nnkit/course/student.py": "if True:\n    def student_id(): ...\n",
        "tests/test_init.py": "import nnkit\n\ndef test_names(): ...\n",
        "tests/plot/test_grid.py": "def helper(): ...\n",
    }
    for name, text in sources.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert files_without_tests(tmp_path) == [
        "tests/course/test_student.py",
        "tests/plot/test_grid.py",
    ]
