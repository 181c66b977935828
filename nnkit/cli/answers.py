"""`nnkit answers`: one page a question that a person marks, with all answers side by side."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

import typer

from nnkit.cli.options import Assignments, CourseFolder, Quiet
from nnkit.cli.say import say


def answers(
    modules: Assignments = None,
    course: CourseFolder = None,
    names: Annotated[bool, typer.Option("--names", help="Show whose an answer is.")] = False,
    quiet: Quiet = False,
) -> None:
    """Show the answers of the class to each written question side by side, to mark them alike.

    Writes a page for each question into report/answers/, with its text, the model answer, the
    rubric and the points given so far.  Without names, unless you ask for them.
    """
    from nnkit.cli import show
    from nnkit.cli.waiting import formgrader
    from nnkit.grading.classroom.answer_pages import write_pages
    from nnkit.grading.classroom.course import Course
    from nnkit.grading.classroom.gradebook import open_gradebook
    from nnkit.grading.classroom.shown import plural, printable
    from nnkit.grading.classroom.submissions import earlier_results, find_submissions
    from nnkit.grading.classroom.written.answers import Answer, answers_to
    from nnkit.grading.classroom.written.questions import WrittenQuestion, written_questions

    found = Course.to_grade(course).as_configured()
    slugs = found.modules(modules or [])
    submissions = find_submissions(found, slugs)
    with open_gradebook(found) as gradebook:
        results = earlier_results(found, gradebook, submissions)
    answered: dict[WrittenQuestion, list[Answer]] = {}
    for slug in slugs:
        of = [result for result in results if result.module == slug]
        handed_in = sum(s.module == slug for s in submissions)
        graded = sum(not result.error for result in of)
        if graded < handed_in:
            show.remark(
                f"{printable(slug)}: {handed_in - graded} of {handed_in} submissions are not "
                f"graded yet, and are not shown: `nnkit grade {quote(slug)}`"
            )
        if graded:
            answered |= answers_to(found, written_questions(found, slug), of)
    if not answered:
        say("No question of what is graded is marked by a person.")
        return
    pages = write_pages(
        found,
        answered,
        lambda question: formgrader(question.module, found.root, question.notebook),
        names=names,
    )
    if not quiet:
        for question, page in zip(answered, pages, strict=True):
            written = sum(not answer.is_blank for answer in answered[question])
            unread = sum(answer.points is None for answer in answered[question])
            waits = f", {unread} not read yet" if unread else ""
            say(f"{printable(question.id)}: {plural(written, 'answer')}{waits}: {page}")
