"""What students and instructors read of an answer that does not pass, through the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.checks.exercise import Value
from nnkit.course.catalogue import find
from tests.commands.nnkit_command import nnkit
from tests.grading.grader.victim import metadata

MODULE, NAME = "07_problems", "problems.ipynb"
IMPORTS = "import random\nimport numpy as np\nfrom nnkit import check, set_student, sigmoid"
CODE = "05.layer_gradients"
OWN = ("z_first", "z_out", "delta_hidden")
RIGHT = """\
def layer_gradients(delta, a_before):
    nothing = 0 * random.random() * len(delta)
    return delta @ a_before.T + nothing, delta.sum(axis=1, keepdims=True)"""
WRONG = "def layer_gradients(delta, a_before):\n    return delta"


def numbers(student: str) -> dict[str, str]:
    """The answers to some exercises with a student's numbers."""
    found = {}
    for name in OWN:
        exercise = find(f"07.{name}")
        assert isinstance(exercise, Value)
        found[name] = f"{name} = {exercise.expected(student).tolist()}"
    return found


def notebook(student: str, first: str = IMPORTS, code: str = RIGHT) -> str:
    cells = [new_code_cell(first, id="first")]
    for name, answer in {**numbers(student), "layer_gradients": code}.items():
        id = CODE if code is answer else f"07.{name}"
        about = metadata(f"check-{name}", find(id).points)
        cells.append(new_code_cell(answer, id=name, metadata=metadata(name)))
        cells.append(new_code_cell(f'check("{id}", {name})', id=about["nbgrader"]["grade_id"]))
        cells[-1].metadata.update(about)
    return str(nbformat.writes(new_notebook(cells=cells)))


OVERWRITTEN = f"len = 4\n{RIGHT}"
TOLD = "You gave len another meaning in a cell: len = 4. Rename it there, then restart and run all."


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write(text: str) -> Path:
        path = tmp_path / "mine.ipynb"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_what_does_not_pass_says_how_to_get_hints(write: Any, tmp_path: Path) -> None:
    path = write(notebook("bob", IMPORTS, WRONG))
    code, out, _ = nnkit("check", path, NNKIT_HOME=str(tmp_path), NNKIT_STUDENT="bob")
    assert code == 1
    assert out.count("Stuck? ") == 1
    assert f'Stuck? hint("{CODE}")' in out
    assert "✓ Passed · 07.z_first · 1 of 1 points · with bob's numbers" in out


def test_an_overwritten_name_is_told(write: Any, tmp_path: Path) -> None:
    path = write(notebook("bob", IMPORTS, OVERWRITTEN))
    _, out, _ = nnkit("check", path, NNKIT_HOME=str(tmp_path), NNKIT_STUDENT="bob")
    assert TOLD in out
    assert "star" not in out.replace("restart", "")


@pytest.mark.parametrize("name", ["random", "numpy", "IPython", "nnkit", "json"])
def test_a_file_with_a_librarys_name_beside_the_notebook(
    name: str, write: Any, tmp_path: Path
) -> None:
    (tmp_path / f"{name}.py").write_text("x = 1")
    (tmp_path / "own.py").write_text("unit = 1")
    path = write(notebook("bob", f"{IMPORTS}\nfrom own import unit", f"unit\n{RIGHT}"))
    code, out, err = nnkit("check", path, NNKIT_HOME=str(tmp_path), NNKIT_STUDENT="bob")
    assert (code, err) == (0, "")
    assert "Everything passes." in out


def test_ids_that_are_refused_or_overruled_are_told(write: Any, tmp_path: Path) -> None:
    first = f'{IMPORTS}\nset_student("your id")\nset_student("dora")'
    path = write(notebook("bob", first, RIGHT))
    code, out, err = nnkit("check", path, NNKIT_HOME=str(tmp_path), NNKIT_STUDENT="bob")
    assert (code, err) == (0, "")
    assert "'your id' is no id of a person" in out
    assert "You are bob here, not dora." in out


CLASS = {
    "ada": notebook("ada", IMPORTS, RIGHT),
    "bob": notebook("ada", IMPORTS, RIGHT),
    "cy": notebook("author", IMPORTS, OVERWRITTEN),
    "di": notebook("di", f"len = 4\n{IMPORTS}\nlen([1])", RIGHT),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], str]:
    """The course, what ``nnkit grade --json`` says of each student, and what it prints."""
    course = tmp_path_factory.mktemp("course")
    (course / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    files = {course / "solutions" / MODULE / NAME: notebook("author", IMPORTS, RIGHT)}
    for student, text in CLASS.items():
        files[course / "submitted" / student / MODULE / NAME] = text
    for path, text in files.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    _, out, _ = nnkit("grade", "--course", course, "--json", course / "out.json")
    found = json.loads((course / "out.json").read_text(encoding="utf-8"))["submissions"]
    return course, {submission["student"]: submission for submission in found}, out


@pytest.mark.timeout(300)
def test_somebody_elses_numbers_are_told_to_both(
    graded: tuple[Path, dict[str, Any], str],
) -> None:
    course, found, out = graded
    assert found["ada"]["score"] == found["ada"]["max_score"]
    assert found["bob"]["score"] == find(CODE).points
    for exercise in found["bob"]["exercises"][:3]:
        assert (exercise["status"], exercise["points"]) == ("failed", 0)
        assert exercise["misconception"] is None
        assert "another student's numbers" in exercise["message"]
        assert "hints" not in exercise
    line = (
        "bob 07_problems: 3 answers are right for the numbers of 'ada', not of 'bob'; that gives "
        "no points: 07.z_first, 07.z_out, 07.delta_hidden"
    )
    assert line in out
    assert "the numbers of 'author', not of 'cy'" in out
    assert "ada" not in "".join(found["ada"]["repairs"] + found["di"]["repairs"])
    page = (course / "feedback" / "bob" / MODULE / "problems.html").read_text(encoding="utf-8")
    assert page.partition("</header>")[2].count("right for another student") == 3
    nnkit("report", "--course", course)
    assert "right for the numbers of" in (course / "report.html").read_text(encoding="utf-8")


@pytest.mark.timeout(300)
def test_the_page_of_a_student_ends_failing_cards_with_hints(
    graded: tuple[Path, dict[str, Any], str],
) -> None:
    course, found, _ = graded
    [*_, last] = found["cy"]["exercises"]
    assert TOLD in last["message"].replace("`", "")
    page = (course / "feedback" / "cy" / MODULE / "problems.html").read_text(encoding="utf-8")
    assert page.count("<details") == 3
    page = (course / "feedback" / "ada" / MODULE / "problems.html").read_text(encoding="utf-8")
    assert "<details" not in page
