"""Grade a class: run submissions side by side, record them one after the other.

A run that was broken off goes on where it stopped: what is recorded is not graded again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from nnkit.checks.catalogue import exercises
from nnkit.checks.exercise import Why
from nnkit.checks.verdict import number
from nnkit.grading.course import Course, CourseError, files_in
from nnkit.grading.gradebook import (
    is_graded,
    open_gradebook,
    points,
    record,
    register,
    write_feedback,
)
from nnkit.grading.one import Assignment, Executed, grade_one
from nnkit.grading.process import ProcessDied, in_own_process, warm_up
from nnkit.grading.release import course_config
from nnkit.grading.result import Result, failed, read_result

# A notebook may hit the time limit of a cell this often before it is given up as a whole.
LIMIT_IN_CELLS = 15


@dataclass(frozen=True)
class Task:
    """A submission to grade."""

    student: str
    module: str


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


def to_do(course: Course, asked: Sequence[Task], *, regrade: bool = False) -> list[Task]:
    """Those submissions that are not graded yet, were handed in again, or all of them."""
    return [t for t in asked if regrade or not is_graded(course, t.student, t.module)]


def workers_by_default() -> int:
    """One for each core, eight at most."""
    return min(os.cpu_count() or 1, 8)


def grade(
    course: Course,
    modules: Sequence[str],
    todo: Sequence[Task],
    *,
    workers: int,
    say: Callable[[str], None] = print,
    detail: Callable[[str], None] = lambda text: None,
) -> Iterator[Result]:
    """Grade submissions and yield each result as soon as it is recorded.

    Parameters
    ----------
    course : Course
    modules : sequence of str
        Registered in the gradebook where something of them is to be graded or points changed.
    todo : sequence of Task
    workers : int
        How many submissions run at a time.
    say : callable
        Takes remarks for the instructor.
    detail : callable
        Takes what nbgrader logged.

    Raises
    ------
    CourseError
        If a module cannot be registered in the gradebook.
    """
    assignments = {
        module: _register(course, module, say)
        for module in modules
        if any(task.module == module for task in todo) or points(course, module) != _points(module)
    }
    seconds = course_config(course.root).Execute.get("timeout") or 0
    limit = LIMIT_IN_CELLS * (seconds if seconds > 0 else 30)
    secret = course.secret()
    warm_up("nnkit.grading.one")
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(workers) as pool:
        running: dict[Future[Executed], Task] = {}
        try:
            for i, task in enumerate(todo):
                folder = Path(scratch) / str(i)
                job = (course, assignments[task.module], task.student, secret, folder, limit)
                running[pool.submit(_run, *job)] = task
            for future in as_completed(running):
                task, executed = running[future], future.result()
                detail(f"{task.student} {task.module}: {executed.seconds:.1f} s\n{executed.log}")
                yield _finish(course, task, assignments[task.module], executed)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _points(module: str) -> dict[str, float]:
    """Points of each graded cell of a module as its exercises have them."""
    every = exercises(module).values()
    return {e.name if isinstance(e, Why) else f"check-{e.name}": e.points for e in every}


def _register(course: Course, module: str, say: Callable[[str], None]) -> Assignment:
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
    return assignment


def _run(
    course: Course, assignment: Assignment, student: str, secret: str, folder: Path, limit: float
) -> Executed:
    try:
        files = files_in(course.submitted(student, assignment.module))
        folder.mkdir()
        return in_own_process(grade_one, assignment, student, files, secret, folder, seconds=limit)
    except TimeoutError:
        return Executed(error=f"It did not come to an end in {limit:.0f} s.", seconds=limit)
    except ProcessDied:
        return Executed(error="The process that graded it died: perhaps it ran out of memory.")
    except OSError as error:
        return Executed(error=f"It could not be read: {error}")


def _finish(course: Course, task: Task, assignment: Assignment, executed: Executed) -> Result:
    student, module = task.student, task.module
    if executed.error:
        return failed(student, module, executed.error, round(executed.seconds, 3))
    try:
        record(course, student, assignment, executed)
        write_feedback(course, student, module)
    except CourseError as error:
        return failed(student, module, str(error))
    with open_gradebook(course) as gradebook:
        result = read_result(course, gradebook, student, module)
    return result or failed(student, module, "nbgrader did not record it.")


def graded(course: Course, modules: Sequence[str], students: Sequence[str] = ()) -> list[Result]:
    """Results of all submissions that are graded, by module and student."""
    with open_gradebook(course) as gradebook:
        found = [
            read_result(course, gradebook, task.student, task.module)
            for task in tasks(course, modules, students)
        ]
    return [result for result in found if result]
