"""The ``nnkit`` command.

Nothing is imported here that a student's bare installation lacks, so that a missing extra is told
in a sentence and ``nnkit --help`` is quick.
"""

from __future__ import annotations

import io
import sys

_EXTRA = {
    "distributed": "cluster",
    "jupyterlite_core": "site",
    "myst_nb": "site",
    "nbgrader": "grading",
    "numpydoc": "site",
    "sphinx": "site",
    "sphinx_book_theme": "site",
    "sqlalchemy": "grading",
}


def main() -> None:
    """Run the command line; say which extra to install if a package is missing."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows may know neither ✓ nor δ.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from nnkit.cli.app import app

        app()
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "nnkit":
            raise
        extra = _EXTRA.get(package, "lab")
        sys.exit(f"This command needs {package}: python -m pip install 'nnkit[{extra}]'")
