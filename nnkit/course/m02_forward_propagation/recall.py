"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m02_forward_propagation.fresh import Neuron, draw_undecided

recall_product = Choice(
    "02.recall_product",
    points=0.5,
    minutes=1,
    asks="The shape of A @ B for A (4, 3) and B (3, 2)",
    question="`A` has shape (4, 3) and `B` has shape (3, 2). What is the shape of `A @ B`?",
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
    question="You add an array of shape (3, 1) to an array of shape (3, 5). What happens?",
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
    asks="Output of a sigmoid neuron with inputs {x1} and {x2}, weights {w1} and {w2}, bias {b}",
    question=(
        "A sigmoid neuron has the inputs {x1} and {x2}, the weights {w1} and {w2} and the "
        "bias {b}. What does it put out?"
    ),
    fresh=Fresh(Neuron(2, -1, 3, 4, -2), draw_undecided),
    practice=(
        "A sigmoid neuron has the inputs {x1} and {x2}, the weights {w1} and {w2} and the "
        "bias {b}. What does it put out? Three decimals."
    ),
    reference=lambda n: n.output,
    why="z = {z}, and {leaning}.",
    misconceptions=(
        Misconception(
            "no-activation",
            lambda n: n.z,
            "{z} is the pre-activation z. The output of the neuron is the sigmoid of it.",
        ),
        Misconception(
            "no-bias",
            lambda n: float(sigmoid(n.unbiased)),
            "This is the sigmoid of {unbiased}: the bias {b} is missing from the sum.",
        ),
        Misconception(
            "sign-lost",
            lambda n: float(sigmoid(n.sign_lost)),
            "The input {x2} has lost its sign on the way: that gives z = {sign_lost}. (And "
            "the step is not meant: a sigmoid neuron is at ½ where z = 0.)",
        ),
        Misconception(
            "bias-sign-lost",
            lambda n: float(sigmoid(n.bias_turned)),
            "This is the sigmoid of {bias_turned}: the bias is {b}, and it is added with its sign.",
        ),
        Misconception(
            "weights-swapped",
            lambda n: float(sigmoid(n.swapped)),
            "This is the sigmoid of {swapped}: the weights are swapped. The input {x1} has "
            "the weight {w1}, the input {x2} has the weight {w2}.",
        ),
        Misconception(
            "slope",
            lambda n: n.output * (1 - n.output),
            "This is the slope of the sigmoid. The neuron puts out the sigmoid itself.",
        ),
    ),
    hints=(
        Hint("I don't know what a neuron computes.", "A weighted sum plus a bias, then φ."),
        Hint("I have z and don't know what to do.", "The output is `sigmoid(z)`."),
        Hint("I want to check my sum.", "z = {w1}·{x1} + {w2}·({x2}) + ({b})."),
    ),
)
