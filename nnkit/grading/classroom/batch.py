"""Grade a class: run submissions side by side, record them one after the other.

A run that was broken off goes on where it stopped: what is recorded is not graded again.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.api import Gradebook

from nnkit.checks.verdict import number
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.feedback import page
from nnkit.grading.classroom.gradebook import Recorder, open_gradebook, points, register
from nnkit.grading.classroom.pool import WorkerDied
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.result import Result, failed, read_result, result_of
from nnkit.grading.grader.assignment import Assignment, Graded
from nnkit.grading.grader.files import files_in, fingerprint, write_files
from nnkit.grading.grader.grade import grade as grade_one
from nnkit.grading.sandbox.confinement import support


@dataclass(frozen=True)
class Task:
    """A submission to grade.

    Attributes
    ----------
    student, module : str
    recorded : bool
        Whether it is graded already, and only the student's page is missing.
    """

    student: str
    module: str
    recorded: bool = False


def tasks(course: Course, modules: Sequence[str], students: Sequence[str] = ()) -> list[Task]:
    """The submissions of a course, by module and student.

    Raises
    ------
    CourseError
        If a student, or nobody, handed in any of them.
    """
    found = [Task(s, m) for m in modules for s in course.submissions(m, students)]
    for student in students:
        if not any(task.student == student for task in found):
            raise CourseError(f"{student!r} handed in none of {', '.join(modules)}.")
    if not found:
        place = course.submitted("STUDENT", modules[0]) / course.notebook(modules[0])
        raise CourseError(f"Nothing was handed in. A notebook belongs into {place}")
    return found


def to_do(
    course: Course, asked: Sequence[Task], *, regrade: bool = False, feedback: bool = True
) -> list[Task]:
    """Those that are not graded yet, were handed in again, or lack their page; or all of them."""
    if regrade:
        return list(asked)
    looked = [replace(t, recorded=_is_recorded(course, t)) for t in asked]
    return [t for t in looked if not t.recorded or (feedback and not _has_feedback(course, t))]


def _is_recorded(course: Course, task: Task) -> bool:
    """Whether exactly what the student handed in was graded."""
    paths = course.autograded(task.student, task.module).glob("*.ipynb")
    notes = [GradingRecord.read(path.read_text(encoding="utf-8")) for path in paths]
    if not notes:
        return False
    now = fingerprint(files_in(course.submitted(task.student, task.module)))
    return all(note.submitted == now for note in notes)


def _has_feedback(course: Course, task: Task) -> bool:
    paths = course.autograded(task.student, task.module).glob("*.ipynb")
    folder = course.feedback(task.student, task.module)
    return all((folder / path.name).with_suffix(".html").exists() for path in paths)


def level(assignment: Assignment) -> str:
    """The level of confinement that an assignment is graded under.

    Raises
    ------
    CourseError
        If this machine does not offer what is needed; says what is missing and what to do.
    """
    if not assignment.confine:
        return "none"
    offered = support()
    if offered.missing:
        raise CourseError(
            "Students' code cannot be confined here, so nothing was graded.\n"
            + "\n".join(f"  {sentence}" for sentence in offered.missing)
            + "\nGrade on a Linux machine that has it, or go on with --unconfined if you trust "
            "every notebook: their code then has all the rights that you have."
        )
    return offered.level


def grade(
    course: Course,
    modules: Sequence[str],
    todo: Sequence[Task],
    *,
    executor: Executor,
    workers: int,
    unconfined: bool = False,
    feedback: bool = True,
    say: Callable[[str], None] = print,
) -> Iterator[Result]:
    """Grade submissions and yield each result as soon as it is recorded.

    Parameters
    ----------
    course : Course
    modules : sequence of str
        Registered in the gradebook, and told if points changed.
    todo : sequence of Task
    executor : Executor
        Where submissions are run; only bytes and plain records travel there and back.
    workers : int
        How many run there at a time.
    unconfined : bool
        Run students' code with all rights of this process, whatever the course's settings say.
    feedback : bool
        Write each student's page.
    say : callable
        Takes remarks for the instructor.

    Raises
    ------
    CourseError
        If a module cannot be registered in the gradebook, or students' code not be confined.
    """
    count = Counter(task.module for task in todo)
    assignments = {
        module: replace(
            _register(course, module, unconfined, say), many=count[module] > 2 * workers
        )
        for module in modules
    }
    levels = {module: level(assignment) for module, assignment in assignments.items()}
    with open_gradebook(course) as gradebook:
        batch = _Batch(course, gradebook, assignments, levels, executor, feedback)
        # No more than the workers can take soon: what waits here would only fill the memory.
        waiting, running = deque(todo), dict[Future[Any], Way]()
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    way = batch.way(waiting.popleft())
                    running[next(way)] = way
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    way = running.pop(future)
                    try:
                        running[way.send(future)] = way
                    except StopIteration as end:
                        yield end.value
        finally:
            for future in running:
                future.cancel()


def _register(
    course: Course, module: str, unconfined: bool, say: Callable[[str], None]
) -> Assignment:

    before = points(course, module)
    assignment = register(course, module)
    after = points(course, module)
    changed = [
        f"{name} {number(before[name])} → {number(after[name])}"
        for name in after
        if name in before and before[name] != after[name]
    ]
    if changed:
        say(
            f"Points of {module} changed ({', '.join(changed)}). What was graded before keeps its "
            "points until it is graded again with --regrade."
        )
    return replace(assignment, confine=False) if unconfined else assignment


# Yields what it waits for, is sent that future when it is done, and returns a result.
Way = Generator["Future[Any]", "Future[Any]", Result]


@dataclass
class _Batch:
    """Takes each submission its way: graded by a worker, recorded here, told to its student."""

    course: Course
    gradebook: Gradebook
    assignments: dict[str, Assignment]
    levels: dict[str, str]
    executor: Executor
    feedback: bool

    def __post_init__(self) -> None:
        self._recorder = Recorder(self.course, self.gradebook)
        self._secret = self.course.secret()

    def way(self, task: Task) -> Way:
        """The way of one submission."""
        notes: list[GradingRecord] = []
        if not task.recorded:
            assignment, files = self.assignments[task.module], self._files(task)
            done = yield self.executor.submit(
                grade_one, assignment, files, task.student, self._secret
            )
            graded = _answer(done)
            note = self._note(task, graded, files)
            error = graded.error or self._record(task, graded, {**files, **assignment.files}, note)
            if error:
                return failed(task.student, task.module, assignment, error, graded.seconds)
            notes = [note.of(name) for name in sorted(graded.notebooks)]
        if not self.feedback:
            return self._result(task, notes)
        for path in sorted(self.course.autograded(task.student, task.module).glob("*.ipynb")):
            text = path.read_text(encoding="utf-8")
            marks = self._recorder.marks(task.student, task.module, path.stem)
            assignment = self.assignments[task.module]
            done = yield self.executor.submit(
                page, text, marks, task.student, task.module, path.name, assignment.hidden
            )
            # Files such as pictures go with it.
            self._give_back(task, path.name, done.result(), assignment.files)
        return self._result(task, notes)

    def _result(self, task: Task, notes: list[GradingRecord]) -> Result:
        """The result of a recorded submission; without its notes they are read."""
        try:
            if notes:
                return result_of(self.gradebook, task.student, task.module, notes)
            result = read_result(self.course, self.gradebook, task.student, task.module)
            assert result is not None
            return result
        finally:
            self.gradebook.db.remove()  # keeps nothing of what is recorded in memory

    def _files(self, task: Task) -> dict[str, bytes]:
        try:
            return files_in(self.course.submitted(task.student, task.module))
        except OSError:
            return {}

    def _note(self, task: Task, graded: Graded, files: dict[str, bytes]) -> GradingRecord:
        """What is noted of a submission."""
        return GradingRecord(
            fingerprint(files),
            round(graded.seconds, 3),
            graded.repairs,
            self.levels[task.module],
            graded.verdicts,
        )

    def _record(
        self, task: Task, graded: Graded, files: dict[str, bytes], note: GradingRecord
    ) -> str | None:
        """Record a submission; return what is wrong if that fails."""
        try:
            self._recorder.record(task.student, task.module, graded, files, note)
        except (CourseError, OSError) as error:
            return str(error)
        except Exception as error:  # which must not stop the class
            return f"It could not be recorded: {type(error).__name__}: {error}."
        return None

    def _give_back(self, task: Task, name: str, text: str, given: dict[str, bytes]) -> None:
        folder = self.course.feedback(task.student, task.module)
        folder.mkdir(parents=True, exist_ok=True)
        write_files(folder, given)
        part = folder / f".{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace((folder / name).with_suffix(".html"))


def _answer(done: Future[Graded]) -> Graded:
    """What a worker says; a fault of ours stops one submission, not the class."""
    try:
        return done.result()
    except WorkerDied:
        return Graded(error="The process that graded it died: perhaps the memory ran out.")
    except Exception as error:
        return Graded(error=f"The grader failed: {type(error).__name__}: {error}.")


def graded(course: Course, asked: Sequence[Task]) -> list[Result]:
    """Results of those submissions that were graded before."""
    with open_gradebook(course) as gradebook:
        found = [read_result(course, gradebook, t.student, t.module) for t in asked]
    return [result for result in found if result]
