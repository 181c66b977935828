"""PyTorch as a text to be read: shapes, gradients that pile up, and two loops with a fault."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong

linear_shapes = Choice(
    "10.linear_shapes",
    points=1,
    minutes=2,
    asks="shapes of weight, bias and input of nn.Linear(3, 4) with 7 examples",
    options=(
        Wrong(
            "weight (3, 4), bias (4,), x (7, 3)",
            "as-keras",
            "That is how Keras keeps it. PyTorch computes x @ weight.T + bias.",
        ),
        Wrong(
            "weight (4, 3), bias (4, 1), x (3, 7)",
            "as-this-course",
            "The weight is as in this course. But examples lie in rows here, and a bias is flat.",
        ),
        Wrong(
            "weight (4, 3), bias (4,), x (3, 7)",
            "examples-in-columns",
            "Weight and bias are right. The examples lie in rows: 7 rows with 3 numbers each.",
        ),
        Right(
            "weight (4, 3), bias (4,), x (7, 3)",
            "The weight as in this course, the bias and the examples as in Keras.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With `x @ weight.T + bias`: 7 rows and 4 columns come out."),
        Hint("Which way does the weight lie?", "weight.T is (3, 4)."),
        Hint("Nearly the answer", "(7, 3) @ (3, 4) + (4,) is (7, 4)."),
    ),
)


class TorchRun(NamedTuple):
    """w, x and the target y of a neuron without activation, and how often backward is called."""

    w: np.ndarray
    x: np.ndarray
    y: int
    calls: int

    def __repr__(self) -> str:
        w, x = self.w.tolist(), self.x.tolist()
        return f"w = {w}, x = {x}, y = {self.y}, backward is called {self.calls} times"


def one_gradient(own: TorchRun) -> np.ndarray:
    return np.asarray((own.w @ own.x - own.y) * own.x)


def draw_run(draw: Draw) -> TorchRun:
    """Small whole numbers with an error that is neither 0 nor 1."""
    while True:
        w, x = (draw.array((2,), -3, 4) for _ in range(2))
        own = TorchRun(w, x, draw.integer(-3, 3), draw.choice((3, 4)))
        lively = w.all() and x.all() and abs(own.w @ own.x - own.y) > 1
        if lively and my_pile.tells_apart(own, 0.1):
            return own


PILE = Variant("10.pile", draw_run)

my_pile = Value(
    "10.my_pile",
    points=1,
    minutes=4,
    difficulty=2,
    asks="what w.grad holds after several calls of backward, for the student's own w, x and y",
    variant=PILE,
    practice=(
        "In PyTorch E = ½((w · x) − y)² is computed and `backward` called {calls} times, "
        "without resetting the gradient and without changing `w`, for these `w`, `x` and `y`. "
        "What is the gradient of w then? A list of two numbers."
    ),
    reference=lambda own: own.calls * one_gradient(own),
    tolerance=0.01,
    why="Adding is right where paths meet, so PyTorch always adds. Clear between two steps.",
    misconceptions=(
        Misconception(
            "overwritten",
            one_gradient,
            "That is what one call brings. The next one does not overwrite it: it adds.",
        ),
        Misconception(
            "one-too-few",
            lambda own: (own.calls - 1) * one_gradient(own),
            "One call is missing: the first one counts as well.",
        ),
        Misconception(
            "without-the-error",
            lambda own: own.calls * own.x,
            "You added up the inputs. The gradient is the error w·x − y times the input.",
        ),
        Misconception(
            "wrong-sign",
            lambda own: -own.calls * one_gradient(own),
            "The size is right. The error is w·x − y, not y − w·x.",
        ),
        Misconception(
            "factor-2",
            lambda own: 2 * own.calls * one_gradient(own),
            "Twice too large: the ½ in E cancels the 2 of the square.",
        ),
        Misconception(
            "target-forgotten",
            lambda own: own.calls * (own.w @ own.x) * own.x,
            "You took w·x for the error. The target y has to be subtracted.",
        ),
        Misconception(
            "weights-for-inputs",
            lambda own: own.calls * (own.w @ own.x - own.y) * own.w,
            "You multiplied the error by w. That is the gradient by x; by w it is the error times "
            "x.",
        ),
        Misconception(
            "doubled-each-time",
            lambda own: 2 ** (own.calls - 1) * one_gradient(own),
            "You doubled with each call. Each call adds the same gradient once more.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What is w·x − y? That is the error."),
        Hint("What does one call bring?", "The error times x, two numbers."),
        Hint("Nearly the answer", "w does not change between the calls. Each adds the same."),
    ),
)

bug_cleared_once = Choice(
    "10.bug_cleared_once",
    kind="find-the-bug",
    points=1,
    minutes=3,
    asks="which line of a PyTorch training loop stands in the wrong place",
    options=(
        Wrong(
            "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
            "optimiser",
            "One optimiser for the whole training is right: it may keep velocities.",
        ),
        Right(
            "optimizer.zero_grad()",
            "Cleared once, before the loop. From the second batch on the gradients of all batches "
            "before are in it.",
        ),
        Wrong(
            "for x, y in batches:",
            "loop",
            "The loop is right. Which line has to happen once for each batch and does not?",
        ),
        Wrong(
            "    loss = loss_of(model(x), y)",
            "loss",
            "Forward comes first in each round: it is where it should be.",
        ),
        Wrong(
            "    loss.backward()",
            "backward",
            "It stands between loss and step, as it should. What does it do to the gradients that "
            "are there already?",
        ),
        Wrong(
            "    optimizer.step()",
            "step",
            "The step comes after backward, as it should.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Play two rounds. What is in each `.grad` before the second?"),
        Hint("I see nothing wrong.", "`backward` adds. Who takes away?"),
        Hint("Nearly the answer", "Clearing has to happen in each round."),
    ),
)

bug_softmax_twice = Choice(
    "10.bug_softmax_twice",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line makes a PyTorch network learn so slowly",
    options=(
        Wrong(
            "model = nn.Sequential(",
            "sequential",
            "One layer after the other: that is what is meant.",
        ),
        Wrong(
            "    nn.Linear(64, 32), nn.Tanh(),",
            "hidden",
            "A hidden layer with its activation. It could be any.",
        ),
        Wrong("    nn.Linear(32, 10),", "output", "Ten outputs for ten digits: that fits."),
        Right(
            "    nn.Softmax(dim=1))",
            "CrossEntropyLoss applies softmax itself. Twice, the outputs can hardly differ, and "
            "little comes back.",
        ),
        Wrong(
            "loss_of = nn.CrossEntropyLoss()",
            "loss",
            "This is the right loss for classes. What does it expect, z or probabilities?",
        ),
        Wrong(
            "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
            "optimiser",
            "All parameters, and an ordinary rate. Look at what the loss is given.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Read in the table above what CrossEntropyLoss takes."),
        Hint("It takes z. And?", "What does the last line of the model give it?"),
        Hint("Nearly the answer", "One softmax too many."),
    ),
)
