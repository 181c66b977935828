"""What every test needs: plots without a window, the same random cases in each run, nbval."""

import matplotlib
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbCell

matplotlib.use("agg")

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("repeatable")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let nbval compare outputs that are stored, as ours are, without execution counts.

    It takes a cell without a count for one that was never run.
    """
    if isinstance(item, IPyNbCell):
        item.cell.execution_count = 1
