"""Where only verdicts are wanted, `nnkit.plot` takes everything and draws nothing."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from nnkit.grading.sandbox.no_pictures import replace_plot
replace_plot()
import nnkit
from nnkit import plot
from nnkit.plot.figure import Picture
fig, (left, right) = plot.panels(1, 2)
plot.show(plot.lines({"E": 3}), alt="x")
left.plot([1]).set_title("x")[0]
for anything in Picture(): pass
assert nnkit.plot is plot and "matplotlib" not in sys.modules
try:
    plot.__nothing__
except AttributeError:
    print("drawn nothing")
"""


def test_pictures_are_not_drawn_and_matplotlib_is_not_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "drawn nothing\n", done.stderr
