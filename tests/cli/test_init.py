"""A missing package and a poor terminal are no reason for a traceback."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

import nnkit_launcher
from nnkit.cli import main
from tests.commands.nnkit_command import run


@pytest.mark.parametrize(
    ("missing", "wanted", "command"),
    [
        ("numpy", "nnkit", "exercises"),
        ("typer", "nnkit", "exercises"),
        ("rich", "nnkit", "exercises"),
        ("IPython", "nnkit", "check x.ipynb"),
        ("nbgrader", "nnkit", "grade"),
        ("distributed", "'nnkit[cluster]'", "grade --scheduler tcp://127.0.0.1:1"),
        ("sphinx_book_theme", "'nnkit[site]'", "site"),
    ],
)
def test_missing_package_is_told(missing: str, wanted: str, command: str, tmp_path: Path) -> None:
    blocked = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = {command.split()!r}\n"
        "from nnkit_launcher import main; main()"
    )
    done = run([sys.executable, "-c", blocked], Path.cwd(), {})
    assert done.returncode == 1
    assert done.stderr == f"This command needs {missing}: python -m pip install {wanted}\n"


def test_ctrl_c_while_a_command_loads_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nnkit.cli.app.app", interrupted)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 130


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_while_nnkit_itself_loads_says_nothing(tmp_path: Path) -> None:
    """NumPy's place is taken by what presses Ctrl-C, as somebody does who is quick."""
    (tmp_path / "numpy.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    program = f"""import signal, sys, nnkit_launcher
sys.path.insert(0, {str(tmp_path)!r})
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background has none
nnkit_launcher.main()"""
    done = run([sys.executable, "-c", program], Path.cwd(), {})
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_a_command_that_has_begun_can_tidy_up_after_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    monkeypatch.setattr("nnkit.cli.app.app", lambda: found.append(signal.getsignal(signal.SIGINT)))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        nnkit_launcher.main()
    finally:
        signal.signal(signal.SIGINT, before)
    assert found == [signal.default_int_handler]


def test_terminal_that_knows_ascii_only_gets_question_marks() -> None:
    command = [sys.executable, "-m", "nnkit.cli", "exercises"]
    done = run(command, Path.cwd(), {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "02.affine" in done.stdout
