"""Call a function in a process of its own, so that a crash or a hang costs this call only."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT: Any = multiprocessing.get_context(_METHOD)


class ProcessDied(Exception):
    """The process ended without an answer."""


def warm_up(*modules: str) -> None:
    """Import modules once for all processes to come, where the system can fork."""
    if _METHOD == "forkserver":
        _CONTEXT.set_forkserver_preload(list(modules))


def in_own_process(function: Callable[..., T], *args: Any, seconds: float) -> T:
    """Call a function of a module in a new process and wait for its answer.

    Parameters
    ----------
    function : callable
        It, its arguments and its answer travel by pickle.
    seconds : float
        How long it may take.

    Raises
    ------
    TimeoutError
        If it takes longer; the process is ended.
    ProcessDied
        If the process ended without an answer.
    """
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_call, args=(sender, function, args), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TimeoutError
        answer: T = receiver.recv()
        return answer
    except EOFError:
        raise ProcessDied from None
    finally:
        process.kill()
        process.join()
        receiver.close()


def _call(sender: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    sender.send(function(*args))
    sender.close()
