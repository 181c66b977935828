"""The commands of authors."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

from nnkit.authoring.scaffold import KINDS
from nnkit.checks.exercise import Exercise
from nnkit.course import catalogue
from nnkit.course.catalogue import exercises, find
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY, invoke

SOURCE = Path("solutions", MODULE, NOTEBOOK)
RELEASED = Path("modules", MODULE, NOTEBOOK)
UP_TO_DATE = (0, "Everything is up to date.\n", "")
STALE = "These files are not up to date; run `nnkit release`.\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one module, not released yet."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "solutions" / MODULE, folder / "solutions" / MODULE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    return folder


@pytest.fixture(autouse=True)
def inside(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_release_checks_runs_and_makes_what_students_get(course: Path) -> None:
    assert invoke("release", "--check") == (1, f"{RELEASED}\n{SOURCE}\n", STALE)
    assert not (course / RELEASED).exists()
    told = f"Not run, so its cells may show what older code gave: {SOURCE}\n"
    assert invoke("release", "--no-execute") == (0, f"{RELEASED}\n", told)
    assert invoke("release", "--check") == (1, f"{SOURCE}\n", STALE)
    code, out, err = invoke("release", "02", "-v")
    assert (code, out) == (0, f"{SOURCE}\n")
    assert f"Running the cells of {SOURCE}\n" in err
    assert invoke("release", "--check") == UP_TO_DATE
    replace(course / RELEASED, "Forward propagation", "Forward")
    assert invoke("release", "--check") == (1, f"{RELEASED}\n", STALE)


def test_release_takes_no_answers_away(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    invoke("release", "--force")
    path = course / RELEASED
    replace(path, '"recall_product = ..."', '"recall_product = 3"')
    mine = path.read_bytes()
    code, out, err = invoke("release", "--check")
    assert (code, out) == (1, f"{RELEASED}\n")
    assert err == (
        f"{RELEASED} holds answers: 02.recall_product. They are safe in a copy of your own: "
        "`nnkit lab` makes it and takes them there.\n"
    )
    code, out, err = invoke("release")
    assert (code, out) == (1, "")
    assert err.startswith(f"{RELEASED} holds answers: 02.recall_product.\nNothing was released")
    assert path.read_bytes() == mine
    assert invoke("release", "--force") == (0, f"{RELEASED}\n", "")
    (backup,) = (course / "work" / "backups" / MODULE).iterdir()
    assert backup.read_bytes() == mine
    assert invoke("release", "--check") == UP_TO_DATE


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (r"check(\"02.affine", r"check(\"02.afine", 'check("02.afine", affine)'),
        ('"import nnkit\\n"', '"import nnkitt\\n"', "cell 'imports' raises ModuleNotFoundError: "),
    ],
)
def test_release_tells_what_is_wrong_with_a_source(
    course: Path, before: str, after: str, told: str
) -> None:
    kept = (course / SOURCE).read_text(encoding="utf-8")
    replace(course / SOURCE, before, after)
    code, out, err = invoke("release")
    (course / SOURCE).write_text(kept, encoding="utf-8")
    assert (code, out) == (1, "")
    assert err.startswith(f"{SOURCE}: {told}")
    assert "Traceback" not in err


def test_exercises_are_tested_by_id_and_by_module(monkeypatch: pytest.MonkeyPatch) -> None:
    assert invoke("test", "02.affine") == (0, "All is well.\n", "")
    assert invoke("test", "02.affine", "--quiet") == (0, "", "")
    tested: list[Exercise] = []

    def problems(exercise: Exercise) -> list[str]:
        tested.append(exercise)
        return []

    monkeypatch.setattr("nnkit.authoring.rules.problems", problems)
    kept = list(exercises("03").values())
    assert invoke("test", "03") == (0, f"{len(kept)} exercises keep all rules.\n", "")
    assert tested == kept
    monkeypatch.setattr(kept[0], "asks", "TODO")
    sentence = f"{kept[0].id}: a text still says TODO, which students would read.\n"
    assert invoke("test", kept[0].id) == (0, f"{sentence}It keeps all rules.\n", "")


def test_the_help_names_every_kind() -> None:
    told = " ".join(invoke("new", "exercise", "--help")[1].replace("│", " ").split())
    assert [kind for kind in KINDS if kind not in told] == []


def test_what_an_exercise_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    affine = find("02.affine")
    monkeypatch.setattr(affine, "hints", affine.hints[:2])
    assert invoke("test", "02.affine", "02.layer") == (
        1,
        "02.affine: three hints are needed, there are two.\n",
        "1 of 2 exercises breaks a rule.\n",
    )


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("02.afine", "there is no exercise '02.afine'; is '02.affine' meant?\n"),
        ("42", "there is no module '42'; there are 00_start_here, "),
    ],
)
def test_what_is_not_there_is_told(what: str, told: str) -> None:
    code, out, err = invoke("test", what)
    assert (code, out) == (1, "")
    assert err.startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = (", "broken.py, line 1: '(' was never closed\n"),
        ("\nnone", "broken.py, line 2: NameError: name 'none' is not defined\n"),
        ("raise ValueError('02.x: so')", "02.x: so\n"),
    ],
)
def test_a_file_that_is_only_being_written_is_told_with_its_line(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")

    def broken(module: str) -> None:
        runpy.run_path(str(tmp_path / "broken.py"))

    monkeypatch.setattr(catalogue, "exercises", broken)
    for command in ("test", "release"):
        code, out, err = invoke(command, "02")
        assert (code, out) == (1, "")
        assert err.endswith(told)
