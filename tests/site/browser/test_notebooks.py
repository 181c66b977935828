"""The notebooks in the browser say what is true there, and are graded like all others."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser.notebooks import SENTENCES, copy, in_the_browser

MODULES = Path(__file__).resolve().parents[3] / "modules"


@pytest.mark.parametrize("name", SENTENCES)
def test_only_the_sentences_differ(name: str) -> None:
    text = (MODULES / name).read_text(encoding="utf-8")
    released, shown = (nbformat.reads(t, as_version=4) for t in (text, in_the_browser(name, text)))
    for before, after in zip(released.cells, shown.cells, strict=True):
        assert (before.source != after.source) == (before.id in SENTENCES[name])
        if before.id in SENTENCES[name]:
            assert not before.metadata.get("nbgrader", {}).get("grade")
            after.source = before.source
    assert released == shown


def test_a_sentence_that_is_gone_is_told() -> None:
    name = next(iter(SENTENCES))
    text = nbformat.writes(nbformat.v4.new_notebook())
    with pytest.raises(CourseError, match="change SENTENCES in"):
        in_the_browser(name, text)


def test_notebooks_and_what_lies_beside_them_are_copied(tmp_path: Path) -> None:
    written = nbformat.writes(nbformat.v4.new_notebook())
    modules = tmp_path / "modules"
    for name in (
        "01_neuron/neuron.ipynb",
        "01_neuron/data.csv",
        "01_neuron/.hidden/x",
        "notes.txt",
    ):
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(written, encoding="utf-8")
    copy(modules, tmp_path / "files")
    copied = {p.name for p in (tmp_path / "files").rglob("*") if p.is_file()}
    assert copied == {"neuron.ipynb", "data.csv"}


def test_a_folder_without_notebooks_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="has no notebooks; make them with nnkit release"):
        copy(tmp_path, tmp_path / "files")
