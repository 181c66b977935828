"""The commands of authors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnkit.cli.app import app
from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY

SOURCE = Path("solutions", MODULE, NOTEBOOK)
RELEASED = Path("modules", MODULE, NOTEBOOK)
UP_TO_DATE = (0, "Everything is up to date.\n", "")
STALE = "These files are not up to date; run `nnkit release`.\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one module, not released yet."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "solutions" / MODULE, folder / "solutions" / MODULE)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    return folder


@pytest.fixture(autouse=True)
def inside(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)


def invoke(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(args))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_release_checks_runs_and_makes_what_students_get(course: Path) -> None:
    assert invoke("release", "--check") == (1, f"{RELEASED}\n{SOURCE}\n", STALE)
    assert not (course / RELEASED).exists()
    told = f"Not run, so its cells may show what older code gave: {SOURCE}\n"
    assert invoke("release", "--no-execute") == (0, f"{RELEASED}\n", told)
    assert invoke("release", "--check") == (1, f"{SOURCE}\n", STALE)
    assert invoke("release", "02") == (0, f"{SOURCE}\n", "")
    assert invoke("release", "--check") == UP_TO_DATE
    replace(course / RELEASED, "...", "42")
    assert invoke("release", "--check") == (1, f"{RELEASED}\n", STALE)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (r"check(\"02.affine", r"check(\"02.afine", 'check("02.afine", affine)'),
        ('"import nnkit\\n"', '"import nnkitt\\n"', "cell 'imports' raises ModuleNotFoundError: "),
    ],
)
def test_release_tells_what_is_wrong_with_a_source(
    course: Path, before: str, after: str, told: str
) -> None:
    kept = (course / SOURCE).read_text(encoding="utf-8")
    replace(course / SOURCE, before, after)
    code, out, err = invoke("release")
    (course / SOURCE).write_text(kept, encoding="utf-8")
    assert (code, out) == (1, "")
    assert err.startswith(f"{SOURCE}: {told}")
    assert "Traceback" not in err
