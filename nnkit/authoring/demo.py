"""A course directory with a simulated class, to see grading at work and to test it end to end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import nbformat

from nnkit.authoring.new_course import copy_modules, own_modules
from nnkit.authoring.simulate import hand_in, role
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.grader.files import files_in, fingerprint, write_files

MARK = "simulated.json"
MADE = ("solutions", "modules", "submitted", "autograded", "feedback")


def create(origin: Course, folder: Path, *, students: int, seed: int) -> Course:
    """Make a course directory with a simulated class; an unchanged one is kept as it is.

    The file ``simulated.json`` in it tells each student's role and misconceptions.

    Parameters
    ----------
    origin : Course
        Where the modules come from.
    folder : Path
        Made if it does not exist.
    students : int
    seed : int
        The same seed gives the same class.

    Raises
    ------
    CourseError
        If the folder holds something else than a demo course.
    """
    folder = folder.resolve()
    mark = folder / MARK
    if folder.exists() and not mark.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(
            f"{folder} exists and is no demo course, so nothing was written there. "
            "Name another folder, or move that one away."
        )
    modules = own_modules(origin)
    sources = {m: fingerprint(files_in(origin.root / "solutions" / m)) for m in modules}
    config = origin.root / "nbgrader_config.py"
    settings = {config.name: config.read_bytes()} if config.exists() else {}
    sources["settings"] = fingerprint(settings)
    made_from = {"students": students, "seed": seed, "sources": sources}
    if mark.exists() and json.loads(mark.read_text(encoding="utf-8"))["made_from"] == made_from:
        return Course(folder)
    _clear(folder)
    (folder / MARK).write_text(json.dumps({"made_from": {}}), encoding="utf-8")
    write_files(folder, settings)
    copy_modules(origin, folder, modules)
    course = Course(folder)
    truth = _hand_in(course, modules, students, seed)
    data = {"made_from": made_from, "students": truth}
    mark.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return course


def _clear(folder: Path) -> None:
    for name in MADE:
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "gradebook.db").unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)


def _hand_in(course: Course, modules: list[str], students: int, seed: int) -> dict[str, Any]:
    truth: dict[str, Any] = {}
    for m, module in enumerate(modules):
        name = course.notebook(module)
        released, solved = (
            nbformat.read(course.root / step / module / name, as_version=4)
            for step in ("modules", "solutions")
        )
        for i in range(students):
            student = f"s{i + 1:02d}"
            handed = hand_in(
                role(i, m, len(modules)),
                student,
                list(exercises(module).values()),
                released,
                solved,
                Random(f"{seed}/{student}/{module}"),
            )
            path = course.submitted(student, module) / name
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(handed.notebook) + "\n", encoding="utf-8")
            truth.setdefault(student, {})[module] = {
                "role": handed.role,
                "planted": handed.planted,
            }
    return truth


def planted(course: Course) -> set[tuple[str, str, str]]:
    """Student, exercise and name of each misconception that was simulated."""
    truth = json.loads((course.root / MARK).read_text(encoding="utf-8"))["students"]
    return {
        (student, exercise, name)
        for student, by_module in truth.items()
        for handed in by_module.values()
        for exercise, name in handed["planted"].items()
    }
