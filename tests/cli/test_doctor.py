"""What a machine lacks is found by looking and by trying."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from nnkit.cli import doctor
from nnkit.cli.attempts import FORBIDDEN
from nnkit.cli.doctor import examine
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.gradebook import open_gradebook
from nnkit.grading.grader.sandbox import Sandbox, SandboxUnavailable
from nnkit.grading.sandbox import confinement
from nnkit.grading.sandbox.confinement import Support, support
from tests.grading.classroom.class_of import CONFIG, RIGHT, hand_in, mixed

confinable = pytest.mark.skipif(bool(support().missing), reason=" ".join(support().missing))
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def there(tmp_path: Path) -> Course:
    return hand_in(tmp_path, {"ada": mixed(RIGHT)})


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a sandbox, which takes long to start."""
    monkeypatch.setattr(doctor, "_confinement", lambda: iter(()))


def found(printed: Printed) -> dict[str, str]:
    """What was said of each thing, its mark first."""
    lines = [line for line in printed.readouterr().out.splitlines() if ": " in line]
    return {line[2:].partition(":")[0]: line[0] + line[27:] for line in lines}


@confinable
def test_a_machine_that_has_everything_is_told_so(there: Course, capsys: Printed) -> None:
    assert examine(there)
    out = capsys.readouterr().out
    assert "✗" not in out
    assert [line for line in out.splitlines() if "It cannot" in line] == [
        f"✓ {'It cannot:':<24} {what}" for what in FORBIDDEN
    ]
    assert "A sandbox:               started in " in out
    assert "Its disk:                " in out
    assert out.endswith("\nEverything is there.\n")


@confinable
def test_what_a_sandbox_could_do_is_told(
    there: Course, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = {"compute": "1 + 1", "fail": "1 / 0", "crash": "os.abort()"}
    monkeypatch.setattr(doctor, "FORBIDDEN", attempts)
    assert not examine(there)
    out = capsys.readouterr().out
    assert f"✗ {'It cannot:':<24} compute: BUT IT COULD. Grade nothing here.\n" in out
    assert f"✓ {'It cannot:':<24} fail\n" in out
    assert f"✗ {'It cannot:':<24} crash: this could not be tried, it was ended by signal 6" in out
    assert out.endswith("\nWhat is marked ✗ needs your hand.\n")


def test_what_is_missing_to_confine_is_told(
    there: Course, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Support("none", 0, ["This is Windows."])
    monkeypatch.setattr(confinement, "support", lambda: missing)
    assert not examine(there)
    out = capsys.readouterr().out
    assert "✗ Confinement:             none: grading needs --unconfined\n" in out
    assert "This is Windows.\n" in out


def test_a_sandbox_that_does_not_start_is_told(
    there: Course, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*args: object, **kwargs: object) -> Sandbox:
        raise SandboxUnavailable("No process can be started.")

    monkeypatch.setattr(confinement, "support", lambda: Support("landlock+seccomp", 6, []))
    monkeypatch.setattr(Sandbox, "start", start)
    assert not examine(there)
    assert found(capsys)["A sandbox"] == "✗No process can be started."


def test_packages_are_needed_but_for_the_optional(
    there: Course, capsys: Printed, monkeypatch: pytest.MonkeyPatch, untried: None
) -> None:
    version = importlib.metadata.version

    def absent(*names: str) -> None:
        def of(name: str) -> str:
            if name in names:
                raise importlib.metadata.PackageNotFoundError(name)
            return version(name)

        monkeypatch.setattr(importlib.metadata, "version", of)

    absent("distributed")
    assert examine(there)
    assert found(capsys)["distributed"].startswith("·only for --scheduler: python -m pip install")
    absent("nbgrader")
    assert not examine(there)
    told = found(capsys)
    assert told["nbgrader"] == "✗not installed: python -m pip install nnkit"
    assert told["numpy"] == f"·{version('numpy')}"


def test_the_course_and_its_gradebook_are_looked_at(
    there: Course, capsys: Printed, untried: None
) -> None:
    assert examine(there)
    told = found(capsys)
    assert "Formgrader" not in told
    assert told["Course"] == f"·{there.root}"
    assert told["Assignments"] == "·1, with 1 submission"
    assert told["Gradebook"].endswith("gradebook.db, not made yet")
    assert not (there.root / "gradebook.db").exists()
    with open_gradebook(there) as gradebook:
        gradebook.add_student("ada")
    assert examine(there)
    assert found(capsys)["Gradebook"].endswith("gradebook.db, 1 student")
    (there.root / "gradebook.db").write_text("no database, however long the text may be" * 50)
    assert not examine(there)
    assert found(capsys)["Gradebook"].startswith("✗cannot be opened: ")


def test_a_course_whose_formgrader_runs_scripts_is_told_the_line(
    tmp_path: Path, capsys: Printed, untried: None
) -> None:
    config = CONFIG.replace("nnkit.grading.configure(c)\n", "")
    assert examine(hand_in(tmp_path, {}, config))
    assert found(capsys)["Formgrader"].endswith(
        "c = get_config(); import nnkit.grading; nnkit.grading.configure(c)"
    )


def test_a_folder_without_modules_is_told(tmp_path: Path, capsys: Printed, untried: None) -> None:
    assert examine(Course(tmp_path))
    assert "has no assignments: the notebooks" in found(capsys)["Assignments"]


def test_before_there_is_a_course_the_machine_is_looked_at(capsys: Printed, untried: None) -> None:
    assert examine(None)
    assert "none here: go to its folder" in capsys.readouterr().out
