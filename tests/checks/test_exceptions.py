"""An exception is told with the student's own line."""

from __future__ import annotations

from typing import Any

from nnkit.checks.exceptions import explain_exception, own_line, unfinished


def divided(x: float) -> float:
    return x / 0


def layer(x: float) -> float:
    raise NotImplementedError


def network(x: float) -> float:
    return layer(x)


def raised(code: Any) -> Exception:
    try:
        code(1.0)
    except Exception as error:
        return error
    raise AssertionError("no error")


def test_the_students_own_line_is_told() -> None:
    error = raised(divided)
    line = own_line(error.__traceback__)
    assert line.startswith("    line ")
    assert line.endswith(", in divided:  return x / 0")
    told = explain_exception(error, "divided")
    head = "`divided` stopped with a ZeroDivisionError: float division by zero"
    assert told == f"{head}\n\n{line}"


def test_a_line_from_elsewhere_is_told() -> None:
    error = ValueError("no")
    error.own_line = "    line 3"  # type: ignore[attr-defined]
    assert explain_exception(error, "f") == "`f` stopped with a ValueError: no\n\n    line 3"


def test_what_is_still_to_do_is_named() -> None:
    assert unfinished(raised(layer), "layer").startswith("`layer` is still to do (line ")
    assert (
        unfinished(raised(network), "network") == "`network` calls `layer`, which is still to do."
    )
    error = NotImplementedError()
    error.unfinished = "said elsewhere"  # type: ignore[attr-defined]
    assert unfinished(error, "layer") == "said elsewhere"


class Silent(Exception):
    """Does not say what it is about."""

    def __str__(self) -> str:
        raise RuntimeError


def test_what_an_exception_does_not_say_is_told_as_such() -> None:
    assert explain_exception(Silent(), "f") == (
        "`f` stopped with a Silent: (what it says is not known: its `__str__` stopped with a "
        "RuntimeError)"
    )


def test_what_an_exception_says_is_short_and_the_same_in_each_run() -> None:
    told = explain_exception(ValueError(f"no {object()} here"), "f")
    assert told == "`f` stopped with a ValueError: no <object object> here"
    assert len(explain_exception(KeyError("x" * 10_000), "f")) < 400


def test_what_says_all_is_told_alone() -> None:
    error = ValueError("what f returned: too much")
    error.says_all = True  # type: ignore[attr-defined]
    assert explain_exception(error, "f") == "What f returned: too much."
