"""The commands for instructors end well only if all went well, and pass on what they were given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, RIGHT, hand_in, mixed


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course around the working directory."""
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    monkeypatch.chdir(there.root)
    return there


def test_grade_writes_json_and_fails_with_any_submission(there: Course) -> None:
    hand_in(there.root, {"bob": "{"})
    args = ("--json", "results.json", "--workers", "1", "--no-feedback", "--quiet")
    code, out, err = invoke("grade", *args)
    assert (code, out) == (1, "")
    assert f"bob {MODULE}: " in err
    data = json.loads((there.root / "results.json").read_text(encoding="utf-8"))
    assert data["course"] == there.root.name
    assert data["seconds"] > 0
    assert [(s["student"], s["status"]) for s in data["submissions"]] == [
        ("ada", "graded"),
        ("bob", "failed"),
    ]
    assert not there.folder("feedback").exists()


def test_grade_looks_at_its_arguments_before_it_starts_workers(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("nnkit.grading.classroom.executors.WorkerPool", started.append)
    for args, sentence in (
        (("--course", "nosuch"), "There is no folder nosuch.\n"),
        (("--json", "nosuch/a.json"), "there is no folder nosuch. Nothing was done.\n"),
        (("--json", "submitted"), "submitted cannot be written: it is a folder. Nothing was do"),
        (("--log-file", "nosuch/a.log"), "cannot be written: No such file or directory.\n"),
    ):
        code, out, err = invoke("grade", *args)
        assert (code, out) == (1, "")
        assert sentence in err
    assert not started


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 1)])
def test_doctor_ends_with_what_it_found(
    there: Course, monkeypatch: pytest.MonkeyPatch, good: bool, code: int
) -> None:
    asked: list[Course] = []

    def examine(course: Course) -> bool:
        asked.append(course)
        return good

    monkeypatch.setattr("nnkit.cli.doctor.examine", examine)
    assert invoke("doctor", "--course", str(there.root)) == (code, "", "")
    assert asked == [there]


def test_demo_only_makes_the_class_if_asked_to(
    there: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def create(origin: Course, folder: Path, **options: int) -> Course:
        asked.update(options, folder=folder, origin=origin)
        return there

    monkeypatch.setattr("nnkit.authoring.demo.create", create)
    args = ("demo", "new", "--students", "3", "--seed", "7", "--create-only")
    told = "3 simulated students have handed in to new/submitted.\n"
    assert invoke(*args) == (0, told, "")
    assert asked == {"students": 3, "seed": 7, "folder": Path("new"), "origin": Course.own()}
    assert invoke(*args, "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["99"], "There is no assignment '99'; there are"),
        (["--student", "nobody"], "'nobody' handed in none of"),
        (["--course", "nowhere"], "There is no folder nowhere."),
    ],
)
def test_mistakes_in_the_call_are_told(there: Course, args: list[str], told: str) -> None:
    code, out, err = invoke("grade", "--workers", "1", *args)
    assert (code, out) == (1, "")
    assert told in err
