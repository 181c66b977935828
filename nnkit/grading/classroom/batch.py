"""Grade a class: submissions side by side in workers, recorded here one after the other.

Each submission is a task of asyncio: it waits for a worker to grade it, records it, and waits for
its student's page.  All tasks run in the thread that asks for results, so none but this thread
touches the gradebook.  A run that was broken off goes on where it stopped.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TypeVar

from nbgrader.api import Gradebook

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.executors import WorkerDied
from nnkit.grading.classroom.feedback import page, write_page
from nnkit.grading.classroom.gradebook import read_marks
from nnkit.grading.classroom.pages import files_to_release
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.recording import Recorder
from nnkit.grading.classroom.registration import register
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.settings import confinement_level
from nnkit.grading.classroom.submissions import Submission, graded_notebooks
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission, with_log_records
from nnkit.grading.grader.assignment import Assignment
from nnkit.grading.grader.files import files_in

T = TypeVar("T")
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
    log.info("Confinement of students' code: %s", ", ".join(sorted(set(levels.values()))))
    recorder = Recorder(course, gradebook)
    for submission in submissions:
        if submission.module in refused and not submission.recorded:
            why = refused[submission.module]
            yield Result.failed(submission.student, submission.module, Assignment({}), why, 0)
    batch = _Batch(course, recorder, assignments, levels, executor, feedback)
    gradable = [submission for submission in submissions if submission.module not in refused]
    results = batch.results(gradable, 2 * workers)

    async def next_result() -> Result | None:
        return await anext(results, None)

    with asyncio.Runner() as runner:
        while result := runner.run(next_result()):
            yield result


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
        """Grade one submission, record it, and make its student's page."""
        student, module = submission.student, submission.module
        assignment = self.assignments[module]
        if submission.recorded:
            notebooks = graded_notebooks(self.course, submission)
            record = GradingRecord.read_all(notebooks)
        else:
            files = self._files(submission)
            graded = await self._graded(submission, files)
            notebooks, record = graded.notebooks, graded.record
            error = graded.error or self._record(submission, graded, {**files, **assignment.files})
            if error:
                log.warning("Could not grade %r of %r: %s", module, student, error)
                return Result.failed(student, module, assignment, error, record.seconds)
        marks = read_marks(self.recorder.gradebook, student, module)
        if self.feedback:
            folder = self.course.feedback(student, module)
            beside = files_to_release(self.course.autograded(student, module))
            for name, text in sorted(notebooks.items()):
                about = student, module, name, assignment.hidden
                html = await self._in_worker(page, text, marks[name], *about)
                write_page(folder, name, html, {**assignment.files, **beside})
                log.info("Wrote the page of %r in %r for %r", name, module, student)
        return Result.of(student, module, record, marks)

    def _files(self, submission: Submission) -> dict[str, bytes]:
        try:
            return files_in(self.course.submitted(submission.student, submission.module))
        except OSError:
            return {}

    async def _graded(self, submission: Submission, files: dict[str, bytes]) -> GradedSubmission:
        """What a worker says; a fault of ours stops one submission, not the class."""
        student, module = submission.student, submission.module
        log.info("Sent %r of %r to a worker", module, student)
        try:
            graded = await self._in_worker(
                grade_submission,
                self.assignments[module],
                files,
                student,
                self._secret,
                self.levels[module],
            )
        except WorkerDied:
            return GradedSubmission(
                error="The process that graded it died: perhaps the memory ran out."
            )
        except Exception as error:
            return GradedSubmission(error=f"The grader failed: {type(error).__name__}: {error}.")
        log.info("Graded %r of %r in %.2f s", module, student, graded.record.seconds)
        return graded

    def _record(
        self, submission: Submission, graded: GradedSubmission, files: dict[str, bytes]
    ) -> str | None:
        """Record a submission; return what is wrong if that fails."""
        student, module = submission.student, submission.module
        try:
            self.recorder.record(student, module, graded, files)
        except (CourseError, OSError) as error:
            return str(error)
        except Exception as error:  # which must not stop the class
            return f"It could not be recorded: {type(error).__name__}: {error}."
        log.info("Recorded %r of %r", module, student)
        return None

    async def _in_worker(self, function: Callable[..., T], *args: object) -> T:
        """Call a function in a worker; what it logs is logged here."""
        level = log.getEffectiveLevel()
        future = self.executor.submit(with_log_records, level, function, *args)
        answer, records = await asyncio.wrap_future(future)
        for record in records:
            logging.getLogger(record.name).handle(record)
        return answer
