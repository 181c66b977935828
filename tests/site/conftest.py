"""The site, made once for all tests that look at it, whichever worker they run on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import Course
from nnkit.site import build

REPOSITORY = Path(__file__).parents[2]
LONGEST = 900  # seconds that a worker waits for another one's build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole site; the part that runs is in it where PYODIDE is set."""
    pyodide = os.environ.get("PYODIDE")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, building, done = (shared / name for name in ("site", "site-building", "site-done"))
    try:
        building.mkdir()
    except FileExistsError:
        _wait_for(done)
        assert folder.is_dir(), "another worker could not make the site; it says why"
    else:
        try:
            build(folder, pyodide, course=Course(REPOSITORY), with_browser=bool(pyodide))
        finally:
            done.touch()
    return folder


def _wait_for(path: Path) -> None:
    end = time.monotonic() + LONGEST
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.2)
