"""A sandbox that answers what a test says, without a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.session import Session
from nnkit.grading.protocol.codec import decode, encode

Reply = dict[str, Any]


class FakeSandbox:
    """Replies by method, each a dict or a function of the request's arguments.

    Attributes
    ----------
    requests : list of (str, dict)
        Methods and arguments, as they arrive.
    """

    callback: Any = None
    to_ref: Any = None
    from_ref: Any = None
    class_named: Any = None

    def __init__(self, **replies: Reply | Callable[..., Reply]) -> None:
        self.replies = replies
        self.requests: list[tuple[str, Reply]] = []

    def request(self, message: Reply, deadline: float) -> Reply:
        arguments = decode(encode(message, to_ref=self.to_ref), from_ref=Ref)
        method = arguments.pop("method")
        arguments.pop("pandas", None)
        self.requests.append((method, arguments))
        reply = self.replies.get(method, {})
        reply = reply(**arguments) if callable(reply) else reply
        answer: Reply = decode(encode(reply, to_ref=lambda r: r.number), from_ref=self.from_ref)
        return answer

    def raise_if_lost(self) -> None: ...

    def methods(self) -> list[str]:
        return [method for method, _ in self.requests]


class Ref:
    """What stands for an object that is not sent."""

    def __init__(self, number: int) -> None:
        self.number = number


def session_with(**replies: Reply | Callable[..., Reply]) -> tuple[Session, FakeSandbox]:
    sandbox = FakeSandbox(**replies)
    return Session(sandbox), sandbox  # type: ignore[arg-type]
