"""JupyterLab opens on a student's copy of the modules, without what is for instructors."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from nnkit.cli.lab import SETTINGS, start
from nnkit.grading.classroom.course import Course
from tests.commands.nnkit_command import MODULE, NOTEBOOK, invoke
from tests.course.student_kernel import student_kernel, text
from tests.working_copy.notebooks import LESSON

really_run = subprocess.run


class JupyterLab:
    """Stands in for JupyterLab, which would wait for its user."""

    returncode = 0

    def __init__(self) -> None:
        self.command: list[str] = []
        self.folder = Path()
        self.environment: dict[str, str] = {}

    def run(self, command: list[str], *, cwd: Path, **kwargs: Any) -> Any:
        if command[0] == "git":
            return really_run(command, cwd=cwd, **kwargs)
        self.command, self.folder, self.environment = command, cwd, kwargs["env"]
        return self


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> JupyterLab:
    made = JupyterLab()
    monkeypatch.setattr(subprocess, "run", made.run)
    monkeypatch.delenv("NNKIT_WORK", raising=False)
    return made


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    notebook = tmp_path / "modules" / MODULE / NOTEBOOK
    notebook.parent.mkdir(parents=True)
    notebook.write_bytes(LESSON)
    monkeypatch.chdir(tmp_path)
    return tmp_path


OPENED = f"--LabApp.default_url=/lab/tree/{MODULE}/{NOTEBOOK}"


@pytest.mark.parametrize("module", [[], ["02"], ["2"], [MODULE], [f"{MODULE}/"]])
def test_lab_opens_the_notebook_of_a_module_in_the_copy(
    module: list[str], course: Path, lab: JupyterLab
) -> None:
    code, out, err = invoke("lab", *module)
    assert (code, err) == (0, "")
    assert out.startswith("Your own copy of the modules is in work.")
    assert lab.command[:4] == [sys.executable, "-P", "-m", "jupyterlab"]
    assert (OPENED in lab.command) is bool(module)
    assert lab.folder == course / "work"
    assert (course / "work" / MODULE / NOTEBOOK).read_bytes() == LESSON


def test_a_name_with_blanks_is_opened(course: Path, lab: JupyterLab) -> None:
    (course / "modules" / MODULE / NOTEBOOK).rename(course / "modules" / MODULE / "one two ä.ipynb")
    assert invoke("lab", "02")[0] == 0
    opened = f"--LabApp.default_url=/lab/tree/{MODULE}/one%20two%20%C3%A4.ipynb"
    assert opened in lab.command


def test_the_copy_may_lie_elsewhere(
    course: Path, lab: JupyterLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke("lab", "--work", "here")[0] == 0
    assert lab.folder == course / "here"
    monkeypatch.setenv("NNKIT_WORK", str(tmp_path / "there"))
    assert invoke("lab")[0] == 0
    assert lab.folder == tmp_path / "there"
    assert lab.environment["NNKIT_WORK"] == str(tmp_path / "there")


def test_terminals_find_the_commands_of_this_environment(
    course: Path, lab: JupyterLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/elsewhere")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/hub")
    invoke("lab")
    path = lab.environment["PATH"].split(os.pathsep)
    assert str(Path(sys.executable).parent) in path[:-1]
    assert path[-1] == "/elsewhere"
    assert lab.environment["JUPYTER_CONFIG_PATH"] == f"{SETTINGS}{os.pathsep}/hub"


@pytest.mark.parametrize("file", ["enum.py", "numpy.py", "nnkit.py"])
def test_a_students_file_stands_in_no_librarys_place(
    file: str, course: Path, lab: JupyterLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("lab")
    monkeypatch.undo()  # kernels start really
    monkeypatch.setenv("JUPYTER_PATH", lab.environment["JUPYTER_PATH"])
    folder = course / "work" / MODULE
    (folder / file).write_text("raise SystemExit('mine')")
    (folder / "my_tools.py").write_text("two = 2")
    with student_kernel(folder, tmp_path / "home") as run:
        cell = run("import numpy as np\nfrom nnkit import check\nprint(np.ones(2).sum())")
        assert text(cell) == "2.0\n", "the library's own is found"
        assert text(run("import my_tools\nmy_tools.two")) == "2", "and files of one's own are"
        assert text(run("'sys' in dir()")) == "False", "nothing else is there than elsewhere"


def test_an_address_without_a_new_token_is_said_too(
    course: Path, lab: JupyterLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    invoke("lab")
    assert "--ServerApp.log_level=ERROR" in lab.command
    monkeypatch.setenv("JUPYTER_TOKEN", "mine")
    invoke("lab")
    assert "--ServerApp.log_level=ERROR" not in lab.command


def test_lab_tells_what_is_missing(
    tmp_path: Path, lab: JupyterLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "has no notebook yet" in invoke("lab", "03")[2]
    (tmp_path / "modules" / MODULE).mkdir()
    (tmp_path / "modules" / MODULE / NOTEBOOK).touch()
    assert invoke("lab", "03")[2] == f"There is no module '03'; there are {MODULE}.\n"
    (tmp_path / "work").touch()
    assert "work, which cannot be written: " in invoke("lab")[2]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = invoke("lab")
    assert code == 1
    assert "python -m pip install nnkit" in err


def test_it_ends_as_jupyterlab_ends_and_quietly_if_interrupted(
    course: Path, lab: JupyterLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JupyterLab, "returncode", 3)
    assert start(Course(course), None, course / "work") == 3

    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nnkit.cli.lab.update", lambda *folders: [])
    monkeypatch.setattr(subprocess, "run", interrupted)
    assert start(Course(course), None, course / "work") == 0


@pytest.fixture
def server(course: Path, tmp_path: Path) -> Iterator[tuple[list[str], str]]:
    """What a real start prints until its address is there, and the address."""
    pytest.importorskip("nbgrader")
    (course / "work").mkdir()
    (course / "work" / "random.py").write_text("raise SystemExit('mine')")
    process = subprocess.Popen(
        [sys.executable, "-m", "nnkit.cli", "lab"],
        cwd=course,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "BROWSER": "true", "JUPYTER_CONFIG_DIR": str(tmp_path / "config")},
    )
    lines = []
    assert process.stderr is not None
    for line in process.stderr:
        lines.append(line)
        if found := re.search(r"http://127\.0\.0\.1\S+", line):
            yield lines, found[0]
            break
    os.killpg(process.pid, signal.SIGTERM)
    process.stderr.close()
    process.wait(30)


@pytest.mark.skipif(os.name == "nt", reason="a session is ended by a signal")
def test_a_real_start_says_the_address_alone_and_has_no_tools_for_instructors(
    server: tuple[list[str], str],
) -> None:
    lines, address = server
    assert not [line for line in lines if re.search("warning|error|nbgrader|W 2", line, re.I)]
    assert len(lines) < 10
    page = read(address)
    config = json.loads(re.search(r"jupyter-config-data[^>]*>(.*?)</script>", page, re.S)[1])  # type: ignore[index]
    assert "@jupyter/nbgrader" in config["disabledExtensions"]
    base, token = address.split("/lab")[0], address.split("token=")[1]
    with pytest.raises(Exception, match="404"):
        read(f"{base}/formgrader?token={token}")
    settings = read(f"{base}/lab/api/settings?token={token}")
    assert json.loads(_plugin(settings)["raw"] or "{}") == {}
    assert _plugin(settings)["schema"]["properties"]["saveState"]["default"] is True


def read(address: str) -> str:
    """A page; JupyterLab says its address a moment before it listens there."""
    for _ in range(200):
        try:
            text: str = urlopen(address, timeout=60).read().decode()
            return text
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise TimeoutError(address)


def _plugin(settings: str) -> Any:
    wanted = "@jupyter-widgets/jupyterlab-manager:plugin"
    return next(each for each in json.loads(settings)["settings"] if each["id"] == wanted)
