"""Libraries are loaded before processes are forked, and only those that bear it."""

from __future__ import annotations

import importlib
import os

import pytest

from nnkit.grading.grader.libraries import load_libraries
from nnkit.grading.grader.notebook import Node, new_cell, node

CELLS = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt, torch",
    "from scipy import optimize\nfrom numpy.linalg import *\nimport toolbox",
    "import pandas as pd",
    "this is no Python",
)


def notebook() -> Node:
    cells = [new_cell("code", source) for source in CELLS]
    return node({"cells": [*cells, new_cell("markdown", "import sympy")]})


@pytest.mark.parametrize(("files", "pandas"), [((), ["pandas"]), (("pandas.py",), [])])
def test_what_is_loaded(
    files: tuple[str, ...], pandas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(name: str) -> None:
        assert os.environ["MPLBACKEND"] == "agg"
        loaded.append(name)
        raise ImportError(name)  # which nobody hears of

    monkeypatch.setattr(importlib, "import_module", load)
    monkeypatch.delenv("MPLBACKEND", raising=False)
    load_libraries([notebook()], files)
    assert "MPLBACKEND" not in os.environ  # which notebooks of this process would inherit
    wanted = ["matplotlib.pyplot", "numpy.linalg", *pandas, "scipy", "scipy.optimize"]
    assert loaded == wanted
