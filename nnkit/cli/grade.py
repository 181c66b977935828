"""Grade a class for `nnkit grade` and `nnkit demo`, and show how it goes and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

from nbgrader.api import Gradebook

from nnkit.cli import show
from nnkit.cli.changes import show_changes, show_unkept
from nnkit.cli.outdated import show_outdated
from nnkit.cli.say import say
from nnkit.cli.waiting import show_waiting
from nnkit.grading.classroom import batch, changes
from nnkit.grading.classroom.configuration import SCRIPTS, lets_scripts_run
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.classroom.lock import only_run
from nnkit.grading.classroom.pages import outdated_pages
from nnkit.grading.classroom.permissions import check_writable, group_rights
from nnkit.grading.classroom.recording import LatePenalty, Recorder
from nnkit.grading.classroom.result import Result
from nnkit.grading.classroom.settings import check_settings
from nnkit.grading.classroom.submissions import (
    Submission,
    earlier_results,
    find_submissions,
    misplaced_files,
    not_in_gradebook,
    pending,
    similar_students,
)
from nnkit.grading.classroom.waiting import waiting


def grade_class(
    course: Course,
    executor: Executor,
    workers: int,
    *,
    modules: Sequence[str] = (),
    students: Sequence[str] = (),
    unconfined: bool = False,
    regrade: bool = False,
    feedback: bool = True,
    quiet: bool = False,
    verbose: bool = False,
    again: bool = False,
) -> list[Result]:
    """Grade what is to be graded, show it, and return all results, also of earlier runs.

    Parameters
    ----------
    course : Course
    executor, workers, unconfined, feedback
        See `nnkit.grading.classroom.batch.grade`.
    modules, students : sequence of str
        None for all.
    regrade : bool
        Grade again what is graded already.
    quiet, verbose : bool
        Show only what went wrong, or the points of each submission as well.
    again : bool
        Whether what is odd in the course has been told.
    """
    if not again:
        _show_odd(course)
    slugs = course.modules(modules)
    asked = find_submissions(course, slugs, students)
    todo = pending(course, asked, regrade=regrade, feedback=feedback)
    results: dict[tuple[str, str], Result] = {}
    check_writable(course, ("autograded", "feedback") if feedback else ("autograded",))
    with group_rights(course), only_run(course), open_gradebook(course) as gradebook:
        for sentence in () if again else similar_students(course, gradebook):
            show.remark(sentence)
        todo = _with_lost(gradebook, asked, todo)
        to_do = [replace(submission, recorded=False) for submission in todo]
        penalties = _late_penalties(course, gradebook, slugs)
        if feedback:
            todo += outdated_pages(course, gradebook, [s for s in asked if s not in to_do])
        log = changes.Log(course, gradebook, [s for s in todo if not s.recorded])
        log.penalties(penalties)
        run = batch.grade(
            course,
            gradebook,
            slugs,
            todo,
            executor=executor,
            workers=workers,
            unconfined=unconfined,
            feedback=feedback,
            remark=show.remark,
        )
        for result in show.progress(run, len(todo), "Grading", quiet):
            results[result.module, result.student] = result
            log.graded(result.student, result.module)
            if verbose:
                show.line(result)
        # What failed when it was handed in again keeps its earlier mark in the gradebook.
        others = [s for s in asked if (s.module, s.student) not in results]
        before = earlier_results(course, gradebook, others)
        not_new = [s for s in asked if s not in todo]  # those in it that have marks are `recorded`
        show_outdated(course, gradebook, slugs, not_new)
        unread = waiting(gradebook, slugs)
    failed = [result for result in results.values() if result.error]
    every = sorted([*results.values(), *before], key=lambda r: (r.module, r.student))
    if not quiet:
        new = sum(not submission.recorded for submission in todo)
        _show_class(every, new - len(failed), len(asked) - new)
        show_waiting(unread, course.root)
        if regrade or log.found:
            show_changes(log.found, changes.FILE)
        if not again and lets_scripts_run(course.config()):
            say(f"\n{SCRIPTS}")
    show_unkept(log.unkept)
    show.failures(failed)
    show.missing_pages(list(results.values()))
    return every


def _show_class(results: Sequence[Result], graded: int, before: int) -> None:
    """The points of a class, how many submissions were graded now and before, and what is odd."""
    show.class_table(results)
    show.counts(graded, before)
    show.repairs(results)
    show.differences(results)


def _show_odd(course: Course) -> None:
    """Files and settings of a course that change nothing here, which may not be meant."""
    show.unknown_folders(course)
    for sentence in (*misplaced_files(course), *check_settings(course)):
        show.remark(sentence)


def _late_penalties(
    course: Course, gradebook: Gradebook, slugs: Sequence[str]
) -> list[LatePenalty]:
    """What late penalties changed by the present dates and rule."""
    recorder = Recorder(course, gradebook)
    penalties, faults = recorder.recompute_penalties(slugs)
    handed_in = [folder.name for folder in course.folder("submitted").glob("[!.]*")]
    for sentence in (*recorder.deadlines.unknown(handed_in), *faults):
        show.remark(sentence)
    return penalties


def _with_lost(
    gradebook: Gradebook, asked: Sequence[Submission], todo: Sequence[Submission]
) -> list[Submission]:
    """What is to be graded, with those that were graded and that the gradebook has lost."""
    new = [submission for submission in todo if not submission.recorded]
    lost = not_in_gradebook(gradebook, [s for s in asked if s not in new])
    if lost:
        show.not_in_gradebook(lost)
    return [*(s for s in todo if replace(s, recorded=False) not in lost), *lost]
