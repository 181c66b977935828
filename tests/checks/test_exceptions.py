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
