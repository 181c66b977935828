"""nbgrader's converter makes what students get, and tells a gradebook only if it is named."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook

from nnkit.grading.classroom.generate import generate
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, hand_in, mixed


def test_what_students_get_has_neither_answers_nor_hidden_tests(tmp_path: Path) -> None:
    marked = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    there = hand_in(tmp_path / "course", {})
    source = there.folder("source") / MODULE
    (source / NOTEBOOK).write_text(mixed(marked), encoding="utf-8")
    (source / "data.csv").write_text("1")
    made = generate(there.root, MODULE, tmp_path / "made")
    assert made == tmp_path / "made" / MODULE
    assert sorted(p.name for p in made.iterdir()) == ["data.csv", NOTEBOOK]
    text = (made / NOTEBOOK).read_text(encoding="utf-8")
    assert "NotImplementedError" in text
    assert "x * x" not in text
    assert "square(-12)" not in text
    assert text.endswith("}\n")
    assert not (there.root / "gradebook.db").exists()


def test_a_named_database_gets_to_know_the_cells(tmp_path: Path) -> None:
    there = hand_in(tmp_path / "course", {})
    database = f"sqlite:///{tmp_path / 'gradebook.db'}"
    generate(there.root, MODULE, tmp_path / "made", database)
    with Gradebook(database) as gradebook:
        (notebook,) = gradebook.find_assignment(MODULE).notebooks
        assert {c.name for c in notebook.source_cells} == {
            "square",
            "test-square",
            "why",
            "project",
        }
