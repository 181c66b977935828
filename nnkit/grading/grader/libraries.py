"""The libraries that an assignment's cells import, loaded once instead of for each submission.

A submission with plain tests is graded in a process that is forked for it and ends with it; what is
imported there is imported anew for the next student.
"""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Collection, Iterable, Iterator

from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node

# That take long to load and bear that a process which has loaded them forks.
LIBRARIES = frozenset(
    {
        "IPython",
        "PIL",
        "matplotlib",
        "mpl_toolkits",
        "networkx",
        "numpy",
        "pandas",
        "scipy",
        "seaborn",
        "skimage",
        "sklearn",
        "statsmodels",
        "sympy",
    }
)


def load_libraries(notebooks: Iterable[Node], files: Collection[str] = ()) -> None:
    """Import what notebooks import of the well-known libraries.

    Parameters
    ----------
    notebooks : iterable of Node
        The instructor's.
    files : collection of str
        The instructor's other files, one of which may be a module with the name of a library.
    """
    own = {path.partition("/")[0].partition(".")[0] for path in files}
    wanted: set[str] = set()
    for notebook in notebooks:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                names = names_in(cell.source)
                wanted.update(names.stars)
                for module, statement in names.imports.values():
                    part = statement.partition(" import ")[2].partition(" as ")[0]
                    wanted.update({module, f"{module}.{part}"} if part else {module})
    with _no_windows():
        for name in sorted(wanted):
            if name.partition(".")[0] in LIBRARIES - own:
                # One that is missing, or a name in a module, is told where a cell imports it.
                with contextlib.suppress(Exception):
                    importlib.import_module(name)


@contextlib.contextmanager
def _no_windows() -> Iterator[None]:
    """Let matplotlib draw without windows here, but not in notebooks that this process starts."""
    given = "MPLBACKEND" in os.environ
    os.environ.setdefault("MPLBACKEND", "agg")
    try:
        yield
    finally:
        if not given:
            del os.environ["MPLBACKEND"]
