"""The command ``nnkit`` from its first moment, while nnkit and NumPy still load.

It stands beside the package, because to import anything of nnkit is to import NumPy first.
"""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line; Ctrl-C before it has begun ends it without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the system ends the process
    try:
        from nnkit.cli import main as run
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        sys.exit("This command needs numpy: python -m pip install nnkit")
    run()
