"""`nnkit export` and `nnkit collect` pass on what they were given, and end with what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnkit.cli.export import Asked
from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import hand_in


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 1)])
def test_export_and_collect_pass_everything_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: bool, code: int
) -> None:
    course = hand_in(tmp_path, {})
    given: list[Any] = []

    def called(*args: Any, **options: Any) -> bool:
        given.append((*args, options))
        return good

    monkeypatch.setattr("nnkit.cli.export.export", called)
    monkeypatch.setattr("nnkit.cli.collect.collect", called)
    there = ("--course", str(course.root), "--quiet")
    files = ("--template", "t", "--map", "m", "--output", "o", "--feedback", "f")
    more = ("--column", "a=b", "--column", "c", "--unread", "--overwrite")
    assert invoke("export", "canvas", "05", "06", *files, *more, *there) == (code, "", "")
    t, m, o, f = map(Path, "tmof")
    asked = Asked("canvas", ("05", "06"), t, m, ("a=b", "c"), o, f, True, True, True)
    assert given.pop() == (Course(course.root), asked, {})
    words = ("--assignment", "05", "--roster", "r", "--add-students", "--replace", "--dates")
    assert invoke("collect", "p", "--map", "m", *words, *there) == (code, "", "")
    options = {"assignment": "05", "map": m, "roster": Path("r"), "quiet": True}
    flags = dict.fromkeys(("add_students", "replace", "dates"), True)
    assert given.pop() == (Course(course.root), Path("p"), options | flags)


def test_another_system_is_told() -> None:
    code, _, err = invoke("export", "blackboard")
    assert code == 2
    assert "blackboard" in err
