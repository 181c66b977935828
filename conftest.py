"""What every test needs: plots without a window, the same random cases in each run, nbval."""

import gc
import importlib
import os
import signal
import threading

import matplotlib
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbCell

# Threads of OpenBLAS wait for each other in a busy loop, and there is a test on each core.  This is
# read when NumPy is loaded: by workers, which inherit it, by kernels, and by commands.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
matplotlib.use("agg")
# A shell has what runs in the background ignore Ctrl-C, and so would the commands that tests stop.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
# What notebooks import: a process that is forked from this one to grade has it then, as workers do.
importlib.import_module("nnkit.plot")

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("repeatable")


FIRST = ("tests/grading/", "tests/site/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what forks most, and then what waits most.

    A process forks more slowly the more it has in its memory; who waits at the end waits alone.
    """
    items.sort(key=lambda item: [part in item.path.as_posix() for part in FIRST], reverse=True)


def pytest_collection_finish() -> None:
    """Leave what was collected out of the search for garbage, so that forks share its memory."""
    gc.collect()
    gc.freeze()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let nbval compare outputs as ours are stored: no execution counts, pictures in text/html.

    It takes a cell without a count for one that was never run.  Pictures differ in some pixels from
    machine to machine, so it skips image/png; we have it skip them in text/html as well.
    """
    if isinstance(item, IPyNbCell):
        item.cell.execution_count = 1
        item.parent.sanitize_patterns[r"data:image/webp;base64,[^\"]*"] = "a picture"
