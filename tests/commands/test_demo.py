"""A simulated class from hand-in to report, through the commands and nbgrader's real gradebook."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from nnkit.authoring.demo import planted
from nnkit.checks.exercise import Code, Why
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.submissions import (
    Submission,
    earlier_results,
    find_submissions,
    pending,
)
from nnkit.grading.sandbox.confinement import support
from tests.commands.nnkit_command import MODULE, NOTEBOOK, invoke, nnkit, run_module, small_course

TROUBLED = {"s05": "blank", "s06": "syntax error", "s07": "raises", "s08": "loops for ever"}


class Class:
    """A graded demo class and what the command printed."""

    def __init__(self, folder: Path) -> None:
        origin = small_course(folder / "origin", timeout=6)
        self.folder = folder / "class"
        self.code, self.out, self.err = nnkit(
            "demo", self.folder, "--students", "8", "--workers", "2", cwd=origin
        )
        self.roles = {
            student: handed[MODULE]["role"]
            for student, handed in json.loads(
                (self.folder / "simulated.json").read_text(encoding="utf-8")
            )["students"].items()
        }

    def copy(self, to: Path, *students: str) -> Path:
        """The course with the submissions of some students and nothing graded."""
        shutil.copytree(self.folder / "solutions", to / "solutions")
        shutil.copytree(self.folder / "modules", to / "modules")
        shutil.copy(self.folder / "nbgrader_config.py", to)
        for student in students:
            shutil.copytree(self.folder / "submitted" / student, to / "submitted" / student)
        return to


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return Class(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def results(graded: Class) -> dict[str, Any]:
    """The result of each student, from the JSON of a run that finds everything graded."""
    file = graded.folder / "results.json"
    code, out, err = nnkit("grade", "--course", graded.folder, "--json", file)
    assert (code, err) == (0, "")
    assert "0 graded, 8 were graded before." in out
    data = json.loads(file.read_text(encoding="utf-8"))
    assert list(data) == ["schema", "course", "seconds", "confinement", "submissions"]
    assert (data["schema"], data["course"], data["confinement"]) == (1, "class", support().level)
    return {submission["student"]: submission for submission in data["submissions"]}


def scores(folder: Path) -> dict[tuple[str, str], float | None]:
    """Automatic points by student and cell, from the gradebook."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(MODULE)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def answers(result: dict[str, Any]) -> dict[str, Any]:
    return {answer["id"]: answer for answer in result["exercises"]}


def automatic() -> list[str]:
    return [e.id for e in exercises(MODULE).values() if not isinstance(e, Why)]


def test_demo_grades_the_whole_class(graded: Class) -> None:
    assert graded.code == 0, graded.err
    assert graded.err == ""
    assert "8 graded." in graded.out
    assert "locked" not in graded.out
    for name in ("gradebook.db", "report.html", "simulated.json", "feedback"):
        assert (graded.folder / name).exists()
        assert name in graded.out


def test_output_fits_a_narrow_terminal_and_has_no_control_characters(graded: Class) -> None:
    # A command for the shell has to stay on one line.
    table = graded.out[graded.out.index("Student") : graded.out.index("    read them:")]
    assert max(map(len, table.splitlines())) <= 80
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", graded.out)


def test_every_kind_of_student_is_there(graded: Class) -> None:
    assert len(set(graded.roles.values())) == 8
    assert {s: graded.roles[s] for s in TROUBLED} == TROUBLED


def test_planted_misconceptions_are_named(graded: Class, results: dict[str, Any]) -> None:
    wanted = planted(Course(graded.folder))
    found = {
        (student, answer["id"], answer["misconception"])
        for student, result in results.items()
        for answer in result["exercises"]
        if answer["misconception"]
    }
    assert len(wanted) > 5
    assert wanted <= found
    assert f"Of {len(wanted)} simulated misconceptions, {len(wanted)} were named." in graded.out


@pytest.mark.parametrize("role", ["perfect", "accepted variants"])
def test_right_answers_get_all_points(role: str, graded: Class, results: dict[str, Any]) -> None:
    student = next(s for s, r in graded.roles.items() if r == role)
    for id, answer in answers(results[student]).items():
        if id in automatic():
            assert (answer["points"], answer["status"]) == (answer["max_points"], "passed")


def test_blank_notebook_gets_nothing(results: dict[str, Any]) -> None:
    assert results["s05"]["score"] == 0
    assert {a["status"] for a in results["s05"]["exercises"]} == {"not attempted"}


@pytest.mark.parametrize(
    ("student", "told"),
    [
        ("s06", "The cell of `{name}` stopped with a SyntaxError"),
        ("s07", "`{name}` stopped with a NameError: name 'resutl' is not defined"),
        ("s08", "it ran out of time: is there a loop that never stops"),
    ],
)
def test_trouble_costs_one_exercise_only(student: str, told: str, results: dict[str, Any]) -> None:
    exercise = [e for e in exercises(MODULE).values() if isinstance(e, Code)][-1]
    of = answers(results[student])
    assert (of[exercise.id]["points"], of[exercise.id]["status"]) == (0, "error")
    assert told.format(name=exercise.name) in of[exercise.id]["message"]
    assert all(of[id]["status"] == "passed" for id in automatic() if id != exercise.id)


def test_results_are_complete_and_agree_with_the_gradebook(
    graded: Class, results: dict[str, Any]
) -> None:
    recorded = scores(graded.folder)
    keys = ["id", "points", "max_points", "status", "misconception", "message"]
    keys += ["notebook", "grade_id", "with_reference"]
    for student, result in results.items():
        assert list(result) == [
            *("student", "module", "score", "max_score", "status", "error"),
            *("repairs", "seconds", "exercises"),
        ]
        assert (result["status"], result["error"], result["repairs"]) == ("graded", None, [])
        assert 0 < result["seconds"] < 120
        assert [a["id"] for a in result["exercises"]] == list(exercises(MODULE))
        assert result["score"] == sum(a["points"] for a in result["exercises"])
        assert result["max_score"] == sum(a["max_points"] for a in result["exercises"])
        for answer in result["exercises"]:
            assert list(answer) == [*keys, "seconds", "decided", "outside", "inside"]
            assert answer["decided"] == "outside"
            if answer["id"] in automatic():
                assert answer["points"] == recorded[student, f"check-{answer['id'][3:]}"]
                assert answer["seconds"] >= 0


COMPARED = ("s02", "s04", "s06")


@pytest.fixture(scope="module")
def released(graded: Class, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with some submissions, registered by nbgrader's own command."""
    course = graded.copy(tmp_path_factory.mktemp("released") / "course", *COMPARED)
    nbgrader(course, "generate_assignment", "--force")
    return course


def nbgrader(course: Path, *command: str) -> None:
    environment = {k: "" for k in ("NNKIT_SECRET", "NNKIT_STUDENT") if k in os.environ}
    scripts = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([scripts, os.environ["PATH"]])
    done = run_module(["nbgrader", *command, MODULE], course, environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("engine", [True, False], ids=["ours", "nbgrader's own"])
def test_nbgraders_command_gives_the_same_points(
    graded: Class, results: dict[str, Any], released: Path, tmp_path: Path, engine: bool
) -> None:
    course = shutil.copytree(released, tmp_path / "course")
    if not engine:
        config = course / "nbgrader_config.py"
        lines = config.read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if "Autograde." not in line]
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    nbgrader(course, "autograde")
    ours = {key: points for key, points in scores(graded.folder).items() if key[0] in COMPARED}
    assert len(ours) == len(COMPARED) * len(exercises(MODULE))
    theirs = scores(course)
    for (student, cell), points in ours.items():
        of = answers(results[student]).get(f"{MODULE[:2]}.{cell.removeprefix('check-')}", {})
        if of.get("with_reference") and not engine:
            # A wrong layer() costs forward() there.
            assert (theirs[student, cell] or 0) < (points or 0)
        else:
            assert theirs[student, cell] == points


def test_feedback_explains_by_exercise(graded: Class, results: dict[str, Any]) -> None:
    student, id, _ = sorted(planted(Course(graded.folder)))[0]
    page = (graded.folder / "feedback" / student / MODULE / NOTEBOOK).with_suffix(".html")
    text = page.read_text(encoding="utf-8")
    assert f"<code>{id}</code></a>" in text
    assert "Test cell" not in text
    first = answers(results[student])[id]["message"].split(".")[0].split("`")[0]
    assert first.strip() in text


def test_report_shows_the_class_on_one_page(graded: Class) -> None:
    page = (graded.folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)=["']?(http|//|(?!report/students/)[^#"' ]+\.)""", page)
    for student, id, name in planted(Course(graded.folder)):
        assert student in page
        assert id in page
        assert name in page
    (graded.folder / "report.html").unlink()
    code, out, _ = nnkit("report", "--course", graded.folder)
    assert code == 0
    assert "What the class misunderstood most" in out
    assert (graded.folder / "report.html").read_text(encoding="utf-8") == page


def test_only_what_is_new_is_graded(graded: Class, tmp_path: Path) -> None:
    course = shutil.copytree(graded.folder, tmp_path / "class")
    shutil.rmtree(course / "autograded" / "s01")
    again = course / "submitted" / "s05" / MODULE / NOTEBOOK
    shutil.copy(graded.folder / "submitted" / "s01" / MODULE / NOTEBOOK, again)
    os.utime(again, (0, 0))  # handed in again, with an older date than the first time
    origin = graded.folder.parent / "origin"
    code, out, err = nnkit("demo", course, "--students", "8", cwd=origin)
    assert (code, err) == (0, "")
    assert "2 graded, 6 were graded before." in out
    file = tmp_path / "results.json"
    args = ("--student", "s05", "--quiet", "--json", file)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        cell = gradebook.find_grade_cell("check-affine", NOTEBOOK.removesuffix(".ipynb"), MODULE)
        cell.max_score = 9
        gradebook.db.commit()
    code, out, err = nnkit("grade", "02", "--course", course, *args)
    assert (code, out) == (0, "")
    assert "Points of 02_forward_propagation changed (check-affine 9 →" in err
    found = json.loads(file.read_text("utf-8"))["submissions"]
    assert [s["student"] for s in found] == ["s05"]
    assert found[0]["score"] > 30
    there = Course(course)
    asked = find_submissions(there, [MODULE])
    assert pending(there, asked) == []
    assert pending(there, asked, regrade=True) == asked


def result_of(folder: Path, student: str) -> Result:
    course = Course(folder)
    with open_gradebook(course) as gradebook:
        [result] = earlier_results(course, gradebook, [Submission(student, MODULE)])
    return result


def test_points_given_by_a_person_count(graded: Class, tmp_path: Path) -> None:
    for name in ("gradebook.db", "autograded", "submitted", "solutions"):
        source = graded.folder / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    why = next(e for e in exercises(MODULE).values() if isinstance(e, Why))
    before = result_of(tmp_path, "s02")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        notebook = NOTEBOOK.removesuffix(".ipynb")
        for cell, points in ((why.name, 1.5), ("check-affine", 0.25)):
            gradebook.find_grade(cell, notebook, MODULE, "s02").manual_score = points
        gradebook.db.commit()
    after = result_of(tmp_path, "s02")
    waiting, read = ({a.exercise: a for a in r.record.verdicts} for r in (before, after))
    assert (waiting[why.id].points, waiting[why.id].status) == (0, "manual")
    assert (read[why.id].points, read[why.id].status) == (1.5, "manual")
    assert read["02.affine"].points == 0.25
    assert after.score == before.score + 1.5 + 0.25 - waiting["02.affine"].points


def test_demo_grades_where_nothing_can_be_confined(
    graded: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS and Windows: the simulated class is ours."""
    nothing = SimpleNamespace(missing=["There is no Landlock."], level="")
    monkeypatch.setattr("nnkit.grading.sandbox.confinement.support", lambda: nothing)
    monkeypatch.setattr("nnkit.grading.classroom.settings.support", lambda: nothing)
    monkeypatch.chdir(graded.folder.parent / "origin")
    code, out, err = invoke("demo", str(tmp_path / "d"), "--students", "1")
    assert code == 0, err
    assert "The simulated class is nnkit's own, so its code runs here with all your rights" in err
    assert "1 graded." in out


def test_one_broken_submission_stops_nobody(graded: Class, tmp_path: Path) -> None:
    course = graded.copy(tmp_path / "course", "s05")
    blank = course / "submitted" / "s05" / MODULE / NOTEBOOK
    whole = blank.read_bytes()
    crashing = nbformat.reads(whole.decode(), as_version=4)
    first = next(c for c in crashing.cells if c.cell_type == "code")
    first.source = "import os\nos._exit(1)"
    cheating = nbformat.reads(whole.decode(), as_version=4)
    first = next(c for c in cheating.cells if c.cell_type == "code")
    first.source += "\nimport os\nprint(os.environ['NNKIT_SECRET'], os.getcwd())"
    last = next(c for c in cheating.cells if c.source.startswith("check("))
    last.source = "1000"
    broken: dict[str, tuple[str, bytes, str]] = {
        "cut": (NOTEBOOK, whole[:5000], "was it cut off"),
        "empty": (NOTEBOOK, b"", "The file is empty"),
        "picture": (NOTEBOOK, b"\x89PNG\xff\xfe", "The file is not text"),
        "list": (NOTEBOOK, b"[1, 2]", "has not the form of a notebook"),
        "none": ("notes.txt", b"?", f"{NOTEBOOK} is needed, but the folder has no notebook"),
        "crash": (NOTEBOOK, nbformat.writes(crashing).encode(), ""),
        "cheat": ("mine (1).ipynb", nbformat.writes(cheating).encode(), ""),
    }
    for student, (name, content, _) in broken.items():
        path = course / "submitted" / student / MODULE / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    file = tmp_path / "results.json"
    (course / "submitted" / "s05" / "2_forward").mkdir()
    code, out, err = nnkit("grade", "--course", course, "--json", file, "--workers", "2", "-v")
    assert code == 1
    assert "3 graded." in out
    found = {s["student"]: s for s in json.loads(file.read_text("utf-8"))["submissions"]}
    unread = {s for s, r in found.items() if r["status"] == "failed"}
    assert unread == set(broken) - {"cheat", "crash"}
    for student, (_, _, told) in broken.items():
        if told:
            assert told in found[student]["error"]
            assert f"{student} {MODULE}: {found[student]['error']}" in err
    assert found["cheat"]["repairs"] == [
        f"mine (1).ipynb was graded as {NOTEBOOK}",
        f"the cell {last.id} had been edited and was restored",
    ]
    assert found["cheat"]["score"] == found["crash"]["score"] == 0
    run = (course / "autograded" / "cheat" / MODULE / NOTEBOOK).read_text("utf-8")
    assert "KeyError: 'NNKIT_SECRET'" in run
    assert Course(course).secret() not in run
    run = (course / "autograded" / "crash" / MODULE / NOTEBOOK).read_text("utf-8")
    assert "This cell was stopped: its process ended" in run
    assert f"{Path('submitted/s05/2_forward')} belongs to no module" in err
    assert f"cheat {MODULE}: 0 of" in out  # a line for each, which -v shows
    assert "Put right before grading:\n  cheat" in out


def test_secret_is_random_and_private(graded: Class) -> None:
    secret = graded.folder / ".nnkit-secret"
    assert re.fullmatch(r"[0-9a-f]{32}\n", secret.read_text())
    assert os.name == "nt" or secret.stat().st_mode & 0o777 == 0o600
