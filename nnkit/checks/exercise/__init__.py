"""What an exercise is: what it asks, what is right, and which mistakes have a name.

There is one class for each way of deciding.  `Code` runs the student's function (or class) on many
cases, `Value` compares numbers worked out by hand or predicted, `Choice` and `Order` compare
letters, `Why` is read by a person.  `nnkit.checks.judge` decides about an answer.
"""

from nnkit.checks.exercise.base import Circumstances, Exercise, Hint, Kind, Misconception, Why
from nnkit.checks.exercise.code import Case, Code
from nnkit.checks.exercise.letters import Choice, Order, Right, Wrong
from nnkit.checks.exercise.value import Fresh, Value, Variant

__all__ = [
    "Case",
    "Choice",
    "Circumstances",
    "Code",
    "Exercise",
    "Fresh",
    "Hint",
    "Kind",
    "Misconception",
    "Order",
    "Right",
    "Value",
    "Variant",
    "Why",
    "Wrong",
]
