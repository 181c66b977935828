"""nbgrader's exchange between an instructor and two students, each a user of the machine.

From `nbgrader release_assignment` to `nbgrader fetch_feedback`, with `nnkit grade` between them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.unix_users import User, users, why_not
from tests.grading.classroom.class_of import CONFIG, MODULE, NOTEBOOK, RIGHT, WRONG, mixed

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

STRICT = 0o077  # the umask of whoever keeps files private, as many shared machines do
LATE = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
LOST = "0 of 3 points"  # what the page of a wrong answer says
GROUP = 0o007  # what a group makes is the group's
PLAIN = "c = get_config()\nc.CourseDirectory.groupshared = True\n"


class Class:
    """Two courses in one exchange: `one` of an instructor, `two` of that one and another."""

    def __init__(self, folder: Path, people: list[User]) -> None:
        self.ada, self.bob, self.ivy, self.ian = people
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        (self.ivy.settings / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.Exchange.root = {str(self.exchange)!r}\n"
        )
        self.one, self.two = folder / "one", folder / "two"
        self._course(self.one, CONFIG + LATE, "solutions", shared=False)
        self._course(self.two, PLAIN, "source", shared=True)

    def _course(self, root: Path, config: str, source: str, shared: bool) -> None:
        notebook = root / source / MODULE / NOTEBOOK
        notebook.parent.mkdir(parents=True)
        notebook.write_text(mixed(RIGHT), encoding="utf-8")
        course_id = f"c.CourseDirectory.course_id = {root.name!r}\n"
        (root / "nbgrader_config.py").write_text(config + course_id, encoding="utf-8")
        group = f"staff-{self.ivy.name.rpartition('-')[2]}" if shared else self.ivy.name
        for path in (root, *root.rglob("*")):
            shutil.chown(path, self.ivy.name, group)
            path.chmod(0o2770 if path.is_dir() else 0o660)
        if shared:  # as an administrator prepares it; nbgrader makes what is in it
            exchange = self.exchange / root.name
            exchange.mkdir()
            shutil.chown(exchange, group=group)
            exchange.chmod(0o2775)

    def release(self, course: Path, who: User, umask: int = 0o022) -> None:
        who.run("nbgrader", "generate_assignment", MODULE, "--create", cwd=course, umask=umask)
        who.run("nbgrader", "release_assignment", MODULE, cwd=course, umask=umask)

    def hand_in(self, who: User, course: str, answer: str, name: str = NOTEBOOK) -> None:
        folder = who.home / course
        if not folder.exists():
            folder.mkdir()
            shutil.chown(folder, who.name, who.name)
            who.run("nbgrader", "fetch_assignment", MODULE, "--course", course, cwd=folder)
        (folder / MODULE / NOTEBOOK).unlink(missing_ok=True)
        (folder / MODULE / name).write_text(mixed(answer), encoding="utf-8")
        who.run("nbgrader", "submit", MODULE, "--course", course, cwd=folder)

    def grade(self, course: Path, who: User, umask: int = 0o022) -> None:
        who.run("nbgrader", "collect", MODULE, "--update", cwd=course, umask=umask)
        who.run("nnkit.cli", "grade", "--workers", "1", "--quiet", cwd=course, umask=umask)
        who.run("nbgrader", "release_feedback", MODULE, cwd=course, umask=umask)

    def pages(self, who: User, course: str) -> list[str]:
        """What a student fetches, in the order in which it was handed in."""
        folder = who.home / course
        who.run("nbgrader", "fetch_feedback", MODULE, "--course", course, cwd=folder)
        return [path.read_text() for path in sorted((folder / MODULE / "feedback").rglob("*.html"))]


@pytest.fixture(scope="module")
def there() -> Iterator[Class]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with users(Path(folder), "ada", "bob", "ivy", "ian") as people:
            yield Class(Path(folder), people)


def test_students_get_the_pages_of_what_they_handed_in(there: Class) -> None:
    """Also if the instructor keeps files private, and if a notebook has another name."""
    there.release(there.one, there.ivy, STRICT)
    assert "one quick" in there.ada.run("nbgrader", "list", "--course", "one")
    there.hand_in(there.ada, "one", WRONG)
    there.hand_in(there.bob, "one", RIGHT, "my quick.ipynb")
    there.grade(there.one, there.ivy, STRICT)
    [of_ada] = there.pages(there.ada, "one")
    [of_bob] = there.pages(there.bob, "one")
    assert LOST in of_ada
    assert LOST not in of_bob


def test_nobody_finds_what_others_hand_in_or_get_back(there: Class) -> None:
    inbound, pages = (there.exchange / "one" / name for name in ("inbound", "feedback"))
    assert inbound.stat().st_mode & 0o777 == 0o733
    assert pages.stat().st_mode & 0o777 == 0o711
    for folder in (inbound, pages):
        assert not there.bob.can("r", folder)
        assert there.bob.can("x", folder)
    assert there.bob.can("w", inbound)
    assert not there.bob.can("w", pages)
    for folder in (there.one, there.ada.home):
        assert not there.bob.can("x", folder)
    mine = there.bob.run("nbgrader", "list", "--cached", "--course", "one")
    assert f"one {there.bob.name} quick" in mine
    assert there.ada.name not in mine


def test_what_is_handed_in_again_late_gets_a_page_of_its_own(there: Class) -> None:
    due = ("nbgrader", "db", "assignment", "add", MODULE, "--duedate", "2020-01-01 12:00 UTC")
    there.ivy.run(*due, cwd=there.one)
    there.hand_in(there.ada, "one", RIGHT)
    there.grade(there.one, there.ivy, STRICT)
    first, second = there.pages(there.ada, "one")
    assert LOST in first
    assert LOST not in second
    assert "late" in second


def test_two_instructors_share_a_course_of_their_own(there: Class) -> None:
    """With nothing of nnkit in its configuration; and a student is in both courses."""
    there.release(there.two, there.ivy, GROUP)
    there.hand_in(there.ada, "two", RIGHT)
    there.grade(there.two, there.ivy, GROUP)
    there.hand_in(there.bob, "two", WRONG)
    there.hand_in(there.ada, "two", WRONG)
    there.grade(there.two, there.ian, GROUP)
    right, wrong = there.pages(there.ada, "two")
    assert LOST not in right
    assert LOST in wrong
    assert len(there.pages(there.bob, "two")) == 1
    assert len(there.pages(there.ada, "one")) == 2
    assert not there.ada.can("r", there.two / ".nnkit-secret")
