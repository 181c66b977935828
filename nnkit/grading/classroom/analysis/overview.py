"""Everything that the marks of a class tell, computed once for pages, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnkit.grading.classroom.analysis.lecture import Topic, topics
from nnkit.grading.classroom.analysis.marks import mark_table
from nnkit.grading.classroom.analysis.people import History, histories
from nnkit.grading.classroom.analysis.questions import questions_of
from nnkit.grading.classroom.analysis.sections import Section, section
from nnkit.grading.classroom.course import Course, is_folder
from nnkit.grading.classroom.result import Result


@dataclass(frozen=True)
class Overview:
    """What the marks of a class tell.

    Attributes
    ----------
    course : str
        Its name.
    results : tuple of Result
    sections : tuple of Section
        By module.
    topics : tuple of Topic
        For the next lecture.
    students : tuple of History
        By id.
    word : str
        What the course calls an assignment.
    """

    course: str
    results: tuple[Result, ...]
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    students: tuple[History, ...]
    word: str


def overview(
    course: Course, results: Sequence[Result], people: Mapping[str, Sequence[str]]
) -> Overview:
    """What the marks of a class tell.

    Parameters
    ----------
    course : Course
    results : sequence of Result
        Of any modules and students.
    people : mapping of str to sequence of str
        First name, last name and address by id, as far as they are known, of the whole class.
    """
    folders = (f.name for f in course.folder("submitted").glob("[!.]*") if is_folder(f))
    everybody = sorted({*(r.student for r in results), *people, *folders} if results else people)
    by_module: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda r: r.module):
        by_module.setdefault(result.module, []).append(result)
    sections = []
    for module, own in by_module.items():
        handed_in = {r.student for r in own}
        missing = [s for s in everybody if s not in handed_in]
        sections.append(section(mark_table(module, own, questions_of(course, module)), missing))
    words = [word for id in everybody for word in (id, *people.get(id, ()))]
    return Overview(
        course.root.name,
        tuple(results),
        tuple(sections),
        tuple(topics(course, sections, words)),
        tuple(histories(results, sections, everybody, people)),
        course.word,
    )
