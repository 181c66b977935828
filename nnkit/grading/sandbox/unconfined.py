"""A process of its own that runs one notebook, unconfined, where no sandbox can be forked.

Run as ``python -P -m nnkit.grading.sandbox.unconfined PORT PICTURES``; it connects to that port of
this machine and shows the token that it was given in its environment.
"""

from __future__ import annotations

import os
import socket
import sys


def main() -> None:
    """Serve until the other side closes the connection."""
    port, pictures = int(sys.argv[1]), sys.argv[2] == "1"
    token = os.environ.pop("NNKIT_TOKEN")
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(token.encode())
    from nnkit.grading.protocol.channel import Channel
    from nnkit.grading.sandbox.server import Server
    from nnkit.grading.sandbox.shell import make_shell

    # Behind the libraries: as when it is graded, no file there stands in a library's place.
    sys.path.append(os.getcwd())
    Server(Channel(connection), make_shell(pictures=pictures)).serve()
    os._exit(0)


if __name__ == "__main__":
    main()
