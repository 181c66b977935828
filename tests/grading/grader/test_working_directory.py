"""Tests run among the instructor's files, and nothing of one assignment is found by the next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nnkit.grading.grader.working_directory import WorkingDirectory


def test_modules_and_files_are_there_only_while_it_is_entered() -> None:
    before = os.getcwd(), list(sys.path)
    first = WorkingDirectory({"toolbox.py": b"n = 1", "data/a.csv": b"1,2"})
    second = WorkingDirectory({"toolbox.py": b"n = 2"})
    for _ in range(2):
        for folder, n in ((first, 1), (second, 2)):
            with folder:
                assert folder.can_import("toolbox")
                module = folder.module("toolbox")
                assert module is not None
                assert module.n == n
                assert Path("data/a.csv").exists() == (n == 1)
            assert (os.getcwd(), list(sys.path)) == before
            assert "toolbox" not in sys.modules


def test_what_is_not_there_is_none() -> None:
    folder = WorkingDirectory({})
    with folder:
        assert folder.can_import("numpy.linalg")
        assert not folder.can_import("mine")
        assert folder.module("mine") is None
        assert folder.module("numpy.pi") is None
        assert folder.module("numpy.linalg") is sys.modules["numpy.linalg"]
