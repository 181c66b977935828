"""Problem 1 with numbers of each student's own: forward, to the loss."""

from __future__ import annotations

from nnkit.checks.exercise import Hint
from nnkit.course.m07_problems.own_numbers import own

z_first = own(
    "z_first",
    1,
    "pre-activation z of the first hidden layer, shape (n₁, 1)",
    {
        "no-bias": "Your z has the weighted sums, but not the bias: each neuron adds its own entry "
        "of `b1`.",
        "bias-subtracted": "You took the bias away where it has to be added.",
        "activated": "These are the activations. The pre-activation z comes before them: the "
        "weighted sum plus the bias, and nothing else.",
    },
    (
        Hint(
            "I do not know where to begin.",
            "One neuron is one row of `W1`. Multiply it entry by entry with `x`, add up, and add "
            "that neuron's bias.",
        ),
        Hint(
            "My numbers are wrong and I do not see why.",
            "Do you go along a row of `W1`? A column holds the weights of one input, not of one "
            "neuron. Mind the minus signs.",
        ),
        Hint("I want to see the formula.", "`z_first = mine.W1 @ mine.x + mine.b1`"),
    ),
    why="One row of W¹, one neuron, one number.",
)

a_first = own(
    "a_first",
    0.5,
    "activation a of the first hidden layer, shape (n₁, 1)",
    {
        "not-activated": "That is still z. The activation function of the first layer has to be "
        "applied to each entry.",
        "wrong-side": "You applied the activation to −z. A sigmoid has its minus in the exponent, "
        "1 / (1 + exp(−z)), and is above ½ where z is positive; relu keeps what is positive.",
        "no-bias": "The activation function is right, but it got the weighted sums without the "
        "bias. Start from your `z_first`.",
    },
    (
        Hint(
            "Which function is it?",
            "The first name after the arrow in your card, or `mine.activation[0]`.",
        ),
        Hint(
            "What do relu and sigmoid do?",
            "relu keeps a positive number and makes 0 of a negative one. The sigmoid is 1 / (1 + "
            "exp(−z)).",
        ),
        Hint(
            "I want to let NumPy do it.",
            "`nnkit.relu(z_first)` or `nnkit.sigmoid(z_first)`, whichever is yours.",
        ),
    ),
    why="From here on only a matters: even the slope φ′ can be had from it.",
    minutes=2,
)

z_out = own(
    "z_out",
    1,
    "pre-activation z of the output layer, shape (n_L, 1)",
    {
        "no-bias": "The weighted sums are right, the bias of the output layer is missing.",
        "transposed": "You went down the columns of the last weight matrix. Because it is square, "
        "the shapes do not stop you. One output neuron is one row.",
        "hidden-not-activated": "You passed the pre-activation z of the hidden layer on. The "
        "output layer sees what the hidden neurons send: their activations.",
    },
    (
        Hint(
            "I have two hidden layers.",
            "Take `a_first` through the middle layer first, z and then a, just as before. Write "
            "the result into `a_hidden`.",
        ),
        Hint(
            "Which weights are these?", "The last ones: `mine.weights[-1]` and `mine.biases[-1]`."
        ),
        Hint(
            "I want to see the formula.", "`z_out = mine.weights[-1] @ a_hidden + mine.biases[-1]`"
        ),
    ),
    why="The same step as before: every layer asks only what the layer before it sends.",
)

output = own(
    "output",
    0.5,
    "output of the network, shape (n_L, 1)",
    {
        "other-activation": "That is the wrong function for your output layer: identity leaves z "
        "as it is, sigmoid squashes each entry, and softmax makes probabilities of the whole "
        "column that add up to 1. Look up which one is yours.",
        "no-bias": "The function is right, but it got the weighted sums without the bias. Start "
        "from your `z_out`.",
    },
    (
        Hint("Which function is it?", "The last name in your card, `mine.activation[-1]`."),
        Hint(
            "How does softmax go?",
            "exp(z) for each entry, then divide each by the sum of all. Check: they add up to 1.",
        ),
        Hint(
            "I want to let NumPy do it.",
            "`nnkit.sigmoid(z_out)` or `nnkit.softmax(z_out)`; for identity it is `z_out` itself.",
        ),
    ),
    why="Forward propagation is done. Everything from here on looks at how wrong this is.",
    minutes=2,
)

loss = own(
    "loss",
    1,
    "loss E of your example, one number",
    {
        "factor-2": "Your number is twice the loss: the ½ in front is missing.",
        "mean-over-outputs": "You divided by the number of outputs. E adds up over the outputs; "
        "the only mean is over examples, and here there is one.",
        "wrong-sign": "The size is right, the sign is not. A loss is 0 at best and never negative.",
    },
    (
        Hint("Which loss is mine?", "Your card says it: E = ½‖a − y‖² or E = −Σ y ln a."),
        Hint(
            "What does ‖a − y‖² mean?",
            "The differences between output and target, each squared, added up. No root.",
        ),
        Hint(
            "I want to see the formula.",
            "`0.5 * np.sum((output - mine.y) ** 2)` for the half squared error, `-np.sum(mine.y * "
            "np.log(output))` for cross-entropy.",
        ),
    ),
    why="One number for the whole network: this is what each weight will be asked about.",
)
