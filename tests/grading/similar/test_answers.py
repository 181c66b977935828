"""Answers are read as text, whatever was handed in, and nothing of it runs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from nnkit.grading.classroom.course import Course
from nnkit.grading.similar.answers import Answer, Handed, Module
from nnkit.grading.similar.pairs import text_of
from tests.grading.classroom.class_of import (
    MODULE,
    NOTEBOOK,
    RIGHT,
    TEST,
    about,
    hand_in,
    mixed,
    notebook,
)

DISK = 1 << 20


def read(course: Course) -> Handed:
    return Module.of(course, MODULE).read_class(course, DISK)


def test_answers_of_code_and_of_words(tmp_path: Path) -> None:
    course = hand_in(tmp_path, {"ada": mixed(RIGHT, "Because.")})
    handed = read(course)
    assert handed.answers["square"] == {"ada": Answer(RIGHT, True)}
    assert handed.answers["why"] == {"ada": Answer("Because.", False)}
    assert (handed.students, handed.not_read) == (["ada"], {})


def test_a_helper_in_a_cell_of_its_own_belongs_to_the_answer(tmp_path: Path) -> None:
    cells = [
        new_code_cell("def times(a, b): return a * b"),
        new_code_cell("def square(x): return times(x, x)", metadata=about("square")),
        new_code_cell(TEST, metadata=about("test-square", 3)),
    ]
    course = hand_in(tmp_path, {"ada": nbformat.writes(new_notebook(cells=cells))})
    assert read(course).answers["square"]["ada"].text == (
        "def times(a, b): return a * b\n\ndef square(x): return times(x, x)"
    )


def test_nothing_runs(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    course = hand_in(tmp_path, {"ada": notebook(f"open({str(mark)!r}, 'w')", "1 / 0")})
    assert read(course).students == ["ada"]
    assert not mark.exists()


def test_what_cannot_be_read_costs_nobody_else(tmp_path: Path) -> None:
    course = hand_in(
        tmp_path, {"ada": mixed(RIGHT), "bob": "{", "cy": mixed("def f(:\n" + "(" * 9999)}
    )
    (course.submitted("dan", MODULE)).mkdir(parents=True)
    (tmp_path / "submitted" / "eve").mkdir()
    (tmp_path / "submitted" / "eve" / MODULE).symlink_to(tmp_path / "solutions" / MODULE)
    handed = read(course)
    assert handed.students == ["ada", "cy"]
    assert handed.answers["square"]["cy"].text.startswith("def f(:")
    assert sorted(handed.not_read) == ["bob", "dan", "eve"]
    assert "cut off" in handed.not_read["bob"]
    assert "is a link" in handed.not_read["eve"]


def test_a_zip_and_an_earlier_year(tmp_path: Path) -> None:
    course = hand_in(tmp_path / "now", {"ada": mixed(RIGHT)})
    hand_in(tmp_path / "then", {"bob": mixed(RIGHT)})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(NOTEBOOK, mixed(RIGHT))
    folder = tmp_path / "then" / "submitted" / "cy" / MODULE.upper()
    folder.mkdir(parents=True)
    (folder / "all.zip").write_bytes(packed.getvalue())
    module = Module.of(course, MODULE)
    for pool in (tmp_path / "then", tmp_path / "then" / "submitted"):
        handed = module.read_pool(pool, DISK)
        assert handed.answers["square"] == {s: Answer(RIGHT, True) for s in ("bob", "cy")}


def test_what_was_given_is_known_with_code_in_the_text_and_hints() -> None:
    module = Module.of(Course(Path(__file__).parents[3]), "05_backpropagation")
    hint = Answer("x = (a - y) * a * (1 - a)", True)
    assert set(text_of(hint).hashes) & module.given[True]
