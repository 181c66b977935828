"""Who the student is, and what is remembered of their work."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.course import student


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nobody has worked yet."""
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "home"))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION", "NNKIT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.chdir(tmp_path)


def test_nobody_is_known_at_first() -> None:
    assert student.student_id() is None


def test_an_id_that_was_set_once_stays() -> None:
    student.set_student(" ada ")
    student._memory.clear()
    assert student.student_id() == "ada"


def test_jupyterhub_knows_better_than_what_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    student.set_student("ada")
    monkeypatch.setenv("JUPYTERHUB_USER", "bo")
    assert student.student_id() == "bo"


@pytest.mark.parametrize("stage", ["submitted", "autograded"])
def test_a_graders_folder_knows_best(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grader's own JupyterHub name must not choose the student's numbers."""
    monkeypatch.setenv("JUPYTERHUB_USER", "the-instructor")
    folder = tmp_path / stage / "cy" / "07_problems"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert student.student_id() == "cy"


def test_the_source_has_an_author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "solutions" / "07_problems"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert student.student_id() == student.AUTHOR


def test_the_engine_says_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_STUDENT", "di")
    assert student.student_id() == "di"


def test_earlier_ids_of_this_machine_are_known() -> None:
    for id in ("ada", "bo", "cy", "ada"):
        student.set_student(id)
    student._memory.clear()
    assert student.earlier_ids() == ["bo", "cy", "ada"]
    with student.acting_for("di", "", ("ada", "bo"), ("dora",)):
        assert student.earlier_ids() == ["dora"]
        assert student.classmates() == ("ada", "bo")
    assert student.classmates() == ()


def test_what_an_earlier_version_took_for_an_id_is_none(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "student.json").write_text('{"id": "your id"}')
    assert student.student_id() is None
    assert student.earlier_ids() == ["your id"]


def test_what_assigns_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert student.assigned() is None
    monkeypatch.setenv("NNKIT_STUDENT", "di")
    student.set_student("dora")
    assert student.assigned() == "di"
    assert student.same_id(" Di", "dI ")
    assert student.earlier_ids() == []


def test_a_bad_id_is_refused() -> None:
    with pytest.raises(TypeError, match="got 7"):
        student.set_student(7)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="empty"):
        student.set_student("  ")


def test_the_points_of_the_last_verdict_are_remembered() -> None:
    student.set_student("ada")
    for points in (1.0, 3.0, 2.0):
        student.remember("02.z", points)
    student._memory.clear()
    assert student.remembered() == {"02.z": 2.0}


def test_an_answer_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    student.remember("02.z", 3.0)
    student.set_student("ada")
    student.remember("02.z", None)
    assert student.remembered() == {}
    student.remember("02.a", 3.0)
    student.remember("02.a", None)
    assert student.remembered() == {}


def test_where_nothing_was_done_nothing_is_written(tmp_path: Path) -> None:
    student.remember("02.z", None)
    assert not (tmp_path / "home").exists()


def test_what_an_earlier_version_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    old = '{"": {"01.b": 1.0}, "ada": {"02.z": 3.0}}'
    (tmp_path / "home" / "progress.json").write_text(old)
    student.set_student("ada")
    assert student.remembered() == {"01.b": 1.0, "02.z": 3.0}
    student.remember("01.b", 0.5)
    student.remember("02.z", 0.0)
    assert student.remembered() == {"01.b": 0.5, "02.z": 0.0}


def test_work_done_before_the_id_was_set_counts() -> None:
    student.remember("02.z", 1.0)
    student.set_student("ada")
    assert student.remembered() == {"02.z": 1.0}


def test_students_who_share_a_machine_do_not_share_progress() -> None:
    student.set_student("ada")
    student.remember("02.z", 1.0)
    student.set_student("bo")
    assert student.remembered() == {}


def test_a_graders_run_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    student.remember("02.z", 1.0)
    assert student.remembered() == {"02.z": 1.0}
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "file"))
    student.set_student("ada")
    student.remember("02.z", 1.0)
    assert student.student_id() == "ada"
    assert student.remembered() == {"02.z": 1.0}


def test_a_damaged_file_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "progress.json").write_text("{")
    student.remember("02.z", 1.0)
    assert student.remembered() == {"02.z": 1.0}


def test_more_is_recorded_about_an_exercise() -> None:
    student.record(student.REVIEW, "05.recall_slope", {"right": True})
    student.remember("05.recall_slope", 0.5)
    student._memory.clear()
    assert student.recorded(student.REVIEW) == {"05.recall_slope": {"right": True}}
    assert student.recorded(student.CHECKED)["05.recall_slope"] > 0
    assert student.remembered() == {"05.recall_slope": 0.5}
    student.set_student("ada")
    assert student.recorded(student.REVIEW) == {}


def test_what_is_no_time_was_long_ago() -> None:
    entries: list[object] = [3, 2.5, None, "now", []]
    assert [student.seconds(entry) for entry in entries] == [3, 2.5, 0, 0, 0]


def test_two_notebooks_keep_what_the_other_has_recorded() -> None:
    student.record(student.PRACTICE, "03.my_walk", 1)
    here = dict(student._memory)
    student._memory.clear()  # another process
    student.record(student.PRACTICE, "03.my_slope", 2)
    student._memory.clear()
    student._memory.update(here)
    student.record(student.PRACTICE, "04.my_local", 3)
    assert student.recorded(student.PRACTICE) == {
        "03.my_walk": 1, "03.my_slope": 2, "04.my_local": 3,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", '{"/review": 7}', '{"/review": {"": []}}'])
def test_a_file_that_makes_no_sense_costs_nothing(text: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "progress.json").write_text(text, encoding="utf-8")
    assert student.recorded(student.REVIEW) == {}
    student.record(student.REVIEW, "05.recall_slope", 1)
    assert student.recorded(student.REVIEW) == {"05.recall_slope": 1}


def test_what_cannot_be_written_is_remembered_for_this_session(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    student.record(student.PRACTICE, "03.my_walk", 1)
    assert student.recorded(student.PRACTICE) == {"03.my_walk": 1}


def test_a_grader_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    student.record(student.PRACTICE, "03.my_walk", 1)
    assert student.recorded(student.PRACTICE) == {"03.my_walk": 1}
    assert not (tmp_path / "home").exists()
