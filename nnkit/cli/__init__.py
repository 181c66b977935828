"""The ``nnkit`` command.

`app` has all commands.  What each takes stands in `students`, `instructors`, `lms` and `authors`,
or in a file of its name; what it does, in a file that is imported when it runs.  `say` and `show`
print.

Nothing is imported here but the standard library, so that what is missing where nnkit was installed
without its requirements is told in a sentence, and ``nnkit --help`` is quick.
"""

from __future__ import annotations

import io
import signal
import sys

EXTRA = {
    "distributed": "'nnkit[cluster]'",
    "jupyterlite_core": "'nnkit[site]'",
    "myst_nb": "'nnkit[site]'",
    "numpydoc": "'nnkit[site]'",
    "sphinx": "'nnkit[site]'",
    "sphinx_book_theme": "'nnkit[site]'",
}


def main() -> None:
    """Run the command line; say what to install if a package is missing."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows may know neither ✓ nor δ.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from nnkit.cli.app import app

        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # so that nothing half done stays
            signal.signal(signal.SIGINT, signal.default_int_handler)
        app()
    except KeyboardInterrupt:  # while the command still loads
        sys.exit(130)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "nnkit":
            raise
        wanted = EXTRA.get(package, "nnkit")
        sys.exit(f"This command needs {package}: python -m pip install {wanted}")
