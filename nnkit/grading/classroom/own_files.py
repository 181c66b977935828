"""The files of a submission, if they are the student's own, and not the course's or another's."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading.classroom.course import Course, CourseError, is_folder
from nnkit.grading.grader.files import linked_notebooks, submitted_files


def read_submission(course: Course, student: str, module: str, max_others: int) -> dict[str, bytes]:
    """The files of a submission, if they are the student's own; see `submitted_files`.

    Raises
    ------
    CourseError
        If its folder, or a notebook in it, is also the course's or another student's.
    FilesError
    """
    folder = own_folder(course, student, module)
    files = submitted_files(folder, max_others, resolved=True)
    _check_no_hard_links(course, student, folder)
    return files


def own_folder(course: Course, student: str, module: str) -> Path:
    """The folder of a submission without links, unless it lies in or around another folder.

    There are its source, and what others handed in.  A student's id that formgrader, which takes
    it for HTML, would run is refused as well.

    Raises
    ------
    CourseError
    """
    if strange := sorted({c for c in student if c in '<>"' or c < " "}):
        raise CourseError(
            f"The folder's name holds {' and '.join(map(repr, strange))}, which pages of nbgrader "
            "take for more than text. Rename it to the student's id."
        )
    root, is_usual = course.root, course.layout.is_usual
    folder = course.submitted(student, module)
    real, top = folder.resolve(), course.folder("submitted")
    if is_usual and real.is_relative_to(top.resolve() / student):
        return real
    if real == root.resolve() / folder.relative_to(root):
        return real
    steps = ("source", "release", "autograded", "feedback", "submitted")
    for place in (*map(course.folder, steps), *(() if is_usual else (root,))):
        of_step = place.resolve()
        if real.is_relative_to(of_step) or of_step.is_relative_to(real):
            shown = real if real == root else course.relative(real)
            raise CourseError(
                f"{course.relative(folder)} is a link to {shown}. Put the student's own files in "
                "its place."
            )
    return real


def _check_no_hard_links(course: Course, student: str, folder: Path) -> None:
    """Refuse a notebook that is the same file as one of the source or of another student.

    Programs that save room or make backups link equal files too; those lie elsewhere.
    """
    own = linked_notebooks(folder)
    if not own:
        return
    students = course.folder("submitted").glob("[!.]*")
    others = [f for f in students if f.name != student and is_folder(f)]
    for other in (course.folder("source"), *others):
        found = linked_notebooks(other)
        for file in own.keys() & found.keys():
            raise CourseError(
                f"{course.relative(own[file])} is the same file as {course.relative(found[file])}, "
                "by a hard link. Put the student's own file in its place."
            )
