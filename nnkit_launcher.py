"""The command ``nnkit`` from its first moment: Ctrl-C while nnkit loads ends it without a word.

It stands beside the package, because to import anything of nnkit is to import NumPy first.
"""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the system ends the process
    from nnkit.cli import main as run

    run()
