"""What is remembered of collected submissions: the numbers and file names of the other system.

By them marks find their way back, and an archive with feedback has the names that were downloaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.write_file import write_file
from nnkit.grading.grader.notebook import encodable

NAME = ".nnkit-collected.json"
SAME_TIME = 2.0  # seconds; dates in a zip are even


@dataclass(frozen=True)
class Origin:
    """Where a submission came from.

    Attributes
    ----------
    lms : str
        Canvas or Moodle.
    number, name : str
        The person's number there, and the name, as the names of files have them.
    files : dict of str to str
        By path in the submission how the file, or for Moodle its folder, was called.
    late : bool
        Whether the system said that it is late.
    upload : int
        The largest number among its files: of Canvas's, the larger was handed in later.
    date : float
        The latest date among its files.
    fingerprint : str
        Of the files, as they were put into submitted/.
    """

    lms: str
    number: str
    name: str
    files: dict[str, str] = field(default_factory=dict)
    late: bool = False
    upload: int = 0
    date: float = 0.0
    fingerprint: str = ""

    def is_after(self, other: Origin) -> bool:
        """Whether it was handed in later."""
        if self.upload and other.upload:
            return self.upload > other.upload
        return self.date > other.date + SAME_TIME


@dataclass
class Collected:
    """What is known of all submissions of a course that were collected.

    Attributes
    ----------
    origins : dict of (str, str) to Origin
        By module and student.
    """

    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    @classmethod
    def read(cls, course: Course) -> Collected:
        """What a course remembers.

        Raises
        ------
        CourseError
            If the file is damaged.
        """
        path = course.root / NAME
        try:
            data = json.loads(path.read_text(encoding="utf-8"))["submissions"]
            found = {(d.pop("module"), d.pop("student")): Origin(**d) for d in data}
        except FileNotFoundError:
            return cls()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise CourseError(
                f"{path} is damaged: put back a copy, or remove it. Without it, collect the "
                "archives again before you export."
            ) from None
        return cls(found)

    def write(self, course: Course) -> None:
        """Remember it; whoever is stopped here leaves the earlier file."""
        data = [
            {"module": module, "student": student, **asdict(origin)}
            for (module, student), origin in sorted(self.origins.items())
        ]
        text = json.dumps({"schema": 1, "submissions": data}, indent=1, ensure_ascii=False)
        write_file(course.root / NAME, encodable(text) + "\n")

    def numbers(self, lms: str, modules: list[str]) -> dict[str, str]:
        """By student the number that a system has for them; Moodle has another in each module."""
        return {
            student: origin.number
            for (module, student), origin in self.origins.items()
            if origin.lms == lms and (lms == "Canvas" or module in modules) and origin.number
        }

    def student_of(self, lms: str, number: str, module: str) -> str | None:
        """Who was collected under a number before."""
        found = {s for s, n in self.numbers(lms, [module]).items() if n == number}
        return found.pop() if len(found) == 1 else None
