"""The commands of an installed nnkit, built as it is published, where there is no repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.commands.nnkit_command import MODULE, NOTEBOOK, REPOSITORY

SHIPPED = "nnkit/authoring/shipped/"
# Loading what commands need takes longer than they do, so one process runs all of them.
RUN_ALL = """
import json, os, shutil, sys
from typer.testing import CliRunner
from nnkit.cli.app import app
written = {}
for command, *more in json.load(sys.stdin):
    done = CliRunner().invoke(app, [command, *more])
    written[" ".join([command, *more])] = done.exit_code, done.output
    if "mine" in more:
        for name in os.listdir("mine/modules"):
            if not name.startswith("02"):
                shutil.rmtree(f"mine/modules/{name}")
                shutil.rmtree(f"mine/solutions/{name}")
        os.chdir("mine")
json.dump(written, sys.stdout)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t"]
    subprocess.run([*build, "sdist"], check=True, cwd=REPOSITORY, capture_output=True)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    subprocess.run([*build, "wheel"], check=True, cwd=source, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def written(
    built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[int, str]]:
    """The exit code and the output of each command, in an environment and a folder of their own."""
    environment, folder = (tmp_path_factory.mktemp(name) for name in ("environment", "here"))
    venv = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(venv, check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq"]
    wheel = str(built[1])
    subprocess.run([*pip, "--no-deps", "--no-index", "--no-compile", wheel], check=True)
    # What nnkit needs is this environment's; nnkit itself is not, since it is editable here.
    (packages,) = environment.rglob("site-packages")
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    commands = [
        ["grade"],
        ["release"],
        ["new", "module", "99_more"],
        ["exercises", "--json"],
        ["site", "s", "--pyodide", "nowhere"],
        ["new", "course", "mine"],
        ["new", "course", "."],
        ["check", "02"],
        ["verify", "--workers", "1"],
        ["demo", "--students", "2", "--workers", "1"],
        ["grade", "--course", "demo", "--workers", "1"],
        ["report", "--course", "demo"],
    ]
    around = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    around["JUPYTER_PATH"] = str(Path(sys.prefix) / "share" / "jupyter")  # templates of pages
    done = subprocess.run(
        [python, "-c", RUN_ALL],
        input=json.dumps(commands),
        stdout=subprocess.PIPE,
        check=True,
        cwd=folder,
        text=True,
        encoding="utf-8",
        env={**around, "HOME": str(folder / "home"), "COLUMNS": "200", "PYTHONUTF8": "1"},
    )
    found: dict[str, tuple[int, str]] = json.loads(done.stdout)
    return found


def test_the_sdist_holds_what_tests_need_and_nothing_that_was_made(
    built: tuple[Path, Path],
) -> None:
    with tarfile.open(built[0]) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert {"nnkit", "tests", "solutions", "modules", "conftest.py", "README.md"} <= tops
    assert not tops & {".git", ".venv", "build", "dist", "work", "demo", "submitted"}


def test_the_wheel_holds_the_package_and_the_course(built: tuple[Path, Path]) -> None:
    names = {name for name in zipfile.ZipFile(built[1]).namelist() if ".dist-info/" not in name}
    own = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (*(REPOSITORY / "nnkit").rglob("*"), REPOSITORY / "nnkit_launcher.py")
        if path.is_file() and "__pycache__" not in path.parts
    }
    course = {name for name in names if name.startswith(SHIPPED)}
    assert names - course == own
    notebooks = {
        f"{SHIPPED}{path.relative_to(REPOSITORY).as_posix()}"
        for step in ("solutions", "modules")
        for path in (REPOSITORY / step).glob("*/*.ipynb")
    }
    others = {f"{SHIPPED}solutions/executed.json", f"{SHIPPED}nbgrader_config.py"}
    assert course == notebooks | others


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("grade", 1, "`nnkit new course DIR` makes one with nnkit's modules."),
        ("release", 1, "There is no course here to release."),
        ("new module 99_more", 1, "are made in a clone of nnkit's repository"),
        ("exercises --json", 0, '"id": "05.delta_hidden"'),
        ("site s --pyodide nowhere", 1, "There is no Pyodide at nowhere"),
        ("new course mine", 0, "mine is a course with 11 modules."),
        ("new course .", 1, "so nothing was written. Name a new folder."),
        ("check 02", 1, f"{MODULE}{os.sep}{NOTEBOOK}"),
        ("verify --workers 1", 0, MODULE),
        ("demo --students 2 --workers 1", 0, "2 graded."),
        ("grade --course demo --workers 1", 0, "0 graded, 2 were graded before."),
        ("report --course demo", 0, "report.html"),
    ],
)
def test_an_installed_command_does_what_it_should(
    command: str, code: int, told: str, written: dict[str, tuple[int, str]]
) -> None:
    done = written[command]
    assert told in done[1]
    assert done[0] == code, done[1]
