"""The parameters of a function as plain data: name, kind, and whether there is a default."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any


def describe_signature(function: Callable[..., Any]) -> list[list[Any]] | None:
    """The parameters of a function as plain data; None if they cannot be found out."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except Exception:  # a student's class may raise anything
        return None
    return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]


def read_signature(parameters: Any) -> inspect.Signature | None:
    """The signature that `describe_signature` described; None if the data make no sense."""
    try:
        return inspect.Signature(
            [
                inspect.Parameter(
                    str(name),
                    inspect._ParameterKind(kind),
                    default=None if has_default else inspect.Parameter.empty,
                )
                for name, kind, has_default in parameters
            ]
        )
    except (TypeError, ValueError):
        return None
