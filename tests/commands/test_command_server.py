"""A command that runs in a fork of a loaded process is like one from a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import command_server
from tests.commands.nnkit_command import run, run_module

PROGRAM = """
import os, sys
import json as found
print(sys.argv[1:], os.getcwd(), os.environ.get("OWN"), sys.path[0], __name__)
print(os.path.basename(sys.argv[0]), sys.stdin.read() == "", file=sys.stderr)
sys.exit({code})
"""


@pytest.mark.parametrize("code", ["0", "3", "'a sentence'"])
def test_it_gives_what_a_fresh_process_gives(code: str, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM.format(code=code), encoding="utf-8")
    environment = {"OWN": "here"}
    fresh = run([sys.executable, "-m", "program", "a", "b c"], tmp_path, environment)
    ours = run_module(["program", "a", "b c"], tmp_path, environment)
    assert (ours.returncode, ours.stdout) == (fresh.returncode, fresh.stdout)
    assert ours.stderr == fresh.stderr
    assert "OWN" not in run_module(["program"], tmp_path, {}).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each command is a fresh process")
def test_what_takes_too_long_is_ended_and_the_next_command_runs(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    with pytest.raises(subprocess.TimeoutExpired):
        command_server.run_module(["slow"], tmp_path, {}, 0.1)
    (tmp_path / "slow.py").write_text("print('done')", encoding="utf-8")
    assert run_module(["slow"], tmp_path, {}).stdout == "done\n"
