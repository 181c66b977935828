"""Grade a class: submissions side by side in workers, recorded here one after the other.

Each submission is a task of asyncio: it waits for a worker to grade it, records it, and waits for
its student's page.  All tasks run in the thread that asks for results, so none but this thread
touches the gradebook.  A run that was broken off goes on where it stopped.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from nbgrader.api import Gradebook

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.executors import LimitedExecutor, WorkerLost
from nnkit.grading.classroom.gradebook import read_marks
from nnkit.grading.classroom.own_files import read_submission
from nnkit.grading.classroom.pages import handed_in_as
from nnkit.grading.classroom.permissions import not_yours, share
from nnkit.grading.classroom.record import GradingRecord, Marks
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.release_files import SECRET, TIMESTAMP, files_to_release
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.settings import confinement_level
from nnkit.grading.classroom.student_page import page, write_page
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.classroom.verification import Verification, verified, verify_solution
from nnkit.grading.classroom.worker import call_in, grade_submission, logged_here
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.files import FilesError, put_over
from nnkit.grading.grader.notebook import encodable

T = TypeVar("T")
# Seconds beyond the limits of a submission, for what starts and ends it.
SLACK = 180.0
log = logging.getLogger(__name__)


def grade(
    course: Course,
    gradebook: Gradebook,
    modules: Sequence[str],
    submissions: Sequence[Submission],
    *,
    executor: Executor,
    workers: int,
    unconfined: bool = False,
    feedback: bool = True,
    remark: Callable[[str], None] = print,
) -> Iterator[Result]:
    """Grade submissions and yield each result as soon as it is recorded.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Open; used in the thread that asks for results.
    modules : sequence of str
        Registered in the gradebook, with a remark if points changed.
    submissions : sequence of Submission
        Those to grade, or to make a page of.
    executor : Executor
        Where submissions are run; only bytes and plain records travel there and back.
    workers : int
        How many run there at a time.
    unconfined : bool
        Run students' code with all rights of this process, whatever the course's settings say.
    feedback : bool
        Write each student's page.
    remark : callable
        Takes sentences for the instructor.

    Raises
    ------
    CourseError
        If students' code cannot be confined.
    """
    count = Counter(s.module for s in submissions if not s.recorded)
    assignments = {}
    refused: dict[str, str] = {}
    for module in modules:
        try:
            assignment = register(course, gradebook, module, remark)
        except CourseError as error:  # which costs this assignment only
            refused[module] = str(error)
            if not count[module]:
                remark(f"{module}: {error}")
            continue
        confine = assignment.confine and not unconfined
        many = count[module] > 2 * workers
        assignments[module] = replace(assignment, confine=confine, many=many)
    levels = {module: confinement_level(assignments[module]) for module in assignments}
    to_grade = {module: of for module, of in assignments.items() if count[module]}
    assignments |= verified(course.root, to_grade, partial(_verify_in, executor), remark)
    log.info("Confinement of students' code: %s", ", ".join(sorted(set(levels.values()))))
    if isinstance(executor, LimitedExecutor):
        # A worker may run the instructor's notebooks before the first submission.
        longest = max((of.limits.total for of in assignments.values()), default=0)
        executor.seconds = min(3 * longest + SLACK, executor.seconds)
    recorder = Recorder(course, gradebook)
    for submission in submissions:
        if submission.module in refused and not submission.recorded:
            why = refused[submission.module]
            yield Result.failed(submission.student, submission.module, Assignment({}), why)
    batch = _Batch(course, recorder, assignments, levels, executor, feedback)
    gradable = [submission for submission in submissions if submission.module not in refused]
    results = batch.results(gradable, 2 * workers)

    async def next_result() -> Result | None:
        return await anext(results, None)

    with asyncio.Runner() as runner:
        while result := runner.run(next_result()):
            yield result


def _verify_in(executor: Executor, assignment: Assignment) -> Verification:
    """Verify a solution in a worker; what it logs is logged here."""
    try:
        return logged_here(call_in(executor, verify_solution, assignment).result())
    except WorkerLost as lost:
        return Verification(error=str(lost))


@dataclass
class _Batch:
    """Grades submissions: run by a worker, recorded here, explained to their students."""

    course: Course
    recorder: Recorder
    assignments: dict[str, Assignment]
    levels: dict[str, str]
    executor: Executor
    feedback: bool

    def __post_init__(self) -> None:
        self._secret = self.course.secret()

    async def results(self, submissions: Sequence[Submission], most: int) -> AsyncIterator[Result]:
        """Results in the order in which they are ready.

        Parameters
        ----------
        submissions : sequence of Submission
        most : int
            How many are under way at a time: more than the workers can take soon would only fill
            the memory.
        """
        free = asyncio.Semaphore(most)

        async def when_free(submission: Submission) -> Result:
            async with free:
                return await self._result(submission)

        tasks = [asyncio.create_task(when_free(submission)) for submission in submissions]
        for finished in asyncio.as_completed(tasks):
            yield await finished

    async def _result(self, submission: Submission) -> Result:
        """What became of a submission: whatever goes wrong with it costs nobody else anything."""
        student, module = submission.student, submission.module
        result = None
        try:
            notebooks, record = await self._graded(submission)
            with _step("Its marks could not be read"):
                marks = read_marks(self.recorder.gradebook, student, module)
                result = Result.of(student, module, record, marks)
            if self.feedback:
                await self._write_pages(submission, notebooks, marks)
        except Exception as error:
            why = encodable(str(error))
            log.debug("The fault with %r of %r", module, student, exc_info=error)
            if result is not None:
                log.warning("No page of %r for %r: %s", module, student, why)
                return replace(result, page_error=why)
            log.warning("Could not grade %r of %r: %s", module, student, why)
            return Result.failed(encodable(student), module, self.assignments[module], why)
        return result

    async def _graded(self, submission: Submission) -> tuple[dict[str, bytes], GradingRecord]:
        """The graded notebooks of a submission and how they were graded."""
        student, module = submission.student, submission.module
        if submission.recorded:
            with _step("What was graded before could not be read"):
                notebooks = graded_notebooks(self.course, submission)
                return notebooks, GradingRecord.read_all(notebooks)
        if encodable(student) != student:
            raise CourseError("The folder's name is not UTF-8. Rename it to the student's id.")
        assignment = self.assignments[module]
        with _step("It could not be read"):
            files = read_submission(self.course, student, module, assignment.limits.disk)
        log.info("Sent %r of %r to a worker", module, student)
        with _step("It could not be graded"):
            about = student, self._secret, self.levels[module]
            graded = await self._in_worker(grade_submission, assignment, files, *about)
        if graded.error:
            raise CourseError(graded.error)
        log.info("Graded %r of %r in %.2f s", module, student, graded.record.seconds)
        with _step("It could not be recorded"):
            released = files_to_release(files, self._secret, student, module)
            around = put_over(files, {**assignment.files, **released})
            self.recorder.record(student, module, graded, around)
        log.info("Recorded %r of %r", module, student)
        return graded.notebooks, graded.record

    async def _write_pages(
        self, submission: Submission, notebooks: dict[str, bytes], marks: Mapping[str, Marks]
    ) -> None:
        """Write the pages that a student gets back."""
        student, module = submission.student, submission.module
        assignment, folder = self.assignments[module], self.course.feedback(student, module)
        submitted = self.course.submitted(student, module)
        with _step("The files of its page could not be read"):
            there = self.course.autograded(student, module)
            names = [name for name in (SECRET, TIMESTAMP) if (there / name).is_file()]
            known = {name: (there / name).read_bytes() for name in names}
            released = files_to_release(known, self._secret, student, module)
        for name, text in sorted(notebooks.items()):
            about = student, module, name, assignment.hidden
            with _step("Its page could not be written"):
                html = await self._in_worker(page, text, marks[name], *about)
                write_page(folder, name, html, {**assignment.files, **released})
                # Where nbgrader's exchange brought it: elsewhere nobody looks for another name.
                if (submitted / SECRET).is_file():
                    for other in handed_in_as(submitted, name, notebooks.keys() - {name}):
                        write_page(folder, other, html, {})
                share(self.course, folder)
            log.info("Wrote the page of %r in %r for %r", name, module, student)

    async def _in_worker(self, function: Callable[..., T], *args: object) -> T:
        """Call a function in a worker; what it logs is logged here."""
        try:
            made = await asyncio.wrap_future(call_in(self.executor, function, *args))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise  # nobody asks for results any more
            raise WorkerLost("The cluster gave it up: is the scheduler gone?") from None
        return logged_here(made)


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Say in a sentence that something could not be done, and why."""
    try:
        yield
    except (CourseError, FilesError, WorkerLost):
        raise
    except PermissionError as error:
        raise CourseError(f"{what}: {not_yours(Path(error.filename or '.'))}") from error
    except OSError as error:
        why = ": ".join(filter(None, (error.filename, error.strerror))) or str(error)
        raise CourseError(f"{what}: {why}. Mend that and grade again.") from error
    except Exception as error:
        first_line = str(error).partition("\n")[0]
        raise CourseError(
            f"{what}: {type(error).__name__}: {first_line}. "
            "`nnkit grade --log-file FILE` writes down where."
        ) from error
