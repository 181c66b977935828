"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_product = Choice(
    "02.recall_product",
    points=0.5,
    minutes=1,
    asks="The shape of A @ B for A (4, 3) and B (3, 2)",
    options=(
        Wrong(
            "(3, 3)",
            "inner-sizes-kept",
            "(3, 3) is built from the inner sizes. Those two must be equal, and they are the ones "
            "that are summed away; what stays are the outer sizes.",
        ),
        Right(
            "(4, 2)", "Inner sizes meet and vanish, outer sizes stay: (4, 3) @ (3, 2) is (4, 2)."
        ),
        Wrong(
            "(2, 4)",
            "order-reversed",
            "You have the right two sizes in the reverse order. The rows of the result come from "
            "the rows of the left matrix, its columns from the right one.",
        ),
        Wrong(
            "none, it is an error: the shapes are not equal",
            "shapes-must-be-equal",
            "Equal shapes are needed for the element-wise product `A * B`. For `A @ B` only the "
            "inner sizes must agree, and here both are 3.",
        ),
    ),
    hints=(
        Hint("I don't remember the rule.", "Write the shapes side by side: (4, 3)(3, 2)."),
        Hint(
            "I see four sizes and need two.",
            "The sizes in the middle must be equal. They are summed over, so they disappear.",
        ),
        Hint("I can't decide on the order.", "Rows of `A`, then columns of `B`: (4, ?)."),
    ),
)

recall_broadcast = Choice(
    "02.recall_broadcast",
    points=0.5,
    minutes=1,
    asks="What NumPy does with shapes (3, 1) + (3, 5)",
    options=(
        Wrong(
            "an error",
            "no-broadcasting",
            "NumPy compares the axes one by one: 3 and 3 agree, and 1 and 5 may stand together "
            "because an axis of length 1 is stretched. There is no error.",
        ),
        Wrong(
            "a result of shape (3, 1): only the first column is used",
            "first-column-only",
            "Nothing is left out: the column of shape (3, 1) is used for each of the five columns, "
            "so the result is as large as the larger array.",
        ),
        Right(
            "a result of shape (3, 5): the single column is added to each of the five",
            "Broadcasting stretches an axis of length 1. You will add a bias to a batch like this.",
        ),
        Wrong(
            "a result of shape (3, 6): the column is put beside the others",
            "concatenated",
            "`+` adds numbers. To put a column beside a matrix and get (3, 6) you would write "
            "`np.hstack`.",
        ),
    ),
    hints=(
        Hint("I don't know where to start.", "Compare the two shapes axis by axis."),
        Hint("1 and 5 are different.", "An axis of length 1 is the one that may be stretched."),
        Hint("What does stretched mean?", "The one column is used again for all five columns."),
    ),
)

recall_neuron = Value(
    "02.recall_neuron",
    points=0.5,
    minutes=2,
    asks="Output of a sigmoid neuron with inputs 2 and -1, weights 3 and 4, bias -2",
    reference=0.5,
    why="z = 6 − 4 − 2 = 0, and the sigmoid of 0 is ½: this neuron is undecided.",
    misconceptions=(
        Misconception(
            "no-activation",
            0.0,
            "0 is the pre-activation z. The output of the neuron is the sigmoid of it.",
        ),
        Misconception(
            "no-bias",
            float(sigmoid(2.0)),
            "This is the sigmoid of 2: the bias −2 is missing from the sum.",
        ),
        Misconception(
            "sign-lost",
            float(sigmoid(8.0)),
            "The input −1 has lost its sign on the way: that gives z = 8, and a sigmoid of almost "
            "1. (And the step is not meant: a sigmoid neuron is at ½ where z = 0.)",
        ),
        Misconception(
            "bias-sign-lost",
            float(sigmoid(4.0)),
            "This is the sigmoid of 4: the bias is −2, so z = 6 − 4 − 2.",
        ),
        Misconception(
            "weights-swapped",
            float(sigmoid(3.0)),
            "This is the sigmoid of 3: the weights are swapped. The input 2 has the weight 3, the "
            "input −1 has the weight 4.",
        ),
        Misconception(
            "slope",
            0.25,
            "0.25 is the slope of the sigmoid at z = 0. The neuron puts out the sigmoid itself.",
        ),
    ),
    hints=(
        Hint("I don't know what a neuron computes.", "A weighted sum plus a bias, then φ."),
        Hint("I have z and don't know what to do.", "The output is `sigmoid(z)`."),
        Hint("I want to check my sum.", "z = 3·2 + 4·(−1) + (−2)."),
    ),
)
