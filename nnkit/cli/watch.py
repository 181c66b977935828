"""`nnkit grade --watch`: grade what arrives, until somebody presses Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, NoReturn

from nnkit.cli.say import say, warn
from nnkit.grading.classroom.course import Course, CourseError

if TYPE_CHECKING:
    from nnkit.grading.classroom.result import Result

PERIOD = 1.0  # seconds between two looks
SHARE = 4  # of a look, which goes through all folders: a fifth of the time
Key = tuple[str, str]
State = frozenset[tuple[str, int, int]]


class Arrivals:
    """What has been handed in since the last look.

    Parameters
    ----------
    course : Course
    modules, students : sequence of str
        Whose folders are looked at; no students are all.

    Attributes
    ----------
    known : dict
        By module and student the files that are known.
    """

    def __init__(self, course: Course, modules: Sequence[str], students: Sequence[str]) -> None:
        self._course, self._modules, self._students = course, modules, students
        self.known: dict[Key, State] = {}
        self._moving: dict[Key, State] = {}

    def know_all(self) -> None:
        """Take what is there for known."""
        self.known = dict(self._states())

    def look(self) -> dict[str, list[str]]:
        """By module the students whose files are new, and were the same at the last look.

        A file that is still being copied has another size or time each time.
        """
        found: dict[str, list[str]] = {}
        moving = {key: state for key, state in self._states() if state != self.known.get(key)}
        for key, state in moving.items():
            if self._moving.get(key) == state:
                self.known[key] = state
                found.setdefault(key[0], []).append(key[1])
        self._moving = {key: state for key, state in moving.items() if state != self.known.get(key)}
        return found

    def forget(self, module: str, students: Sequence[str]) -> None:
        """Take these for new once more."""
        for student in students:
            self.known.pop((module, student), None)

    def _states(self) -> Iterator[tuple[Key, State]]:
        for module in self._modules:
            for student in self._course.submissions(module, self._students):
                yield (module, student), _state(self._course.submitted(student, module))


def grade_and_watch(
    course: Course,
    grade: Callable[..., list[Result]],
    *,
    modules: Sequence[str],
    students: Sequence[str],
    quiet: bool,
    regrade: bool,
) -> list[Result]:
    """Grade what is there, then what arrives until the keyboard interrupts; return all results.

    Parameters
    ----------
    course : Course
    grade : callable
        `nnkit.cli.grade.grade_class` with the course and where to run.
    modules, students, quiet, regrade
        See there.
    """
    slugs = course.modules(modules)
    arrivals = Arrivals(course, slugs, students)
    arrivals.know_all()
    results: dict[Key, Result] = {}
    try:
        if arrivals.known:
            asked = {"modules": slugs, "students": students}
            _keep(results, grade(**asked, quiet=quiet, regrade=regrade))
        say("Waiting for what is handed in. Ctrl-C ends it.")
        _watch(arrivals, grade, results)
    except KeyboardInterrupt:
        say("\nStopped. What was under way is graded by the next run.")
    return [result for _, result in sorted(results.items())]


def _watch(
    arrivals: Arrivals, grade: Callable[..., list[Result]], results: dict[Key, Result]
) -> NoReturn:
    last_error = ""
    while True:
        start = monotonic()
        arrived = arrivals.look()
        looked = monotonic() - start
        for module, students in arrived.items():
            asked = {"modules": [module], "students": students}
            try:
                _keep(results, grade(**asked, quiet=True, verbose=True, again=True))
            except CourseError as error:  # somebody else grades, or a folder has gone again
                arrivals.forget(module, students)
                if str(error) != last_error:
                    last_error = str(error)
                    warn(last_error)
        sleep(max(PERIOD, SHARE * looked))


def _keep(results: dict[Key, Result], more: Sequence[Result]) -> None:
    results.update({(result.module, result.student): result for result in more})


def _state(folder: Path) -> State:
    """Paths, times and sizes of all files below a folder."""
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            try:
                about = os.lstat(path)
            except OSError:  # it has gone
                continue
            found.append((path, about.st_mtime_ns, about.st_size))
    return frozenset(found)
