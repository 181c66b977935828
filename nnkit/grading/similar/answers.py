"""What the students of a class wrote for each exercise of a module, read as text."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from nnkit.course.catalogue import exercises_of
from nnkit.grading.classroom.course import Course, CourseError, alike
from nnkit.grading.classroom.own_files import own_folder
from nnkit.grading.classroom.waiting import exercise_id
from nnkit.grading.grader.archives import unpack
from nnkit.grading.grader.cells import HIDDEN, grade_id, is_answer
from nnkit.grading.grader.files import FilesError, submitted_files
from nnkit.grading.grader.find import NotHandedIn, find_notebook
from nnkit.grading.grader.match import Match
from nnkit.grading.grader.notebook import Node, encodable, read
from nnkit.grading.grader.sanitise import is_answered
from nnkit.grading.grader.submission import SubmissionError, read_cells
from nnkit.grading.similar.fingerprints import LENGTH, SHORT_LENGTH, fragments
from nnkit.grading.similar.tokens import tokens_of

log = logging.getLogger(__name__)

_CODE_IN_PROSE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What a student wrote for an exercise: the answer's cell, and cells of their own before it."""

    text: str
    is_code: bool


@dataclass
class Handed:
    """What was handed in for a module, by students of the class or of an earlier year.

    Attributes
    ----------
    answers : dict of str to dict of str to Answer
        By exercise, in the notebook's order, and student.
    students : list of str
        All whose work was read.
    not_read : dict of str to str
        By student why nothing could be read.
    """

    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    students: list[str] = field(default_factory=list)
    not_read: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """A module as it was given to students.

    Attributes
    ----------
    slug : str
    notebooks : dict of str to Node
        The instructor's, by file name.
    given : dict of bool to frozenset of int
        The fragments of what students were given, of code (True) and of prose (False).
    """

    slug: str
    notebooks: dict[str, Node]
    given: dict[bool, frozenset[int]]

    @classmethod
    def of(cls, course: Course, slug: str) -> Module:
        """Read a module.

        Raises
        ------
        CourseError
            If one of its notebooks is none.
        """
        folder, release = course.folder("source") / slug, course.folder("release") / slug
        notebooks = {name: _read(folder / name) for name in course.notebooks(slug)}
        cells = [c for notebook in notebooks.values() for c in notebook.cells if not is_answer(c)]
        for path in sorted(release.glob("*.ipynb")):
            cells += _read(path).cells
        code = [cell.source for cell in cells if cell.cell_type == "code"]
        prose = [cell.source for cell in cells if cell.cell_type != "code"]
        prose += [hint.help for e in exercises_of(slug).values() for hint in e.hints]
        code += [a or b for text in prose for a, b in _CODE_IN_PROSE.findall(text)]
        given = {True: _all_fragments(code, True), False: _all_fragments(prose, False)}
        return cls(slug, notebooks, given)

    def read_class(self, course: Course, max_others: int) -> Handed:
        """What the class handed in.

        Parameters
        ----------
        course : Course
        max_others : int
            How many bytes of files that are no notebooks a student may hand in.
        """
        folders = {s: course.submitted(s, self.slug) for s in course.submissions(self.slug)}
        return self._read_all(folders, max_others, course)

    def read_pool(self, pool: Path, max_others: int) -> Handed:
        """What lies in an earlier year's course, or in its folder of submissions."""
        top = pool / "submitted" if (pool / "submitted").is_dir() else pool
        folders = {
            student.name: folder
            for student in sorted(top.glob("[!.]*"))
            if student.is_dir() and not student.is_symlink()
            for folder in student.iterdir()
            if alike(folder.name) == alike(self.slug) and folder.is_dir()
        }
        return self._read_all(folders, max_others)

    def _read_all(
        self, folders: Mapping[str, Path], max_others: int, course: Course | None = None
    ) -> Handed:
        ids = [grade_id(c) for n in self.notebooks.values() for c in n.cells if is_answer(c)]
        handed = Handed({exercise_id(self.slug, id): {} for id in ids})
        for student, folder in folders.items():
            try:
                if course is not None:
                    own_folder(course, student, self.slug)
                found = self._read(submitted_files(folder, max_others), max_others)
            except (CourseError, FilesError, SubmissionError, OSError) as error:
                handed.not_read[student] = encodable(str(error))
                log.info("%r of %r was not read: %s", self.slug, student, error)
                continue
            handed.students.append(student)
            for exercise, answer in found.items():
                handed.answers[exercise][student] = answer
        return handed

    def _read(self, files: Mapping[str, bytes], max_others: int) -> dict[str, Answer]:
        """The answers in what one student handed in."""
        found = unpack(files, max_others, []).files
        answers: dict[str, Answer] = {}
        missing: list[NotHandedIn] = []
        for name, source in self.notebooks.items():
            answered = partial(is_answered, source=source)
            others = self.notebooks.keys() - {name}
            try:
                path = find_notebook(found, name, [], answered, others)
            except NotHandedIn as error:
                missing.append(error)
                continue
            answers |= self._answers(read_cells(found[path], source=source), source)
        if len(missing) == len(self.notebooks):
            raise missing[0]
        return answers

    def _answers(self, cells: list[Node], source: Node) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        own: list[str] = []
        for cell, index in zip(cells, Match(cells, source, HIDDEN).indices, strict=True):
            source_cell = None if index is None else source.cells[index]
            if source_cell is None:
                own += [cell.source] if cell.cell_type == "code" else []
            elif is_answer(source_cell):
                is_code = source_cell.cell_type == "code"
                id, before = exercise_id(self.slug, grade_id(source_cell)), own if is_code else []
                if id in answers:  # the cell is there twice
                    before = [answers[id].text, *before]
                answers[id] = Answer("\n\n".join([*before, cell.source]), is_code)
                own = [] if is_code else own
        return answers


def _read(path: Path) -> Node:
    try:
        return read(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{path} cannot be read as a notebook.") from None


def _all_fragments(texts: Iterable[str], is_code: bool) -> frozenset[int]:
    every = [tokens_of(text, is_code=is_code) for text in texts]
    lengths = (LENGTH, SHORT_LENGTH)
    return frozenset(f for tokens in every for of in lengths for f in fragments(tokens, of))
