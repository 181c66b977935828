"""Problem 1 with numbers of each student's own: backward, and one step."""

from __future__ import annotations

from nnkit.checks.exercise import Hint
from nnkit.course.m07_problems.own_numbers import CARRIED, own

delta_out = own(
    "delta_out",
    1,
    "delta of the output layer, ∂E/∂z, shape (n_L, 1)",
    {
        "sign-of-the-error": "Your delta is y − a times the slope, the negative of what is needed. "
        "∂E/∂z grows with a, so the difference is a − y. (Who works with y − a has to add the step "
        "in the end.)",
        "factor-2": "Twice too large. The square gives a 2 and the ½ of the loss takes it away "
        "again.",
        "other-slope": "The error is right, the slope is not that of your output layer. A sigmoid "
        "multiplies by a(1 − a). Identity has slope 1. Softmax with cross-entropy has nothing left "
        "to multiply: its slope and that of the logarithm cancel.",
    },
    (
        Hint(
            "I do not know what delta is.",
            "How much E changes if z of this neuron changes a little: first through the activation "
            "to a, then from a to E.",
        ),
        Hint(
            "Which sign?",
            "a − y. If the output is too large, delta is positive: a larger z would make E larger "
            "still.",
        ),
        Hint(
            "I want to see the formula.",
            "(a − y) ⊙ φ′(z), with φ′ = a(1 − a) for a sigmoid and 1 for identity. For softmax "
            "with cross-entropy just a − y.",
        ),
    ),
    why="Error at the output, through the activation: two of the four steps are done.",
    difficulty=2,
)

delta_hidden = own(
    "delta_hidden",
    2,
    "delta of the last hidden layer, ∂E/∂z, shape (n_hidden, 1)",
    {
        "no-transpose": "You multiplied with W where Wᵀ is needed. Your last weight matrix is "
        "square, so the shapes did not warn you. Forward, row j collects what output j gets; back, "
        "a hidden neuron collects along its column.",
        "slope-missing": "You passed the error back, but not through the activation: what arrives "
        "has still to be multiplied by φ′ of the hidden neuron, 0 for a relu that is off.",
        "updated-weights": "You passed the error back through weights that were already updated. "
        "The forward pass used the old ones, and E is asked about them. Update when all gradients "
        "are there.",
        "own-weights": "You used the weights that lead into the hidden layer. The error comes back "
        "on the way it went forward: through the weights that lead out of it.",
        "sign-carried-on": CARRIED,
    },
    (
        Hint(
            "I do not know where to begin.",
            "Ask one hidden neuron: to which outputs does it send, by which weights, and how much "
            "does each of them blame it? Add that up, then multiply by its own slope.",
        ),
        Hint(
            "Which slope?",
            "That of the hidden layer, from its activation: 1 or 0 for relu, a(1 − a) for sigmoid.",
        ),
        Hint(
            "I want to see the formula.",
            "`mine.weights[-1].T @ delta_out`, times φ′ of the hidden layer, entry by entry.",
        ),
    ),
    why="Pass back, then through the activation: a deeper network only repeats this.",
    minutes=5,
    difficulty=3,
)

dW_out = own(
    "dW_out",
    1,
    "∂E/∂W of the output layer, in the shape of its weights",
    {
        "transposed": "All numbers are there, but rows and columns are exchanged. A row of ∂E/∂W "
        "belongs to a row of W, that is to one output neuron and its delta.",
        "own-activation": "You used the activation of the output layer itself. A weight multiplies "
        "what comes *in*: the activation of the layer before.",
        "pre-activation": "You used z of the hidden layer. What went through the weight was the "
        "activation a.",
        "sign-carried-on": CARRIED,
    },
    (
        Hint(
            "I do not know where to begin.",
            "Take one weight, from hidden neuron i to output j. z of output j changes with it by "
            "what neuron i sends. So its gradient is delta of j times a of i.",
        ),
        Hint(
            "What shape does it have?",
            "That of the weights, always. A column times a row gives a whole matrix: the outer "
            "product.",
        ),
        Hint("I want to see the formula.", "`delta_out @ a_hidden.T`"),
    ),
    why="A gradient has the shape of its variable: one number to change each weight by.",
    difficulty=2,
)

dW_first = own(
    "dW_first",
    1,
    "∂E/∂W of the first hidden layer, in the shape of W1",
    {
        "transposed": "All numbers are there, but rows and columns are exchanged: `W1` has one row "
        "for each neuron and one column for each input.",
        "own-activation": "You used the activation of the first layer itself. Into its weights "
        "went the input x.",
        "slope-missing": "The delta in it has been passed back, but not through the first layer's "
        "activation: multiply by φ′ before you take the product with x.",
        "updated-weights": "On the way back you used weights that were already updated. All "
        "gradients of one step belong to the same, old, weights.",
        "sign-carried-on": CARRIED,
    },
    (
        Hint(
            "I have two hidden layers.",
            "Pass `delta_hidden` back once more, through the middle weights `mine.W2` and through "
            "φ′ of the first layer. Write the result into `delta_first`.",
        ),
        Hint("Which activation goes in here?", "The one that entered the first layer: `mine.x`."),
        Hint("I want to see the formula.", "`delta_first @ mine.x.T`"),
    ),
    why="The rule is the same in every layer: delta of this one, activation of the one before.",
    difficulty=2,
)

W_out_new = own(
    "W_out_new",
    1,
    "weights of the output layer after one step",
    {
        "uphill": "You added the step. The gradient points where E grows, so it is subtracted.",
        "no-learning-rate": "You subtracted the whole gradient. The learning rate α, in your card, "
        "says how much of it.",
        "only-the-step": "That is the step, α times the gradient. The new weights are the old ones "
        "less this step.",
    },
    (
        Hint("What is α?", "The learning rate, at the end of your card: `mine.alpha`."),
        Hint("Which sign?", "Downhill, against the gradient."),
        Hint("I want to see the formula.", "`mine.weights[-1] - mine.alpha * dW_out`"),
    ),
    why="A weight whose input was 0 stays as it was: it had no part in the error.",
    minutes=2,
)

W_first_new = own(
    "W_first_new",
    1,
    "weights of the first hidden layer after one step",
    {
        "uphill": "You added the step. The gradient points where E grows, so it is subtracted.",
        "no-learning-rate": "You subtracted the whole gradient; multiply it by α first.",
        "updated-weights": "The rule is right, but the gradient was passed back through weights "
        "that were already updated. Use the old ones for all gradients.",
        "slope-missing": "The rule is right, but the delta in your gradient did not go through the "
        "activation: φ′ of the first layer is missing.",
    },
    (
        Hint("It looks like the last exercise.", "It is the same rule, with `W1` and `dW_first`."),
        Hint("My first layer changes oddly.", "Is `dW_first` passed? This one builds on it."),
        Hint("I want to see the formula.", "`mine.W1 - mine.alpha * dW_first`"),
    ),
    why="All layers step together, each by its own gradient, all from the same error.",
    minutes=2,
)

b_first_new = own(
    "b_first_new",
    1,
    "biases of the first hidden layer after one step, shape (n₁, 1)",
    {
        "not-updated": "These are the old biases. They learn too.",
        "uphill": "You added the step; downhill is minus.",
        "no-learning-rate": "You subtracted the whole gradient; multiply it by α first.",
        "same-step-for-all": "You took one step for all neurons, the mean of delta. Each bias has "
        "its own neuron and its own delta.",
    },
    (
        Hint(
            "What is the gradient of a bias?",
            "z grows by just as much as the bias does, so ∂E/∂b = ∂E/∂z, which is delta.",
        ),
        Hint("Which delta?", "That of the first hidden layer, `delta_first`."),
        Hint("I want to see the formula.", "`mine.b1 - mine.alpha * delta_first`"),
    ),
    why="A bias is a weight whose input is always 1: its gradient is delta itself.",
    minutes=2,
)
