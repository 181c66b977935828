"""A course with a simulated class: the same for a seed, kept as it is, and in no other's folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnkit.authoring.demo import MARK, create, planted
from nnkit.course.catalogue import exercises
from nnkit.grading.classroom.course import Course, CourseError
from tests.commands.nnkit_command import MODULE, nnkit, small_course


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(small_course(tmp_path_factory.mktemp("origin"), timeout=6))


@pytest.fixture(scope="module")
def made(origin: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    return create(origin, tmp_path_factory.mktemp("made") / "demo", students=3, seed=0)


def submitted(course: Course) -> dict[str, bytes]:
    folder = course.folder("submitted")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.ipynb")}


def test_a_course_is_made_with_what_everybody_was_given(made: Course) -> None:
    assert made.modules() == [MODULE]
    assert made.submissions(MODULE) == ["s01", "s02", "s03"]
    for name in ("solutions", "modules"):
        assert [p.name for p in (made.root / name).iterdir()] == [MODULE]
    assert (made.root / "nbgrader_config.py").exists()
    truth = json.loads((made.root / MARK).read_text(encoding="utf-8"))["students"]
    wanted = {
        (student, id, name)
        for student, handed in truth.items()
        for id, name in handed[MODULE]["planted"].items()
    }
    assert planted(made) == wanted != set()
    known = {id: [m.name for m in e.misconceptions] for id, e in exercises(MODULE).items()}
    assert all(name in known[id] for _, id, name in wanted)


def test_same_seed_same_class(origin: Course, made: Course, tmp_path: Path) -> None:
    same, other = (create(origin, tmp_path / str(s), students=3, seed=s) for s in (0, 1))
    assert submitted(same) == submitted(made)
    assert submitted(other).keys() == submitted(made).keys()
    assert submitted(other) != submitted(made)


def test_an_unchanged_course_is_kept_and_another_one_made_anew(
    origin: Course, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    create(origin, folder, students=1, seed=0)
    work = [folder / "autograded" / "s01" / "kept.txt", folder / "gradebook.db"]
    work[0].parent.mkdir(parents=True)
    for path in work:
        path.touch()
    create(origin, folder, students=1, seed=0)
    assert [path.exists() for path in work] == [True, True]
    grown = create(origin, folder, students=2, seed=0)
    assert [path.exists() for path in work] == [False, False]
    assert grown.submissions(MODULE) == ["s01", "s02"]


def test_a_course_with_the_settings_of_another_version_is_made_anew(
    origin: Course, tmp_path: Path
) -> None:
    made = create(origin, tmp_path / "demo", students=1, seed=0)
    mark = json.loads((made.root / MARK).read_text(encoding="utf-8"))
    mark["made_from"]["sources"]["settings"] = "of before"
    (made.root / MARK).write_text(json.dumps(mark), encoding="utf-8")
    config = made.root / "nbgrader_config.py"
    config.write_text("import nnkit.of_before", encoding="utf-8")
    create(origin, made.root, students=1, seed=0)
    assert config.read_bytes() == (origin.root / config.name).read_bytes()


def test_other_folders_and_files_are_left_alone(origin: Course, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(CourseError, match="is no demo course, so nothing was written there"):
            create(origin, place, students=1, seed=0)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]
    code, out, err = nnkit("demo", tmp_path, "--create-only")
    assert (code, out) == (1, "")
    assert "Name another folder, or move that one away." in err
