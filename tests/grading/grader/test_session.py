"""A session sends requests and takes replies apart, whatever a sandbox replies."""

from __future__ import annotations

import enum
import io
import pathlib
import random
from typing import Any

import numpy as np
import pytest

from nnkit.grading.grader.object_proxy import ObjectProxy
from nnkit.grading.grader.proxy import Proxy
from nnkit.grading.grader.remote_error import NotHandedOverError
from nnkit.grading.grader.sandbox import SandboxLost
from nnkit.grading.grader.session import MAX_PRINTED, IsModule
from nnkit.grading.protocol.codec import encode
from nnkit.grading.protocol.special_methods import numbered
from tests.grading.grader.fake_sandbox import Ref, session_with


def test_plain_data_comes_as_it_is_and_the_rest_as_a_proxy() -> None:
    replies: dict[str, Any] = {
        "n": {"value": 3},
        "todo": {"value": ...},
        "f": {"value": Ref(0)},
        "A": {"value": Ref(1)},
        "E": {"value": Ref(2), "exception": ("__main__", "E", ("builtins", "KeyError"))},
        "np": {"module": "numpy"},
        "none": {"missing": True},
    }
    session, _ = session_with(get=lambda name: replies[name])
    assert session.get("n") == 3
    assert session.get("todo") is ...
    assert session.get("f")._nnkit_kind is Proxy
    assert session.get("A", is_class=True)._nnkit_kind is ObjectProxy
    assert issubclass(session.get("E", is_class=True), KeyError)
    assert session.get("E")._nnkit_kind is Proxy
    with pytest.raises(IsModule, match="`np` is the module numpy"):
        session.get("np")
    with pytest.raises(NameError):
        session.get("none")


def test_what_a_call_changed_changes_here() -> None:
    changed = [[0, np.full(2, 5.0)], [1, [1, 2, 3]], [2, {"a": 2}], [3, {4}]]
    session, _ = session_with(call={"value": None, "changed": changed})
    array, numbers, table, group = np.zeros(2), [9], {"a": 1, "b": 0}, {1}
    session.call(Proxy.of(session, numbered(0, len), "f"), [array, numbers, table, group], {})
    assert array.tolist() == [5, 5]
    assert (numbers, table, group) == ([1, 2, 3], {"a": 2}, {4})


@pytest.mark.parametrize("replies", [None, [], [1], [b"x"], [encode(3)], [encode({})] * 2])
def test_other_replies_than_were_asked_for_lose_the_sandbox(replies: object) -> None:
    session, _ = session_with(call_many={"replies": replies})
    with pytest.raises(SandboxLost, match="something else"):
        list(session.call_many(Proxy.of(session, numbered(0, len), "f"), [[1]]))


def test_random_numbers_are_shared_once_seeded_and_when_they_changed() -> None:
    session, sandbox = session_with(call={"value": 1})
    function = Proxy.of(session, numbered(0, len), "f")
    function()
    session.seeded = True
    random.seed(2)  # another test may have left the generator seeded with 3
    function()
    function()
    random.seed(3)
    function()
    session.run_cell("f()")
    shared = "set_random_state"
    assert sandbox.methods() == ["call", shared, "call", "call", shared, "call", "run_cell"]


def test_what_is_printed_there_is_printed_here_up_to_a_limit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = [["stdout", "a\ud800"], ["stderr", "b"], ["file", "c"], 7, ["stdout", 3]]
    session, sandbox = session_with(get={"value": 1, "printed": printed})
    session.get("x")  # before a test is run
    assert capsys.readouterr() == ("", "")
    session.captured = True
    session.get("x")
    assert capsys.readouterr() == ("a?", "b")
    sandbox.replies["get"] = {"value": 1, "printed": [["stdout", "x" * 900_000]]}
    for _ in range(3):
        session.get("x")
    assert len(capsys.readouterr().out) == MAX_PRINTED - 3


def test_a_function_of_a_test_is_called_here() -> None:
    def call(function: Any, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        number = args[0].number
        assert number < 0
        return {"value": sandbox.callback(number, [2], {"b": 3})}

    session, sandbox = session_with(call=call)
    assert Proxy.of(session, numbered(0, len), "f")(lambda a, b: a * b) == 6


def test_what_is_neither_data_nor_function_cannot_be_sent() -> None:
    session, _ = session_with()
    with pytest.raises(TypeError, match="a StringIO cannot be sent"):
        Proxy.of(session, numbered(0, len), "f")(io.StringIO())


def test_what_is_too_large_is_told_by_the_name_of_its_function() -> None:
    reason = "a list of 3 million numbers is too long to be handed over: 2 million are allowed"
    session, sandbox = session_with(call={"too_large": reason}, get={"too_large": reason})
    function = Proxy.of(session, numbered(0, len), "f")
    for use, told in (
        (lambda: function(1, [1.5] * 3_000_000), f"argument 2 of f: {reason}; call it with less"),
        (
            lambda: function(b=[0] * 3_000_000),
            f"what f is called with: {reason}; call it with less",
        ),
        (lambda: function(1), f"what f returned: {reason}; let it be less"),
        (lambda: session.get("x"), f"`x`: {reason}; let it be less"),
    ):
        with pytest.raises(NotHandedOverError) as error:
            use()
        assert str(error.value) == told
    sandbox.replies["call_many"] = {"replies": [encode({"value": 1}), encode({"too_large": "no"})]}
    first, (_, error_of_second) = session.call_many(function, [[1], [2]])
    assert first == (1, None)
    assert type(error_of_second) is NotHandedOverError


class Colour(enum.Enum):
    RED = 1


def test_a_value_may_be_of_a_class_of_the_instructors_but_of_none_that_opens_files() -> None:
    session, sandbox = session_with()
    session.classes = {"Colour": Colour, "Path": pathlib.Path, "red": Colour.RED}
    assert sandbox.class_named("Colour") is Colour
    assert [sandbox.class_named(name) for name in ("Path", "red", "none")] == [None] * 3


@pytest.mark.parametrize("method", ["run_cell", "define", "set_variant"])
def test_a_sandbox_that_says_so_raises_nothing_where_no_test_runs(method: str) -> None:
    session, _ = session_with(**{method: {"error": {"kind": "ValueError"}}})
    session.request(method)


def test_a_cell_that_is_too_large_or_shows_too_much_costs_that_cell() -> None:
    session, _ = session_with(run_cell={"too_large": "a list of 3 million values"})
    with pytest.raises(SandboxLost, match="a list of 3 million values"):
        session.run_cell("x")
    with pytest.raises(SandboxLost, match="a string of 65 MB is too large"):
        session.run_cell("x" * (65 << 20))
