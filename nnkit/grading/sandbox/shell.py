"""IPython's shell, as students' cells run in it."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from nnkit.grading.sandbox.course_stub import install_course_stub
from nnkit.grading.sandbox.figures import defer_figures
from nnkit.grading.sandbox.no_pictures import replace_plot
from nnkit.grading.sandbox.outputs import Publisher, ResultHook


def make_shell(*, pictures: bool) -> Any:
    """Make the shell, with all that is slow to load, before any student's code is known.

    Parameters
    ----------
    pictures : bool
        Whether figures are drawn, as in a notebook.
    """
    if pictures:
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    else:
        os.environ["MPLBACKEND"] = "agg"
        replace_plot()
    for module in ("numpy.linalg", "numpy.random"):
        import_module(module)
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Shell(InteractiveShell):
        """Shows to our outputs; `%matplotlib` finds no windows, as in a kernel."""

        display_pub_class = Type(Publisher)
        displayhook_class = Type(ResultHook)

        def enable_gui(self, gui: Any = None) -> None: ...

        def ask_exit(self) -> None:
            raise SystemExit("exit() ends a notebook: take it away")

        def should_run_async(self, raw_cell: str, **cell: Any) -> bool:
            # To find out, IPython compiles the whole cell.
            may_wait = "await" in raw_cell or "async" in raw_cell
            return may_wait and super().should_run_async(raw_cell, **cell)

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    shell.nnkit_notebook = True  # type: ignore[attr-defined]
    if pictures:
        _show_figures_inline(shell)
        shell.nnkit_figures = defer_figures(shell)  # type: ignore[attr-defined]
    else:
        assert shell.display_formatter is not None
        shell.display_formatter.active_types = ["text/plain"]
    install_course_stub()
    return shell


def _show_figures_inline(shell: Any) -> None:
    import matplotlib
    import matplotlib.pyplot  # loaded here, once
    from matplotlib_inline.backend_inline import configure_inline_support

    configure_inline_support(shell, matplotlib.get_backend())
