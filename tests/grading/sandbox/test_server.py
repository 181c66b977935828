"""The server does what requests ask for, and says what the student's code raised."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nnkit.grading.protocol.channel import Channel
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.sandbox.server import Server


class Grader:
    """The other side: sends requests, answers callbacks with `reply`, or with what they bring.

    The server takes over stdout, so it starts with the first request: pytest has its own by then.
    """

    def __init__(self, ours: socket.socket, theirs: socket.socket, shell: Any) -> None:
        self.channel = Channel(ours)
        self.server = threading.Thread(target=lambda: Server(Channel(theirs), shell).serve())
        self.reply: dict[str, Any] = {}

    def ask(self, method: str, **arguments: Any) -> dict[str, Any]:
        if self.server.ident is None:
            self.server.start()
        request = {"method": method, **arguments}
        self.channel.send(encode(request, to_ref=lambda value: value.number))
        while True:
            reply: dict[str, Any] = decode(self.channel.receive(), from_ref=Number)
            if "callback" not in reply:
                return reply
            self.channel.send(encode(self.reply or {"value": reply["args"][0]}))


class Number:
    def __init__(self, number: int) -> None:
        self.number = number


@pytest.fixture
def names() -> dict[str, Any]:
    return {}


@pytest.fixture
def grader(names: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Grader]:
    for stream in ("stdin", "stdout", "stderr"):  # which the server replaces
        monkeypatch.setattr(sys, stream, getattr(sys, stream))
    shell = SimpleNamespace(
        display_pub=SimpleNamespace(), displayhook=SimpleNamespace(), user_ns=names
    )
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            grader = Grader(ours, theirs, shell)
            yield grader
        grader.server.join(10)
        assert not grader.server.is_alive()


def test_values_modules_blanks_and_what_is_missing_differ(
    grader: Grader, names: dict[str, Any]
) -> None:
    names.update(a=[1], m=np, b=..., f=KeyError)
    assert grader.ask("get", name="a") == {"value": [1], "printed": []}
    assert grader.ask("get", name="m")["module"] == "numpy"
    assert grader.ask("get", name="b")["value"] is ...
    assert grader.ask("get", name="f")["exception"][:2] == ("builtins", "KeyError")
    assert grader.ask("get", name="none")["missing"] is True


def test_a_call_says_what_it_changed_and_printed(grader: Grader, names: dict[str, Any]) -> None:
    def f(a: Any, b: Any) -> Any:
        print("called")
        a[0] = 9
        return a + b

    names["f"] = f
    function = grader.ask("get", name="f")["value"]
    reply = grader.ask("call", function=function, args=[np.zeros(2), 1], kwargs={})
    assert reply["value"].tolist() == [10, 1]
    assert [(i, new.tolist()) for i, new in reply["changed"]] == [(0, [9, 0])]
    assert reply["printed"] == [["stdout", "called\n"]]


def test_each_of_many_calls_has_its_own_reply(grader: Grader, names: dict[str, Any]) -> None:
    out: list[int] = []

    def f(n: int) -> Any:
        out.append(1 // n)
        return out  # the same list each time

    names["f"] = f
    function = grader.ask("get", name="f")["value"]
    reply = grader.ask("call_many", function=function, cases=[[1], [0], [1]])
    first, second, third = map(decode, reply["replies"])
    assert (first["value"], third["value"]) == ([1], [1, 1])
    assert second["error"]["kind"][:2] == ("builtins", "ZeroDivisionError")
    assert "out.append(1 // n)" in second["error"]["line"]


def test_operators_are_asked_of_the_class(grader: Grader, names: dict[str, Any]) -> None:
    names.update(n=iter([1]), z=zip)
    n, z = (grader.ask("get", name=name)["value"] for name in "nz")
    assert isinstance(grader.ask("operate", operator="iter", operands=[n])["value"], Number)
    assert grader.ask("operate", operator="next", operands=[n])["value"] == 1
    assert "not_implemented" in grader.ask("operate", operator="iter", operands=[z])
    assert "not_implemented" in grader.ask("operate", operator="matmul", operands=[n, 1])
    assert "not_implemented" in grader.ask("operate", operator="next", operands=[n])


@pytest.mark.parametrize("raises", [StopIteration, GeneratorExit, SystemExit, KeyboardInterrupt])
def test_what_a_function_raises_ends_nothing_here(
    grader: Grader, names: dict[str, Any], raises: type[BaseException]
) -> None:
    def f(n: int = 0) -> Any:
        raise raises

    names["f"] = f
    function = grader.ask("get", name="f")["value"]
    reply = grader.ask("call", function=function, args=[], kwargs={})
    assert reply["error"]["kind"][1] == raises.__name__
    assert "error" in grader.ask("operate", operator="call", operands=[function])


class Silent(Exception):
    def __str__(self) -> str:
        raise SystemExit


class Classless:
    def __getattribute__(self, name: str) -> Any:
        raise SystemExit


def test_what_does_not_speak_of_itself_ends_nothing_here(
    grader: Grader, names: dict[str, Any]
) -> None:
    def f(silent: bool) -> Any:
        if silent:
            raise Silent
        return Classless()

    names.update(f=f, c=Classless())
    function = grader.ask("get", name="f")["value"]
    error = grader.ask("call", function=function, args=[True], kwargs={})["error"]
    assert error["kind"][1] == "Silent"
    assert "its `__str__` stopped with a SystemExit" in error["text"]
    assert isinstance(
        grader.ask("call", function=function, args=[False], kwargs={})["value"], Number
    )
    assert isinstance(grader.ask("get", name="c")["value"], Number)


def test_what_is_too_large_to_send_is_told_and_costs_nothing_else(
    grader: Grader, names: dict[str, Any]
) -> None:
    names["f"] = lambda n: [1.5] * n
    function = grader.ask("get", name="f")["value"]
    reply = grader.ask("call", function=function, args=[3_000_000], kwargs={})
    assert reply["too_large"].startswith("a list of 3 million numbers is too long")
    replies = grader.ask("call_many", function=function, cases=[[1], [3_000_000]])["replies"]
    assert decode(replies[0])["value"] == [1.5]
    assert "too_large" in decode(replies[1])
    assert len(grader.ask("call", function=function, args=[2_000_000], kwargs={})["value"]) == 2e6


def test_objects_of_pandas_go_to_a_grader_that_has_it(
    grader: Grader, names: dict[str, Any]
) -> None:
    pandas = pytest.importorskip("pandas")
    names["s"] = pandas.Series([1, 2])
    assert type(grader.ask("get", name="s")["value"]) is Number
    assert grader.ask("get", name="s", pandas=True)["value"].equals(names["s"])


def test_a_function_of_the_graders_is_called_there(grader: Grader, names: dict[str, Any]) -> None:
    def twice(f: Any) -> Any:
        try:
            return 2 * f(1)
        except KeyError:
            return "no key"

    names["twice"] = twice
    function = grader.ask("get", name="twice")["value"]
    for answer, value in (({"value": 4}, 8), ({"error": "KeyError: x"}, "no key")):
        grader.reply = answer
        reply = grader.ask("call", function=function, args=[Number(-1)], kwargs={})
        assert reply["value"] == value


def test_what_two_threads_call_is_not_mixed_up(grader: Grader, names: dict[str, Any]) -> None:
    def both(f: Any) -> Any:
        with ThreadPoolExecutor(2) as pool:
            lists = pool.map(lambda first: [f(first + i) for i in range(100)], [0, 100])
            return [f(-1), *lists]

    names["both"] = both
    function = grader.ask("get", name="both")["value"]
    reply = grader.ask("call", function=function, args=[Number(-1)], kwargs={})
    assert reply["value"] == [-1, [*range(100)], [*range(100, 200)]]


def test_a_thread_that_goes_on_waits_for_the_next_request(
    grader: Grader, names: dict[str, Any]
) -> None:
    found: list[int] = []
    go_on = threading.Event()

    def later(f: Any) -> None:
        threading.Thread(target=lambda: found.append(f(3 * go_on.wait())), daemon=True).start()

    def wait() -> list[int]:
        while not found:
            time.sleep(0.001)
        return found

    names.update(later=later, wait=wait)
    functions = [grader.ask("get", name=name)["value"] for name in ("later", "wait")]
    grader.ask("call", function=functions[0], args=[Number(-1)], kwargs={})
    go_on.set()
    assert grader.ask("call", function=functions[1], args=[], kwargs={})["value"] == [3]


def test_a_defined_function_has_the_name_it_is_bound_to(
    grader: Grader, names: dict[str, Any]
) -> None:
    grader.ask("define", name="forward", value=Number(-1))
    assert names["forward"].__name__ == "forward"


def test_names_that_are_set_aside_stand_for_the_same_objects_afterwards(
    grader: Grader, names: dict[str, Any]
) -> None:
    kept = names["f"] = object()
    grader.ask("set_aside", names=["f", "new"])
    grader.ask("define", name="f", value=1)
    grader.ask("define", name="new", value=2)
    assert names == {"f": 1, "new": 2}
    grader.ask("put_back")
    assert names == {"f": kept}
