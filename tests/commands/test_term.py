"""A term with nbgrader's commands: on a course graded by nnkit each works as on stock nbgrader."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_core.application import NoStart
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderApp
from nbgrader.utils import get_username

from tests.commands.nnkit_command import MODULE, invoke, small_course
from tests.commands.nnkit_command import NOTEBOOK as MODULES_NOTEBOOK
from tests.grading.classroom.class_of import CONFIG, NOTEBOOK, RIGHT, WRONG, hand_in, mixed
from tests.grading.classroom.class_of import MODULE as QUICK

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the exchange, and the sandbox"),
    pytest.mark.filterwarnings("ignore"),  # those of nbgrader
    pytest.mark.timeout(300),
]
EXCHANGE = """
c.CourseDirectory.course_id = "nets"
c.Exchange.root = {root!r}
c.Exchange.cache = {cache!r}
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/_]+)_(?P<file_id>.*)"
"""
ME = get_username()


class Term:
    """A course, the exchange, and a student's folder."""

    def __init__(self, folder: Path, config: str) -> None:
        self.course, self.work = folder / "course", folder / "work"
        (folder / "exchange").mkdir(parents=True)
        (folder / "exchange").chmod(0o777)
        self.exchange = EXCHANGE.format(root=str(folder / "exchange"), cache=str(folder / "cache"))
        self.work.mkdir()
        (self.work / "nbgrader_config.py").write_text(f"c = get_config()\n{self.exchange}")
        self.course.mkdir()
        hand_in(self.course, {}, config + self.exchange)

    def hand_out(self, module: str) -> None:
        """From the instructor's source to the student's folder."""
        nbgrader(self.course, "db", "assignment", "add", module, "--duedate=2100-01-01")
        nbgrader(self.course, "generate_assignment", module, "--force")
        nbgrader(self.course, "update", "modules")
        nbgrader(self.course, "release_assignment", module)
        nbgrader(self.course, "list")
        nbgrader(self.work, "fetch_assignment", module)

    def hand_in(self, module: str) -> None:
        """From the student's folder to submitted/."""
        nbgrader(self.work, "submit", module)
        nbgrader(self.work, "list", "--inbound")
        nbgrader(self.course, "collect", module)

    def hand_back(self, module: str) -> list[Path]:
        """From feedback/ to the student's folder: the pages that arrive there."""
        nbgrader(self.course, "release_feedback", module)
        nbgrader(self.work, "fetch_feedback", module)
        return list((self.work / module / "feedback").rglob("*.html"))

    def marks(self, module: str) -> dict[tuple[str, ...], tuple[Any, ...]]:
        """What the gradebook has: points by student and cell, and comments."""
        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", "nets") as gradebook:
            found: dict[tuple[str, ...], tuple[Any, ...]] = {}
            for submission in gradebook.assignment_submissions(module):
                for notebook in submission.notebooks:
                    key = submission.student.id, notebook.name
                    for g in notebook.grades:
                        kept = g.auto_score, g.manual_score, g.max_score, g.needs_manual_grade
                        found[*key, g.name] = kept
                    for c in notebook.comments:
                        found[*key, c.name, "comment"] = (c.comment,)
            return found

    def exported(self) -> list[dict[str, str]]:
        """The rows of `nbgrader export`, but for the times."""
        nbgrader(self.course, "export")
        with (self.course / "grades.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            del row["timestamp"]
        return sorted(rows, key=lambda row: (row["assignment"], row["student_id"]))


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def nbgrader(folder: Path, *command: str) -> None:
    """Run one of nbgrader's commands in this process; it has to end well."""
    code: object = 0
    with inside(folder):
        app = NbGraderApp.instance()
        try:
            app.initialize(list(command))
            app.start()
        except NoStart:  # how it ends that a subcommand was run
            pass
        except SystemExit as end:
            code = end.code
        finally:
            while app is not None:
                app.clear_instance()
                app = app.subapp
    assert not code, command


def answer(path: Path, source: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = source
    nbformat.write(notebook, path)


def go_through(term: Term, grade: list[str] | None) -> list[Path]:
    """A term with the small assignment, graded by nnkit or nbgrader; the pages that come back."""
    nbgrader(term.course, "db", "student", "add", "bob", "--first-name=Bob")
    term.hand_out(QUICK)
    answer(term.work / QUICK / NOTEBOOK, RIGHT)
    nbgrader(term.work, "validate", f"{QUICK}/{NOTEBOOK}")
    term.hand_in(QUICK)
    grade_with(term, grade)
    nbgrader(term.course, "generate_feedback", QUICK, "--force")
    pages = term.hand_back(QUICK)
    archive = term.course / "downloaded" / QUICK / "archive"
    archive.mkdir(parents=True)
    (archive / f"bob_{NOTEBOOK}").write_text(mixed(WRONG, "Because."), encoding="utf-8")
    nbgrader(term.course, "zip_collect", QUICK, "--force")
    grade_with(term, grade)
    return pages


def grade_with(term: Term, grade: list[str] | None) -> None:
    if grade is None:
        nbgrader(term.course, "autograde", QUICK)
        return
    with inside(term.course):
        code, _, err = invoke(*grade)
    assert (code, err) == (0, "")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Term:
    term = Term(tmp_path_factory.mktemp("ours"), CONFIG)
    pages = go_through(term, ["grade", "--workers", "1", "--quiet"])
    assert len(pages) == 1
    assert "Score: 3.0 / 9.0" in pages[0].read_text(encoding="utf-8")
    return term


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Term:
    own = ("nnkit", "Autograde.", "GenerateFeedback.", "SandboxedExecute")
    lines = [line for line in CONFIG.splitlines() if not any(word in line for word in own)]
    term = Term(tmp_path_factory.mktemp("stock"), "\n".join(lines))
    assert len(go_through(term, None)) == 1
    return term


def test_marks_comments_and_what_is_exported_are_stocks(ours: Term, stock: Term) -> None:
    marks = ours.marks(QUICK)
    assert marks == stock.marks(QUICK)
    assert marks[ME, "quick", "test-square"] == (3, None, 3, False)
    assert marks["bob", "quick", "test-square"] == (0, None, 3, False)
    assert marks[ME, "quick", "why", "comment"] == ("No response.",)
    assert ours.exported() == stock.exported()


def test_nbgraders_autograde_and_ours_take_turns(ours: Term) -> None:
    before = ours.marks(QUICK)
    nbgrader(ours.course, "autograde", QUICK, "--force")
    assert ours.marks(QUICK) == before
    with inside(ours.course):
        code, out, err = invoke("grade", "--workers", "1", "--regrade")
    assert (code, err) == (0, "")
    assert "2 graded." in out
    assert ours.marks(QUICK) == before


def test_students_and_assignments_can_be_removed(ours: Term, tmp_path: Path) -> None:
    course = shutil.copytree(ours.course, tmp_path / "course")
    nbgrader(course, "db", "student", "remove", "bob", "--force")
    nbgrader(course, "db", "student", "list")
    shutil.rmtree(course / "submitted" / "bob")
    with inside(course):
        code, out, err = invoke("grade", "--workers", "1")
    assert (code, err) == (0, "")
    assert "0 graded, 1 was graded before." in out
    nbgrader(course, "db", "assignment", "remove", QUICK, "--force")
    nbgrader(course, "db", "assignment", "list")
    with inside(course):
        code, out, err = invoke("grade", "--workers", "1", "--regrade")
    assert (code, err) == (0, "")
    assert "1 graded." in out


def test_quickstart_makes_a_course_that_nnkit_grades(tmp_path: Path) -> None:
    with inside(tmp_path):
        nbgrader(tmp_path, "quickstart", "fresh")
        source = tmp_path / "fresh" / "source"
        nbgrader(tmp_path / "fresh", "generate_assignment", "ps1")
    submitted = tmp_path / "fresh" / "submitted" / "ada" / "ps1"
    shutil.copytree(source / "ps1", submitted)
    with inside(tmp_path / "fresh"):
        code, out, err = invoke("grade", "--workers", "1")
    assert code == 0, err
    assert "1 graded." in out


def test_a_module_of_this_course_goes_the_same_way(tmp_path: Path) -> None:
    origin = small_course(tmp_path / "origin", timeout=20)
    term = Term(tmp_path / "term", (origin / "nbgrader_config.py").read_text(encoding="utf-8"))
    shutil.rmtree(term.course / "solutions")
    shutil.copytree(origin / "solutions", term.course / "solutions")
    term.hand_out(MODULE)
    shutil.copy(origin / "solutions" / MODULE / MODULES_NOTEBOOK, term.work / MODULE)
    term.hand_in(MODULE)
    with inside(term.course):
        code, _, err = invoke("grade", "--workers", "1", "--quiet")
    assert (code, err) == (0, "")
    (page,) = term.hand_back(MODULE)
    assert "02.affine" in page.read_text(encoding="utf-8")
    (row,) = term.exported()
    marks = [m for key, m in term.marks(MODULE).items() if "comment" not in key]
    assert float(row["score"]) == sum(auto or 0 for auto, *_ in marks) > 30
