"""Back-propagation by doing it: the package that the notebooks import.

The numerical core (networks, losses, optimisers, gradient checks, data) needs NumPy only and is
loaded at once. Plots and the checks of the exercises are loaded when they are first used, so that
``import nnkit`` takes hardly longer than ``import numpy``.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from nnkit import _numpy, data  # noqa: F401, the first looks before the others need NumPy
from nnkit.activations import identity, relu, sigmoid, softmax, tanh
from nnkit.gradcheck import complex_step_gradient, gradcheck, numerical_gradient
from nnkit.graph import Value
from nnkit.losses import cross_entropy, half_squared_error
from nnkit.network import Gradients, Network, Trace
from nnkit.optim import SGD, Adam, clip_by_norm
from nnkit.train import History, accuracy, fit

if TYPE_CHECKING:
    from types import ModuleType

    from nnkit import course, plot
    from nnkit.course import check, hint, practice, progress, review, set_student, variant

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Adam",
    "Gradients",
    "History",
    "Network",
    "Trace",
    "Value",
    "accuracy",
    "check",
    "clip_by_norm",
    "complex_step_gradient",
    "course",
    "cross_entropy",
    "data",
    "fit",
    "gradcheck",
    "half_squared_error",
    "hint",
    "identity",
    "numerical_gradient",
    "plot",
    "practice",
    "progress",
    "relu",
    "review",
    "set_student",
    "sigmoid",
    "softmax",
    "tanh",
    "variant",
]

_FROM_COURSE = frozenset({
    "check", "hint", "practice", "progress", "review", "set_student", "variant"
})  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load plots and checks at their first use (PEP 562)."""
    if name == "plot":
        return _plot()
    if name == "course":
        return importlib.import_module("nnkit.course")
    if name in _FROM_COURSE:
        return getattr(importlib.import_module("nnkit.course"), name)
    raise AttributeError(f"module 'nnkit' has no attribute {name!r}")


def _plot() -> ModuleType:
    """`nnkit.plot`, which loads itself, and matplotlib, when something of it is used."""
    import importlib.util

    if "nnkit.plot" in sys.modules:
        return sys.modules["nnkit.plot"]
    spec = importlib.util.find_spec("nnkit.plot")
    assert spec is not None
    assert spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["nnkit.plot"] = globals()["plot"] = module
    spec.loader.exec_module(module)
    return module


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
