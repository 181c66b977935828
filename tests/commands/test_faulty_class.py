"""A class in which each submission has another fault: each costs its own, and all is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import nnkit
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8, FIFOs")
IMAGE = "![a net](attachment:a.png)"


def beside(name: bytes, content: bytes) -> Callable[[Path], None]:
    """What writes a file beside the notebook."""

    def write(folder: Path) -> None:
        (folder / os.fsdecode(name)).write_bytes(content)

    return write


def with_cell(cell: Any) -> Callable[[Path], None]:
    """What puts a cell before all others."""

    def write(folder: Path) -> None:
        notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
        notebook.cells.insert(0, cell)
        nbformat.write(notebook, folder / NOTEBOOK)

    return write


def huge(name: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with (folder / name).open("ab") as stream:
            stream.truncate(400 << 20)  # which takes no room on the disk

    return write


def many(folder: Path) -> None:
    for number in range(10_001):
        (folder / f"{number}.txt").touch()


def links_and_devices(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "root").symlink_to("/")


def within(name: str) -> Callable[[Path], None]:
    """What makes a folder with a file in it."""

    def write(folder: Path) -> None:
        (folder / name).mkdir()
        (folder / name / "a.txt").touch()

    return write


def renamed_and_within(name: str) -> Callable[[Path], None]:
    """What gives the notebook another name, and its own to a folder."""

    def write(folder: Path) -> None:
        (folder / name).rename(folder / "mine.ipynb")
        within(name)(folder)

    return write


def deep(folder: Path) -> None:
    """Make folders whose path is longer than the system takes at once."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(50):
        os.mkdir("d" * 100, dir_fd=here)
        there = os.open("d" * 100, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)


def answer(source: str) -> Callable[[Path], None]:
    return beside(NOTEBOOK.encode(), mixed(source).encode())


SHOW = f"from IPython.display import Markdown, display\ndisplay(Markdown('{IMAGE}'))"
GRADED = {
    "attachment": with_cell(new_markdown_cell(IMAGE)),
    "empty bundle": with_cell(new_markdown_cell(IMAGE, attachments={"a.png": {}})),
    "displayed": with_cell(new_code_cell(SHOW)),
    "hidden": answer("### BEGIN HIDDEN TESTS\n" + RIGHT),
    "hidden twice": answer("# BEGIN HIDDEN TESTS\n# BEGIN HIDDEN TESTS\n" + RIGHT),
    "latin": beside(b"Gr\xfc\xdfe.csv", b"1"),
    "marked": beside(b"timestamp.txt", b"\xef\xbb\xbf2026-05-03 12:00:00 UTC"),
    "wide": beside(b"timestamp.txt", "2026-05-03 12:00:00 UTC".encode("utf-16")),
    "links": links_and_devices,
    "long name": beside(b"\xe4" * 200, b"1"),  # which becomes longer by being written readably
    "folder for a file": within("data.csv"),
    "file for a folder": beside(b"numbers", b"1"),
    "folder beside": within("other.ipynb"),
    "folder for a notebook": renamed_and_within(NOTEBOOK),
    "exits": answer(RIGHT + "\nraise SystemExit"),
}
FAILED = {
    "when": (beside(b"timestamp.txt", b"last Monday?"), "says 'last Monday?', which is no date"),
    "huge": (huge(NOTEBOOK), "quick.ipynb has 400 MB; 47 are allowed. Clear its outputs"),
    "data": (huge("data.bin"), "The files beside the notebook have 400 MB together; 64 are"),
    "many": (many, "more than 10000 files and folders"),
    "deep": (deep, "cannot be read: File name too long. Take it out if the notebook does not"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Any], str]:
    """The course, results by student, and stderr."""
    folder = tmp_path_factory.mktemp("course")
    students = {"ada", "page", "halves", *GRADED, *FAILED}
    course = hand_in(folder, dict.fromkeys(students, mixed(RIGHT)))
    for student, fault in {**GRADED, **{s: write for s, (write, _) in FAILED.items()}}.items():
        fault(course.submitted(student, MODULE))
    answer("def square(x):\n    raise ValueError('\\ud800')")(course.submitted("halves", MODULE))
    course.folder("feedback").mkdir()
    (course.folder("feedback") / "page").write_text("a file where a folder belongs")
    (course.folder("source") / MODULE / "data.csv").write_text("1")
    within("numbers")(course.folder("source") / MODULE)
    course.submitted("ada", MODULE).parent.with_name(os.fsdecode(b"m\xfcller")).mkdir()
    os.rename(course.submitted("ada", MODULE), course.submitted(os.fsdecode(b"m\xfcller"), MODULE))
    hand_in(folder, {"ada": mixed(RIGHT)})
    told = folder / "told.json"
    code, _, err = nnkit("grade", "--course", folder, "--json", told)
    assert code == 1
    assert "Traceback" not in err
    results = json.loads(told.read_text(encoding="utf-8"))["submissions"]
    assert len(results) == len(students) + 1
    return course, {r["student"]: r for r in results}, err


Faulty = tuple[Course, dict[str, Any], str]


@pytest.mark.parametrize("student", ["ada", *GRADED])
def test_what_need_not_stop_a_submission_does_not(faulty: Faulty, student: str) -> None:
    course, results, _ = faulty
    result = results[student]
    assert (result["score"], result["status"], result["error"]) == (3, "graded", None)
    assert (course.feedback(student, MODULE) / "quick.html").exists()


@pytest.mark.parametrize("student", FAILED)
def test_what_stops_a_submission_is_told(faulty: Faulty, student: str) -> None:
    _, results, err = faulty
    assert results[student]["status"] == "failed"
    assert FAILED[student][1] in results[student]["error"]
    assert f"{student} {MODULE}: {results[student]['error']}" in err


def test_a_page_that_cannot_be_written_costs_the_page(faulty: Faulty) -> None:
    _, results, err = faulty
    assert (results["page"]["score"], results["page"]["status"]) == (3, "graded")
    assert "Its page could not be written: " in results["page"]["error"]
    assert "1 graded, but without a page" in err


def test_names_and_messages_that_are_not_text_are_told(faulty: Faulty) -> None:
    _, results, _ = faulty
    assert "ValueError: ?" in results["halves"]["exercises"][0]["message"]
    assert "is not UTF-8. Rename it" in results["m?ller"]["error"]


def test_a_picture_that_is_missing_is_shown_as_it_was_written(faulty: Faulty) -> None:
    for student in ("attachment", "empty bundle", "displayed"):
        page = faulty[0].feedback(student, MODULE) / "quick.html"
        assert f"<pre>{IMAGE}</pre>" in page.read_text(encoding="utf-8")


def test_the_next_run_and_the_report_go_on(faulty: Faulty) -> None:
    course, results, _ = faulty
    (course.submitted("ada", MODULE) / NOTEBOOK).write_text(mixed(WRONG))
    shown = course.feedback("latin", MODULE) / "quick.html"
    shown.unlink()
    shown.mkdir()
    damaged = course.autograded("marked", MODULE) / NOTEBOOK
    notebook = json.loads(damaged.read_text())
    notebook["cells"][0]["metadata"] = []
    damaged.write_text(json.dumps(notebook))
    course.submitted("file", MODULE).parent.mkdir()
    course.submitted("file", MODULE).touch()
    course.submitted("nowhere", MODULE).parent.mkdir()
    course.submitted("nowhere", MODULE).symlink_to("nowhere")
    os.truncate(course.submitted("links", MODULE) / NOTEBOOK, 400 << 20)  # graded before
    code, out, err = nnkit("grade", "--course", course.root)
    assert code == 1
    assert "Traceback" not in err
    assert "submitted/file/quick is a file, and is not graded: put a folder" in err
    assert "submitted/nowhere/quick is a link that leads nowhere, and is not graded: put" in err
    assert "latin quick: Its page could not be written: " in err
    assert "quick.ipynb has 400 MB" in err.partition("links quick: ")[2]
    assert f"{len(results) - 8} were graded before" in out
    assert nnkit("report", "--quiet", "--course", course.root) == (0, "", "")
    assert "halves" in (course.root / "report.html").read_text(encoding="utf-8")
