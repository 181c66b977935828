"""How fast are assignments of other courses graded? `nbgrader autograde` beside `nnkit grade`.

    python tests/benchmarks/bench_other_courses.py [--quick] [--students 40]

Three assignments that know nothing of this course, with plain tests that two witnesses decide: a
light one with five tests of small functions, one with many plots, one with heavy computing.  Half
of each class is right, half wrong in some.  Ours runs before and after nbgrader, on the same
machine; seconds a submission until the marks are in the gradebook.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.benchmarks.bench_grading import table, timed

Exercise = tuple[str, str, str]
"""An answer, a wrong one, and its test."""

SETUP = "%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt"
LIGHT: list[Exercise] = [
    (
        "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]",
        "def squares(n):\n    return [i ** 2 for i in range(n)]",
        "assert squares(1) == [1]\nassert squares(4) == [1, 4, 9, 16]\n"
        "### BEGIN HIDDEN TESTS\nassert sum(squares(10)) == 385\n### END HIDDEN TESTS",
    ),
    (
        "def is_palindrome(text):\n    return text == text[::-1]",
        "def is_palindrome(text):\n    return text[0] == text[-1]",
        "assert is_palindrome('anna')\nassert not is_palindrome('abca')",
    ),
    (
        "def count_words(text):\n    found = {}\n    for word in text.split():\n"
        "        found[word] = found.get(word, 0) + 1\n    return found",
        "def count_words(text):\n    return {word: 1 for word in text.split()}",
        "assert count_words('a b a') == {'a': 2, 'b': 1}\nassert count_words('') == {}",
    ),
    (
        "def normalised(x):\n    return (x - x.mean()) / x.std()",
        "def normalised(x):\n    return x - x.mean()",
        "np.testing.assert_allclose(normalised(np.array([1., 3.])), [-1, 1])",
    ),
    (
        "def safe_divide(a, b):\n    if b == 0:\n        raise ValueError('b is 0')\n"
        "    return a / b",
        "def safe_divide(a, b):\n    return a / b",
        "assert safe_divide(6, 3) == 2\ntry:\n    safe_divide(1, 0)\n"
        "except ValueError:\n    pass\nelse:\n    raise AssertionError('no error')",
    ),
]
PLOTS: list[Exercise] = [
    (
        f"x = np.linspace(0, {k}, 200)\nfigure, axes = plt.subplots()\n"
        f"axes.plot(x, np.sin({k} * x))\n"
        f"axes.set_title('sine {k}')\naxes.grid()\nplt.show()",
        f"x = np.linspace(0, {k}, 200)\nfigure, axes = plt.subplots()\n"
        f"axes.plot(x, np.cos({k} * x))\n"
        "plt.show()",
        f"assert axes.get_title() == 'sine {k}'\n"
        f"np.testing.assert_allclose(axes.lines[0].get_ydata()[-1], np.sin({k * k}))",
    )
    for k in range(1, 13)
]
HEAVY: list[Exercise] = [
    (
        f"def solved(seed):\n    rng = np.random.default_rng(seed)\n    total = 0.0\n"
        f"    for _ in range({rounds}):\n        A = rng.normal(size=(350, 350))\n"
        "        total += float(np.abs(np.linalg.eigvals(A)).sum())\n    return total\n"
        "found = solved(3)",
        "def solved(seed):\n    return 1.0\nfound = solved(3)",
        f"assert found > 1000\nassert solved(3) == found != {rounds}",
    )
    for rounds in (14, 16)
]
COURSES = {"light": LIGHT, "plots": PLOTS, "heavy": HEAVY}


def notebook(exercises: list[Exercise], wrong: int | None = None) -> str:
    """The author's notebook, or a student's in which every so manieth answer is wrong."""
    cells: list[NotebookNode] = [new_code_cell(SETUP, id="setup")]
    about = {"schema_version": 3, "locked": False, "task": False}
    for i, (right, other, test) in enumerate(exercises):
        answer = other if wrong and i % wrong == 0 else right
        if wrong is None:
            answer = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
        writes = about | {"grade_id": f"answer-{i}", "solution": True, "grade": False}
        decides = about | {"grade_id": f"test-{i}", "solution": False, "grade": True, "points": 1}
        cells.append(new_code_cell(answer, id=f"answer-{i}", metadata={"nbgrader": writes}))
        cells.append(new_code_cell(test, id=f"test-{i}", metadata={"nbgrader": decides}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return str(nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel})))


def course(folder: Path, name: str, students: int) -> Path:
    """A course directory in nbgrader's own layout."""
    written = {f"source/{name}/{name}.ipynb": notebook(COURSES[name])}
    for i in range(students):
        wrong = (0, 3, 0, 1)[i % 4]
        written[f"submitted/s{i:03d}/{name}/{name}.ipynb"] = notebook(COURSES[name], wrong)
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    return folder


def graded(folder: Path) -> list[float]:
    """The class's marks, in the students' order; both graders must have given the same."""
    total = (
        "SELECT s.student_id, SUM(COALESCE(g.manual_score, g.auto_score)) FROM grade g "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY 1 ORDER BY 1"
    )
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as gradebook:
        return [points for _, points in gradebook.execute(total)]


def measure(name: str, students: int, workers: int) -> list[str]:
    """A submission's seconds with nbgrader and with ours, as a row."""
    grade = ("nnkit.cli", "grade", "--quiet", "--no-feedback", "--workers", str(workers))
    marks: list[list[float]] = []
    with tempfile.TemporaryDirectory() as scratch:

        def ours(folder: str) -> float:
            mine = course(Path(scratch, folder), name, students)
            seconds = timed(*grade, cwd=mine)
            marks.append(graded(mine))
            return seconds

        before = ours("before")
        plain = course(Path(scratch, "plain"), name, students)
        timed("nbgrader", "generate_assignment", name, cwd=plain)
        theirs = timed("nbgrader", "autograde", name, cwd=plain)
        marks.append(graded(plain))
        after = ours("after")
    if marks[0] != marks[1] or marks[1] != marks[2] or len(marks[0]) != students:
        sys.exit(f"{name}: the marks differ, so the times mean nothing: {marks}")
    mine = statistics.median((before, after))
    per = f"{theirs / students:.2f} s", f"{mine / students:.3f} s"
    return [name, *per, f"{theirs / mine:.1f}"]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--students", type=int, default=40, help="size of each class")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="small classes, to see that it works")
    parser.add_argument("--only", choices=COURSES, help="one of the assignments")
    options = parser.parse_args()
    students = 2 if options.quick else options.students
    names = [options.only] if options.only else list(COURSES)
    rows = [measure(name, students, options.workers) for name in names]
    columns = ["assignment", "nbgrader", "nnkit", "times faster"]
    table(f"Other courses, {students} submissions, time each", columns, rows)


if __name__ == "__main__":
    main()
