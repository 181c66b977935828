"""The ``nnkit`` command.

Nothing is imported here that a student's bare installation lacks, so that a missing extra is told
in a sentence and ``nnkit --help`` is quick.
"""

from __future__ import annotations

import io
import sys

EXTRA = {
    "alembic": "grading",
    "distributed": "cluster",
    "jinja2": "grading",
    "jupyter_core": "grading",
    "jupyterlite_core": "site",
    "latex2mathml": "grading",
    "myst_nb": "site",
    "nbclient": "grading",
    "nbconvert": "grading",
    "nbgrader": "grading",
    "sphinx": "site",
    "sqlalchemy": "grading",
}
"""The extra that brings a package; all others come with `lab`."""


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
        extra = EXTRA.get(package, "lab")
        sys.exit(f"This command needs {package}: python -m pip install 'nnkit[{extra}]'")
