"""A site is made whole or not at all, replaces only a site, and no link of it leads nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnkit.course.catalogue import modules
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.site import builder as module
from nnkit.site.builder import MARK, NOT_OURS, refuse_other_files
from nnkit.site.families import families
from nnkit.site.links import broken

HERE = Path(__file__).parents[2]


@pytest.mark.timeout(600)
def test_the_site_is_whole(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    wanted = {"index.html", "glossary.html", "search.html", "README.html", "CONTRIBUTING.html"}
    wanted |= {f"modules/{slug}.html" for slug in modules().values()}
    wanted |= {f"misconceptions/{family.name}.html" for family in families()}
    wanted |= {
        f"nnkit/grading/{name}.html" for name in ("README", "LMS", "YOUR_COURSE", "JUPYTERHUB")
    }
    assert wanted <= pages
    assert broken(site, NOT_OURS) == []
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    runs = sum(path.stat().st_size for path in (site / "try").rglob("*") if path.is_file())
    assert size - runs < 25e6


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(CourseError, match=r"holds files that are no site .* empty folder"):
        refuse_other_files(tmp_path)
    with pytest.raises(CourseError, match="is a file"):
        refuse_other_files(tmp_path / "mine.txt")
    (tmp_path / MARK).touch()
    refuse_other_files(tmp_path)
    refuse_other_files(tmp_path / "new")


def make_little(monkeypatch: pytest.MonkeyPatch, fault: str | None = None) -> None:
    """Let a build make one page only."""

    def write(course: Course, folder: Path, *, browser: bool) -> int:
        (folder / "download").mkdir(parents=True)
        return 1

    def make(sources: Path, directory: Path, scratch: Path) -> None:
        if fault == "pages":
            raise CourseError("The pages have faults")
        (directory / "_static").mkdir(parents=True)
        goal = "nowhere" if fault == "link" else "index"
        (directory / "index.html").write_text(f'<a href="{goal}.html">x</a>', encoding="utf-8")

    monkeypatch.setattr(module, "write_sources", write)
    monkeypatch.setattr(module, "make_html", make)


@pytest.mark.parametrize("fault", [None, "pages", "link"])
def test_a_site_stays_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str | None
) -> None:
    there = tmp_path / "site"
    there.mkdir()
    for name in (MARK, "old.html"):
        (there / name).touch()

    make_little(monkeypatch, fault)
    if fault:
        with pytest.raises(CourseError, match=r"faults|nowhere\.html leads to no file"):
            module.build(there, course=Course(HERE), with_browser=False)
        assert (there / "old.html").exists()
    else:
        built = module.build(there, course=Course(HERE), with_browser=False)
        assert (built.pages, (there / "old.html").exists()) == (1, False)
        assert (there / MARK).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", [".", "new/\u00fc x", "link", "to nothing"])
def test_a_site_is_made_where_it_is_said_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here, real = tmp_path / "here", tmp_path / "real"
    for folder in (here, real):
        folder.mkdir()
    if "/" not in name and name != ".":
        if os.name == "nt":
            pytest.skip("links need a right there")
        (here / name).symlink_to(real if name == "link" else tmp_path / "nothing")
    monkeypatch.chdir(here)
    make_little(monkeypatch)
    asked: list[Path] = []
    monkeypatch.setattr("nnkit.site.builder.browser.check", lambda pyodide: None)
    monkeypatch.setattr("nnkit.site.builder.browser.add", lambda made, *_: asked.append(made))
    for _ in range(2):
        built = module.build(Path(name), course=Course(HERE))
        assert built.pages == 1
    assert (here / name / "index.html").is_file()
    assert (here / name / MARK).is_file()
    assert all(made.is_absolute() for made in asked)  # other programs are started elsewhere
    left = [path.name for folder in (here, tmp_path) for path in folder.glob(".nnkit-site-*")]
    assert left == []


def test_a_folder_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(CourseError, match=r"mine\.txt cannot be written .* in one that is yours"):
        module.build(tmp_path / "mine.txt" / "site", course=Course(HERE), with_browser=False)


def test_pyodide_is_looked_for_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no such folder, archive or address"):
        module.build(tmp_path / "new" / "site", "nowhere", course=Course(HERE))
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_build_left_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_little(monkeypatch)

    def stopped(new: Path, to: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("nnkit.site.builder.shutil.move", stopped)
        with pytest.raises(KeyboardInterrupt):
            module.build(tmp_path / "site", course=Course(HERE), with_browser=False)
    module.build(tmp_path / "site", course=Course(HERE), with_browser=False)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
