"""How fast does nnkit grade? A class through `nbgrader autograde` and through `nnkit grade`.

    python tests/benchmarks/bench_grading.py [--quick] [--students 100]

One class hands in 07_problems, another a light notebook: 02_forward_propagation without figures.

- Throughput: seconds a submission, both commands as users type them, one after the other on the
  same machine; nbgrader's is its own, without our engine. Once to the marks in the gradebook, once
  with each student's page: `nbgrader generate_feedback` as well, and for ours one `nnkit grade` in
  a course of its own. Ours runs before, between and after, because machines have their moods.
- The floor, on one core: fork a process that has everything loaded and run the cells of the same
  notebooks there, checks included, with neither confinement nor protocol nor gradebook.
- `nnkit check` beside `nbgrader validate` on one notebook.
- Memory of nnkit's main process by size of the class.

``--scaling`` measures instead how `grade` scales with worker processes; it needs no nbgrader.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for name in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{name}_NUM_THREADS"] = "1"
os.environ["PYTHONPATH"] = str(ROOT)
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

import nbformat  # noqa: E402

from nnkit.authoring.simulate import hand_in  # noqa: E402
from nnkit.course.catalogue import exercises  # noqa: E402

PROBLEMS, LIGHT = "07_problems", "02_forward_propagation"


def source_of(module: str) -> tuple[str, Any]:
    """Name and notebook of a module; the light one without its figures."""
    (path,) = (ROOT / "solutions" / module).glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    if module == LIGHT:
        notebook.cells = [c for c in notebook.cells if "nnkit-figure" not in str(c.get("outputs"))]
    return path.name, notebook


def handed_in(module: str, students: int) -> dict[str, str]:
    """Notebooks of simulated students: right ones, and ones with some misconceptions."""
    _, source = source_of(module)
    solved = nbformat.from_dict(source)
    every = list(exercises(module).values())
    notebooks = {}
    for i in range(students):
        student = f"s{i:03d}"
        role = ("perfect", "one misconception", "several misconceptions")[i % 3]
        handed = hand_in(role, student, every, solved, solved, Random(student))
        notebooks[student] = nbformat.writes(handed.notebook)
    return notebooks


def course(folder: Path, module: str, students: int, *, engine: bool) -> Path:
    """A course directory with a class that handed in one module."""
    name, source = source_of(module)
    place = folder / "solutions" / module / name
    place.parent.mkdir(parents=True)
    place.write_text(nbformat.writes(source), encoding="utf-8")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if not engine:
        config = "\n".join(line for line in config.split("\n") if "Autograde." not in line)
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for student, text in handed_in(module, students).items():
        place = folder / "submitted" / student / module / name
        place.parent.mkdir(parents=True)
        place.write_text(text, encoding="utf-8")
    return folder


def timed(*command: str, cwd: Path) -> float:
    """Seconds that a command takes; it has to end well."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return time.perf_counter() - start


def throughput(module: str, students: int, workers: int) -> list[list[str]]:
    """Seconds a submission: nbgrader's commands, and around them ours, of which the medians."""
    rows = []
    grade = ("nnkit.cli", "grade", "--quiet", "--workers", str(workers))
    with tempfile.TemporaryDirectory() as scratch:
        plain = course(Path(scratch, "plain"), module, students, engine=False)
        timed("nbgrader", "generate_assignment", module, cwd=plain)

        def ours(name: str) -> tuple[float, float]:
            to_marks, with_pages = (
                course(Path(scratch, f"{name}-{to}"), module, students, engine=True)
                for to in ("marks", "pages")
            )
            return timed(*grade, "--no-feedback", cwd=to_marks), timed(*grade, cwd=with_pages)

        before = ours("before")
        marks = timed("nbgrader", "autograde", module, cwd=plain)
        between = ours("between")
        pages = timed("nbgrader", "generate_feedback", module, cwd=plain)
        after = ours("after")
        our_marks, our_pages = map(statistics.median, zip(before, between, after, strict=True))
        for what, theirs, mine in (
            ("marks", marks, our_marks),
            ("marks and pages", marks + pages, our_pages),
        ):
            per = theirs / students, mine / students
            rows.append(
                [module, what, f"{per[0]:.2f} s", f"{per[1]:.3f} s", f"{theirs / mine:.1f}"]
            )
    return rows


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process and what it starts on one core."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


FLOOR = """
import json, os, sys, time
import nbformat
from nnkit.grading.sandbox import shell as shells
from nnkit.grading.sandbox.fork_server import rehearse
from nnkit.grading.sandbox.server import Server
shells.defer_figures = lambda shell: None  # figures are drawn when they are shown
import nnkit.course
kept = nnkit.course
shell = shells.make_shell(pictures=True)
rehearse(shell)
sys.modules["nnkit.course"] = nnkit.course = kept
from nnkit.course.catalogue import exercises
exercises(sys.argv[1])
seconds = []
for student, text in json.load(sys.stdin).items():
    cells = [c.source for c in nbformat.reads(text, as_version=4).cells if c.cell_type == "code"]
    start = time.perf_counter()
    if (pid := os.fork()) == 0:
        os.environ["NNKIT_STUDENT"] = student
        server = Server(None, shell)
        for cell in cells:
            server.run_cell(cell)
        os._exit(0)
    os.waitpid(pid, 0)
    seconds.append(time.perf_counter() - start)
print(json.dumps(seconds))
"""


def floor(module: str, students: int) -> list[str]:
    """Seconds a submission on one core: ours beside the floor, taking the same notebooks."""
    from nnkit.grading.grader.assignment import Assignment
    from nnkit.grading.grader.grade import grade

    name, source = source_of(module)
    assignment = Assignment({name: nbformat.writes(source)})
    notebooks = handed_in(module, students + 1)
    first = next(iter(notebooks))
    with one_core():
        done = subprocess.run(
            [sys.executable, "-c", FLOOR, module],
            input=json.dumps(notebooks),
            capture_output=True,
            text=True,
            check=True,
        )
        bare = json.loads(done.stdout.splitlines()[-1])[1:]
        seconds = []
        for student, text in notebooks.items():
            start = time.perf_counter()
            graded = grade(assignment, {name: text.encode()}, student, "secret")
            if graded.error:
                sys.exit(graded.error)
            if student != first:  # which waits for the warm process
                seconds.append(time.perf_counter() - start)
    ratio = statistics.median(a / b for a, b in zip(seconds, bare, strict=True))
    bottom, ours = statistics.median(bare), statistics.median(seconds)
    return [module, f"{bottom:.3f} s", f"{ours:.3f} s", f"{ratio:.2f}"]


def checking(times: int) -> list[str]:
    """`nbgrader validate` beside `nnkit check`, on a notebook with all answers right."""
    with tempfile.TemporaryDirectory() as scratch:
        name, _ = source_of(LIGHT)
        shutil.copy(ROOT / "solutions" / LIGHT / name, scratch)
        place = Path(scratch)
        pairs = [
            (
                timed("nbgrader", "validate", name, cwd=place),
                timed("nnkit.cli", "check", name, cwd=place),
            )
            for _ in range(times)
        ]
    theirs, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    return [LIGHT, f"{theirs:.2f} s", f"{mine:.2f} s", f"{ratio:.2f}"]


MEMORY = """
import resource, sys
from nnkit.cli.app import app
try:
    app(["grade", "--quiet", "--no-feedback", "--workers", "2"])
except SystemExit:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory(sizes: list[int]) -> list[list[str]]:
    """Peak memory of the main process in MiB, by size of the class."""
    rows = []
    for students in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = course(Path(scratch, "class"), LIGHT, students, engine=True)
            done = subprocess.run(
                [sys.executable, "-c", MEMORY],
                cwd=folder,
                capture_output=True,
                text=True,
                check=True,
            )
            rows.append([str(students), done.stdout.strip()])
    return rows


def scaling(students: int, workers: list[int]) -> list[list[str]]:
    """Submissions a minute by number of worker processes."""
    from nnkit.grading.classroom import executors
    from nnkit.grading.grader.assignment import Assignment
    from nnkit.grading.grader.grade import grade

    rows, alone = [], 0.0
    for module in (PROBLEMS, LIGHT):
        name, source = source_of(module)
        assignment = Assignment({name: nbformat.writes(source)})
        todo = [({name: t.encode()}, s) for s, t in handed_in(module, students).items()]
        for count in workers:
            with executors.local(count) as (executor, _):
                warm = [executor.submit(grade, assignment, *todo[0], "") for _ in range(3 * count)]
                for future in warm:
                    future.result()
                start = time.perf_counter()
                futures = [executor.submit(grade, assignment, *one, "") for one in todo]
                errors = [f.result().error for f in futures]
                seconds = time.perf_counter() - start
            if any(errors):
                sys.exit(str(errors))
            rate = 60 * students / seconds
            alone = rate if count == workers[0] else alone
            rows.append([module, str(count), f"{rate:.0f}", f"{rate / alone:.2f}"])
    return rows


def table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table in Markdown, which reads well in a terminal too."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    lines = [columns, ["-" * w for w in widths], *rows]
    print(f"\n{title}\n")
    for line in lines:
        print("| " + " | ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)) + " |")
    sys.stdout.flush()


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--students", type=int, default=100, help="size of each class")
    parser.add_argument("--workers", type=int, default=2, help="for throughput")
    parser.add_argument("--quick", action="store_true", help="small classes, to see that it works")
    parser.add_argument("--scaling", type=int, nargs="+", metavar="N", help="numbers of workers")
    options = parser.parse_args()
    students = 4 if options.quick else options.students
    if options.scaling:
        rows = scaling(students, options.scaling)
        table("Scaling", ["module", "workers", "submissions a minute", "times one"], rows)
        return
    few = min(students, 12)
    rows = [floor(m, few) for m in (PROBLEMS, LIGHT)]
    table("Time a submission on one core", ["module", "floor", "nnkit", "ratio"], rows)
    columns = ["module", "nbgrader validate", "nnkit check", "ratio"]
    table("Checking one notebook", columns, [checking(2 if options.quick else 5)])
    columns = ["module", "to", "nbgrader", "nnkit", "times faster"]
    rows = [r for m in (PROBLEMS, LIGHT) for r in throughput(m, students, options.workers)]
    table(f"Throughput, {students} submissions, time each", columns, rows)
    sizes = [2, 4] if options.quick else [10, 40, 160]
    table("Memory of the main process", ["students", "MiB"], memory(sizes))


if __name__ == "__main__":
    main()
