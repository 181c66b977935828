"""`nnkit similar` shows what is alike, and says it is no verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import invoke
from tests.grading.classroom.class_of import MODULE, hand_in, mixed
from tests.grading.similar.test_pairs import ANOTHER, LONG, RENAMED


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("course")
    texts = {"ada": LONG, "[b]ob": RENAMED, "cy": ANOTHER}
    return hand_in(folder, {**{s: mixed(text) for s, text in texts.items()}, "dan": "{"})


def test_the_screen_json_and_pages(there: Course, tmp_path: Path) -> None:
    args = ("--course", str(there.root), "--json", str(tmp_path / "a.json"))
    code, out, err = invoke("similar", MODULE, *args, "--html", str(tmp_path / "pages"))
    assert code == 0
    assert "[b]ob · ada" in out
    assert r"\[b]ob" not in out
    assert "says nothing of why" in out
    assert str(tmp_path / "pages" / "index.html") in out.replace("\n", "")
    assert f"dan {MODULE} was not read: The file" in err
    assert "3 of 3 are not graded" in err
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["schema"] == 1


def test_quiet_says_only_what_went_wrong(there: Course) -> None:
    code, out, err = invoke("similar", "--course", str(there.root), "--quiet", "-v")
    assert (code, out) == (0, "")
    assert f"{MODULE!r}: read 3 submissions, and 0 of earlier years; compared answers to" in err
    assert "was not read" in err


def test_earlier_years(there: Course, tmp_path: Path) -> None:
    hand_in(tmp_path / "2024", {"zoe": mixed(ANOTHER)})
    (tmp_path / "2023").mkdir()
    course = ("--course", str(there.root))
    code, out, _ = invoke("similar", *course, "--pool", str(tmp_path / "2024"))
    assert code == 0
    assert "cy · 2024/zoe" in out
    _, _, err = invoke("similar", *course, "--pool", str(tmp_path / "2023"))
    assert "the earlier years have nothing that was handed in for it" in err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--pool", "nosuch"), "There is no folder nosuch: name an earlier year's course."),
        (("--pool", "."), "is this course: name an earlier year's."),
        (("--pool", "submitted"), "is this course: name an earlier year's."),
        (("--html", "nbgrader_config.py"), "is a file: name a folder. Nothing was done."),
        (("--json", "submitted"), "cannot be written: it is a folder."),
        (("99",), "There is no assignment '99'"),
    ],
)
def test_what_cannot_be_is_told(
    there: Course, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(there.root)
    code, out, err = invoke("similar", *args)
    assert (code, out) == (1, "")
    assert sentence in err
