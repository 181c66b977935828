"""The commands for students say what the course has, and end with what became of the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnkit.course.catalogue import every_exercise, modules
from nnkit.course.numbers import can_be_practised
from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import MODULE, invoke

KINDS = {
    *("code", "faded-code", "number", "prediction"),
    *("parsons", "find-the-bug", "choice", "why"),
}


def test_exercises_as_json_is_the_catalogue() -> None:
    code, out, _ = invoke("exercises", "--json")
    assert code == 0
    catalogue = json.loads(out)
    assert [e["id"] for e in catalogue] == [e.id for e in every_exercise()]
    for shown, exercise in zip(catalogue, every_exercise(), strict=True):
        keys = ["id", "module", "kind", "points", "asks", "misconceptions", "accepts"]
        keys.append("practice")
        assert list(shown) == keys
        assert shown["module"] == modules()[exercise.id[:2]]
        assert shown["kind"] in KINDS
        assert shown["points"] == exercise.points
        assert shown["misconceptions"] == [m.name for m in exercise.misconceptions]
        assert shown["accepts"] == len(exercise.accepts)
        assert shown["practice"] == can_be_practised(exercise)


def test_exercises_as_a_table() -> None:
    code, out, _ = invoke("exercises")
    assert code == 0
    assert MODULE in out
    assert "02.affine" in out


def test_lab_ends_with_the_exit_code_of_jupyterlab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, str | None, Path]] = []

    def start(course: Course, module: str | None, work: Path) -> int:
        asked.append((course.root, module, work))
        return 5

    monkeypatch.setattr("nnkit.cli.lab.start", start)
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    assert invoke("lab", "05", "--course", str(tmp_path))[0] == 5
    assert asked == [(tmp_path, "05", tmp_path / "work")]


@pytest.mark.parametrize(("passing", "code"), [("ab", 0), ("a", 1), ("", 1)])
def test_check_ends_well_only_if_every_notebook_passes(
    passing: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / name).touch()
    seen: list[tuple[str, int]] = []

    def check_notebook(path: Path, timeout: int) -> bool:
        seen.append((path.stem, timeout))
        return path.stem in passing

    monkeypatch.setattr("nnkit.cli.check.check_notebook", check_notebook)
    assert invoke("check", "a.ipynb", "b.ipynb", "--timeout", "7")[0] == code
    assert seen == [("a", 7), ("b", 7)], "also after one that fails"


def test_check_goes_on_after_a_name_that_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules" / MODULE).mkdir(parents=True)
    (tmp_path / "modules" / MODULE / "a.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    seen: list[str] = []

    def check_notebook(path: Path, timeout: int) -> bool:
        seen.append(path.stem)
        return True

    monkeypatch.setattr("nnkit.cli.check.check_notebook", check_notebook)
    told = f"09\n  There is no module '09'; there are {MODULE}.\n\n"
    assert invoke("check", "09", "02") == (1, told, "")
    assert invoke("check", "02")[:2] == (0, "")
    assert seen == ["a", "a"]
