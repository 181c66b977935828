"""Sources of pages: cells put in by name, links below titles, refusals in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.site import sources
from nnkit.site.sources import _links, _with_cells, _with_what_is_there, write_sources

COURSE = Course(Path(__file__).parents[2])


def test_a_cell_is_put_in_without_its_heading() -> None:
    text = _with_cells(COURSE, "above\n<!-- cell 00_start_here conventions -->\nbelow")
    assert text.startswith("above\nThe texts behind this course")
    assert "| elsewhere | here |" in text
    assert text.endswith("\nbelow")
    with pytest.raises(CourseError, match="the cell 'no' of 00_start_here, which has none"):
        _with_cells(COURSE, "<!-- cell 00_start_here no -->")


def test_links_below_a_title() -> None:
    both = _links("05_backpropagation", "backpropagation.ipynb", True)
    assert "Open in the browser" in both
    assert 'href="../try/' in both
    alone = _links("05_backpropagation", "backpropagation.ipynb", False)
    assert "Open in the browser" not in alone
    assert 'href="../download/05_backpropagation/backpropagation.ipynb" download' in alone


def test_notebooks_that_were_not_run_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = COURSE.root / "solutions" / "01_neuron" / "neuron.ipynb"
    monkeypatch.setattr(sources, "not_run", lambda root, slug: [path] if slug[0:2] == "01" else [])
    with pytest.raises(CourseError, match=r"solutions.01_neuron.neuron.ipynb: .* `nnkit release`"):
        write_sources(COURSE, tmp_path, browser=False)


def test_a_course_without_the_modules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"has no 00_start_here, .* `--course DIR`"):
        write_sources(Course(tmp_path), tmp_path / "pages", browser=False)


def test_the_front_page_names_only_documents_that_are_there(tmp_path: Path) -> None:
    front = (sources._TEXTS / "index.md").read_text(encoding="utf-8")
    named = "](CONTRIBUTING.md)", "<README>", "verdict.png\n:alt:", "Open in the browser"
    here, elsewhere = (
        _with_what_is_there(root, root == COURSE.root, front) for root in (COURSE.root, tmp_path)
    )
    assert all(name in here for name in named)
    assert not any(name in elsewhere for name in named)
    assert "<!--" not in here + elsewhere


def test_a_course_of_its_own_has_no_documents_of_the_repository(tmp_path: Path) -> None:
    sources._copy_documents(tmp_path / "course", tmp_path / "pages")
    copied = {path.relative_to(tmp_path / "pages").as_posix() for path in tmp_path.rglob("*.md")}
    assert "nnkit/grading/README.md" in copied
    assert "README.md" not in copied
