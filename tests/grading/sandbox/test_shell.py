"""The shell of a sandbox runs cells as a kernel does, with pictures or without."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

PROGRAM = """
import json, socket, sys
from nnkit.grading.protocol.channel import Channel
from nnkit.grading.sandbox.server import Server
from nnkit.grading.sandbox.shell import make_shell

cells = json.loads(sys.argv[2])
shell = make_shell(pictures=sys.argv[1] == "pictures")
loaded = "matplotlib.pyplot" in sys.modules
server, mine = Server(Channel(socket.socket()), shell), sys.__stdout__
shown = [server.run_cell(source)["outputs"] for source in cells]
assert not shell.history_manager.enabled
print(json.dumps([loaded, shown]), file=mine)
"""
PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"


def run(kind: str, *cells: str) -> tuple[bool, list[list[dict[str, Any]]]]:
    """Whether pyplot was loaded beforehand, and what the cells show."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind, json.dumps(cells)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded, shown = json.loads(done.stdout)
    return loaded, shown


HTML = "from IPython.display import HTML\nHTML('<b>1</b>')"
CHECK = "from nnkit import check\ncheck('02.affine', 1)"


def test_with_pictures_it_shows_what_a_notebook_shows() -> None:
    windows = "%matplotlib inline\n%gui tk"
    loaded, (figure, none, html, error, ended, checked) = run(
        "pictures", PLOT, windows, HTML, "1 / 0", "exit()", CHECK
    )
    assert loaded
    assert [output["output_type"] for output in figure] == ["display_data"]
    assert "image/png" in figure[0]["data"]
    assert none == []
    assert html[0]["data"]["text/html"] == "<b>1</b>"
    (stopped,) = error
    assert stopped["ename"] == "ZeroDivisionError"
    assert "\x1b" not in "".join(stopped["traceback"])
    (exits,) = [output for output in ended if output["output_type"] == "error"]
    assert (exits["ename"], exits["evalue"]) == (
        "SystemExit",
        "exit() ends a notebook: take it away",
    )
    assert checked[0]["data"]["text/plain"] == "'The grader checks this.'"


def test_without_pictures_it_shows_text_only() -> None:
    loaded, (figure, html, plots) = run(
        "text", PLOT, HTML, "from nnkit import plot\nplot.lines({})"
    )
    assert not loaded
    assert figure == []
    assert [*html[0]["data"]] == ["text/plain"]
    assert "error" not in [output["output_type"] for output in plots], "it takes everything"


def test_a_cell_may_wait_for_something() -> None:
    _, (waited, asked) = run(
        "text",
        "import asyncio\nprint(await asyncio.sleep(0, 'waited'))",
        "async def numbers():\n    yield 1\nprint([i async for i in numbers()])",
    )
    assert [waited[0]["text"], asked[0]["text"]] == ["waited\n", "[1]\n"]


def test_a_cell_may_take_stdout_away_or_close_it() -> None:
    _, (closed, gone, after) = run(
        "text",
        "import sys\nsys.stdout.close()\nprint(1)",
        "kept, sys.stdout = sys.stdout, None",
        "3",
    )
    assert closed[0]["text"] == "1\n"
    assert gone == []
    assert after[0]["data"]["text/plain"] == "3"
