"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_dot = Value(
    "03.recall_dot",
    points=0.5,
    minutes=1,
    asks="Dot product of (3, 4) and (2, −1)",
    reference=2.0,
    why="6 − 4 = 2: one number from two arrays. In section 6 it will tell how steep a way is.",
    misconceptions=(
        Misconception(
            "element-wise",
            [6.0, -4.0],
            "These are the products, entry by entry. The dot product goes on and adds them up.",
        ),
        Misconception("sign-lost", 10.0, "6 + 4: the minus of −1 is lost. 4 · (−1) is −4."),
        Misconception(
            "crosswise", 5.0, "3 · (−1) + 4 · 2: you multiplied crosswise. First goes with first."
        ),
        Misconception(
            "products-multiplied",
            -24.0,
            "You multiplied the two products. They are added: 6 + (−4).",
        ),
        Misconception(
            "sums-multiplied",
            7.0,
            "You multiplied the two sums, 7 and 1. First goes with first, second with second; "
            "then add.",
        ),
        Misconception(
            "length",
            5.385,
            "Lengths are not asked for. Multiply first with first and second with second, and add.",
        ),
        Misconception(
            "first-only", 6.0, "This is the first product. The second, 4 · (−1), is added to it."
        ),
        Misconception(
            "second-only", -4.0, "This is the second product. The first, 3 · 2, is added to it."
        ),
        Misconception("wrong-sign", -2.0, "The size is right. 6 − 4 is above 0."),
        Misconception(
            "entries-added", 8.0, "You added all four entries. First multiply: 3 with 2, 4 with −1."
        ),
        Misconception(
            "element-wise-sign-lost",
            [6.0, 4.0],
            "These are products entry by entry, and the minus of −1 is lost. The dot product adds "
            "them up.",
        ),
    ),
    hints=(
        Hint("Is the result an array?", "No, one number."),
        Hint("What is multiplied with what?", "First with first, second with second."),
        Hint("I want to check my sum.", "3 · 2 + 4 · (−1)"),
    ),
)

recall_slope = Value(
    "03.recall_slope",
    points=0.5,
    minutes=1,
    asks="Slope of the sigmoid for a neuron that puts out 0.2",
    reference=0.16,
    why="a(1 − a) = 0.2 · 0.8. So far you had slopes of one curve; soon you have those of any.",
    misconceptions=(
        Misconception(
            "sigmoid-again",
            float(sigmoid(0.2) * (1 - sigmoid(0.2))),
            "You put 0.2 through the sigmoid first. It is already the output a; the slope is a(1 − "
            "a).",
        ),
        Misconception(
            "tanh-formula", 0.96, "1 − a² belongs to tanh. For the sigmoid it is a(1 − a)."
        ),
        Misconception("factor-missing", 0.8, "This is 1 − a. The factor a is missing."),
        Misconception("squared", 0.04, "This is a². The second factor is 1 − a, not a."),
        Misconception(
            "largest-slope",
            0.25,
            "¼ is the largest slope of the sigmoid, at a = ½. At 0.2 it is flatter.",
        ),
        Misconception("plus", 0.24, "You have a(1 + a). What is left to 1 is 1 − a."),
        Misconception(
            "output",
            0.2,
            "0.2 is the output itself, or the slope with too few digits. The slope is a(1 − a): "
            "two decimals.",
        ),
        Misconception(
            "pre-activation",
            -1.386,
            "This is the z that belongs to the output 0.2. The slope needs the output only: a(1 − "
            "a).",
        ),
        Misconception(
            "sigmoid-of-output",
            0.5498,
            "You put 0.2 through the sigmoid. It is the output already; asked for is the slope, "
            "a(1 − a).",
        ),
        Misconception(
            "wrong-sign", -0.16, "The size is right. A sigmoid always rises: its slope is above 0."
        ),
        Misconception("decimal-slip", 1.6, "0.2 · 0.8 is 0.16: look at the decimal point."),
        Misconception("decimal-slip-down", 0.016, "0.2 · 0.8 is 0.16: look at the decimal point."),
        Misconception("rest-squared", 0.64, "This is (1 − a)². The slope is a(1 − a)."),
        Misconception(
            "doubled", 0.4, "2a belongs to a square. The slope of the sigmoid is a(1 − a)."
        ),
        Misconception("doubled-slope", 0.32, "There is no 2 in it: a(1 − a)."),
        Misconception("half", 0.08, "There is no ½ in it: a(1 − a)."),
    ),
    hints=(
        Hint("I don't remember.", "It needs only the output a, not z."),
        Hint("How does the formula go?", "a(1 − a)"),
        Hint("I want to check my numbers.", "0.2 · (1 − 0.2)"),
    ),
)

recall_weights = Choice(
    "03.recall_weights",
    points=0.5,
    minutes=1,
    asks="Shape of the weights of a layer of 5 neurons behind a layer of 3",
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
