"""Three questions on earlier modules."""

from __future__ import annotations

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Activation, draw_activation
from nnkit.course.m03_gradients.fresh import Twos, draw_twos

recall_dot = Value(
    "03.recall_dot",
    points=0.5,
    minutes=1,
    asks="Dot product of {u} and {v}",
    question="What is the dot product of {u} and {v}?",
    fresh=Fresh(Twos((3, 4), (2, -1)), draw_twos),
    reference=lambda n: n.dot,
    why=(
        "{p} − {minus_q}: one number from two arrays. In module 03 it also tells how steep a "
        "way is."
    ),
    misconceptions=(
        Misconception(
            "element-wise",
            lambda n: [float(n.p), float(n.q)],
            "These are the products, entry by entry. The dot product goes on and adds them up.",
        ),
        Misconception(
            "sign-lost",
            lambda n: float(n.p - n.q),
            "{p} + {minus_q}: the minus of {v2} is lost. {u2} · ({v2}) is {q}.",
        ),
        Misconception(
            "crosswise",
            lambda n: n.crosswise,
            "{u1} · ({v2}) + {u2} · {v1}: you multiplied crosswise. First goes with first.",
        ),
        Misconception(
            "products-multiplied",
            lambda n: float(n.p * n.q),
            "You multiplied the two products. They are added: {p} + ({q}).",
        ),
        Misconception(
            "sums-multiplied",
            lambda n: float(sum(n.u) * sum(n.v)),
            "You multiplied the two sums. First goes with first, second with second; then add.",
        ),
        Misconception(
            "length",
            5.385,
            "Lengths are not asked for. Multiply first with first and second with second, and add.",
        ),
        Misconception(
            "first-only",
            lambda n: float(n.p),
            "This is the first product. The second, {u2} · ({v2}), is added to it.",
        ),
        Misconception(
            "second-only",
            lambda n: float(n.q),
            "This is the second product. The first, {u1} · {v1}, is added to it.",
        ),
        Misconception(
            "wrong-sign", lambda n: -n.dot, "The size is right. {p} − {minus_q} is above 0."
        ),
        Misconception(
            "entries-added",
            lambda n: float(sum(n.u) + sum(n.v)),
            "You added all four entries. First multiply: {u1} with {v1}, {u2} with {v2}.",
        ),
        Misconception(
            "element-wise-sign-lost",
            lambda n: [float(n.p), -float(n.q)],
            "These are products entry by entry, and the minus of {v2} is lost. The dot "
            "product adds them up.",
        ),
    ),
    hints=(
        Hint("Is the result an array?", "No, one number."),
        Hint("What is multiplied with what?", "First with first, second with second."),
        Hint("I want to check my sum.", "{u1} · {v1} + {u2} · ({v2})"),
    ),
)

recall_slope = Value(
    "03.recall_slope",
    points=0.5,
    minutes=1,
    asks="Slope of the sigmoid for a neuron that puts out {a}",
    question=(
        "A neuron with a sigmoid puts out $a = {a}$. How steep is the sigmoid at this point? "
        "Two decimals."
    ),
    practice=(
        "A neuron with a sigmoid puts out a = {a}. How steep is the sigmoid at this point? Four "
        "decimals."
    ),
    fresh=Fresh(Activation(0.2), draw_activation),
    reference=lambda n: n.slope,
    why=(
        "a(1 − a) = {a} · {rest}. So far you had slopes of one curve; soon you have those of any."
    ),
    misconceptions=(
        Misconception(
            "sigmoid-again",
            lambda n: float(sigmoid(n.a) * (1 - sigmoid(n.a))),
            "You put {a} through the sigmoid first. It is already the output a; the slope is "
            "a(1 − a).",
        ),
        Misconception(
            "tanh-formula",
            lambda n: 1 - n.a**2,
            "1 − a² belongs to tanh. For the sigmoid it is a(1 − a).",
        ),
        Misconception(
            "factor-missing", lambda n: n.rest, "This is 1 − a. The factor a is missing."
        ),
        Misconception(
            "squared", lambda n: n.a**2, "This is a². The second factor is 1 − a, not a."
        ),
        Misconception(
            "largest-slope",
            lambda n: 0.25,
            "¼ is the largest slope of the sigmoid, at a = ½. At {a} it is flatter.",
        ),
        Misconception(
            "plus", lambda n: n.a * (1 + n.a), "You have a(1 + a). What is left to 1 is 1 − a."
        ),
        Misconception(
            "output",
            lambda n: n.a,
            "{a} is the output itself, or the slope with too few digits. The slope is a(1 − "
            "a): two decimals.",
        ),
        Misconception(
            "pre-activation",
            lambda n: float(np.log(n.a / n.rest)),
            "This is the z that belongs to the output {a}. The slope needs the output only: "
            "a(1 − a).",
        ),
        Misconception(
            "sigmoid-of-output",
            lambda n: float(sigmoid(n.a)),
            "You put {a} through the sigmoid. It is the output already; asked for is the "
            "slope, a(1 − a).",
        ),
        Misconception(
            "wrong-sign",
            lambda n: -n.slope,
            "The size is right. A sigmoid always rises: its slope is above 0.",
        ),
        Misconception(
            "decimal-slip",
            lambda n: 10 * n.slope,
            "{a} · {rest} has the right digits: look at the decimal point.",
        ),
        Misconception(
            "decimal-slip-down",
            lambda n: n.slope / 10,
            "{a} · {rest} has the right digits: look at the decimal point.",
        ),
        Misconception(
            "rest-squared", lambda n: n.rest**2, "This is (1 − a)². The slope is a(1 − a)."
        ),
        Misconception(
            "doubled",
            lambda n: 2 * n.a,
            "2a belongs to a square. The slope of the sigmoid is a(1 − a).",
        ),
        Misconception("doubled-slope", lambda n: 2 * n.slope, "There is no 2 in it: a(1 − a)."),
        Misconception("half", lambda n: n.slope / 2, "There is no ½ in it: a(1 − a)."),
    ),
    hints=(
        Hint("I don't remember.", "It needs only the output a, not z."),
        Hint("How does the formula go?", "a(1 − a)"),
        Hint("I want to check my numbers.", "{a} · (1 − {a})"),
    ),
)

recall_weights = Choice(
    "03.recall_weights",
    points=0.5,
    minutes=1,
    asks="Shape of the weights of a layer of 5 neurons behind a layer of 3",
    question=(
        "A layer of 5 neurons listens to a layer of 3. Which shape does its $W$ have in "
        "this course?"
    ),
    options=(
        Wrong(
            "(3, 5)",
            "to-from-reversed",
            "(3, 5) has a row for each input. In this course a row is a neuron: rows belong to the "
            "layer that listens.",
        ),
        Wrong(
            "(5, 4)",
            "bias-column",
            "A fourth column for the bias is another author's way. Here the bias is an array of "
            "its own, of shape (5, 1).",
        ),
        Right(
            "(5, 3)",
            "One row for each neuron that listens, one column for each one that it listens to.",
        ),
        Wrong(
            "(5, 1)",
            "one-weight-a-neuron",
            "(5, 1) is the shape of the biases. Each of the 5 neurons has 3 weights.",
        ),
    ),
    hints=(
        Hint("I mix up rows and columns.", "W a has to be a column of 5 numbers."),
        Hint("And a?", "It is a column of 3: (?, ?)(3, 1) gives (5, 1)."),
        Hint("How many rows?", "One for each neuron of the layer, so 5."),
    ),
)
