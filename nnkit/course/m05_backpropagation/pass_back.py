"""The fourth step by hand, and two texts that slip in it: what is passed back, and by which W."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m05_backpropagation.shared import GRADIENTS, NET

_D1, _D2 = GRADIENTS.delta[2].ravel()
_W2 = NET.weights[1]

passed_back = Value(
    "05.passed_back",
    points=1,
    minutes=3,
    difficulty=2,
    asks="∂E/∂a of hidden neuron 2",
    reference=float(GRADIENTS.error[1][1, 0]),
    tolerance=0.001,
    why="Two paths, each weight times delta, added: as in a graph, as in module 04.",
    misconceptions=(
        Misconception(
            "along-the-row",
            float(_W2[1] @ [_D1, _D2, 0.0]),
            "You went along a row of W². A row holds what one output listens to. What hidden "
            "neuron 2 sends to stands in column 2.",
        ),
        Misconception(
            "one-path",
            float(-2 * _D1),
            "That is what output 1 blames on it. It also sends to output 2.",
        ),
        Misconception(
            "weights-missing",
            float(_D1 + _D2),
            "You added the two deltas as they are. Each comes back through a weight: multiply.",
        ),
        Misconception(
            "sign-of-a-weight",
            float(2 * _D1 + _D2),
            "A minus got lost: the weight to output 1 is −2 and its δ is negative as well.",
        ),
        Misconception(
            "through-the-activation",
            float(GRADIENTS.delta[1][1, 0]),
            "You are one step ahead: that is δ, after the activation. Asked for is what arrives at "
            "the neuron, ∂E/∂a.",
        ),
        Misconception(
            "errors-instead-of-deltas",
            float(_W2[:, 1] @ GRADIENTS.error[2].ravel()),
            "You weighed the errors a − y. What goes through a weight is z, so take δ, the slope "
            "by z.",
        ),
        Misconception(
            "first-column",
            float(_W2[:, 0] @ [_D1, _D2]),
            "That is what comes back to hidden neuron 1. For neuron 2 take column 2 of W².",
        ),
        Misconception(
            "third-column",
            float(_W2[:, 2] @ [_D1, _D2]),
            "That is what comes back to hidden neuron 3. For neuron 2 take column 2 of W².",
        ),
        Misconception(
            "paths-subtracted",
            float(-2 * _D1 - _D2),
            "You subtracted the second path. Its weight is 1 and its δ positive: add it.",
        ),
        Misconception(
            "wrong-sign",
            float(2 * _D1 - _D2),
            "Right size, wrong sign. Minus times minus is plus: −2 · (−0.1402).",
        ),
        Misconception(
            "mean-of-the-paths",
            float(-2 * _D1 + _D2) / 2,
            "That is the mean of two paths. Where paths meet, they are added.",
        ),
        Misconception(
            "second-path",
            float(_D2),
            "That is what output 2 blames on it. It also sends to output 1.",
        ),
        Misconception(
            "weights-and-deltas-crossed",
            float(_D1 - 2 * _D2),
            "Each δ comes back through the weight that leads to its own output: −2 belongs to δ of "
            "output 1.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Which outputs does it send to, and by which weights?"),
        Hint("Which two numbers of W²?", "Column 2: −2 to the first output, 1 to the second."),
        Hint("Nearly the answer", "−2 · δ²₁ + 1 · δ²₂"),
    ),
)

source_cost = Choice(
    "05.source_cost",
    kind="find-the-bug",
    points=1,
    minutes=4,
    difficulty=2,
    asks="what has to be passed back: error, delta, or neither",
    options=(
        Wrong(
            r"the error: $(W^2)^\top (a^2 - y)$",
            "error-passed-back",
            "Compare with the measured numbers: this is what the text's words say, and it is not "
            "∂E/∂a. The error has to go through the output's activation first.",
        ),
        Right(
            r"delta: $(W^2)^\top \delta^2$",
            "Through the activation first, then back: each layer hands on its delta.",
        ),
        Wrong(
            r"delta, and the slope of the hidden layer: $(W^2)^\top \delta^2 \odot \sigma'(z^1)$",
            "deltas-slope-twice",
            "These are the deltas of the hidden layer, one step further. Measured was ∂E/∂a.",
        ),
    ),
    hints=(
        Hint("Where do I look?", "Put the measured column beside the other three."),
        Hint("How near is near?", "A central difference agrees in the first six digits or so."),
        Hint("Nearly the answer", "Between output and hidden layer there is a weight and a slope."),
    ),
)

source_weights = Choice(
    "05.source_weights",
    kind="find-the-bug",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="what belongs in equation 10 of a text that writes examples as rows",
    options=(
        Wrong(
            r"$\cdot\, w^2$",
            "as-printed",
            "That is as it is printed: (1, 2) times (4, 3) does not exist. And w² leads into layer "
            "2; the error comes from layer 3.",
        ),
        Wrong(
            r"$\cdot\, w^3$",
            "not-transposed",
            "The right matrix: it lies between layers 2 and 3. But (1, 2) times (3, 2) does not "
            "exist. Back means transposed.",
        ),
        Right(
            r"$\cdot\,(w^3)^\top$",
            "The next layer's weights, transposed. With equal sizes no shape would have "
            "complained.",
        ),
        Wrong(
            r"$\cdot\,(w^2)^\top$",
            "own-weights",
            "Transposed is right. But w² lies between layers 1 and 2: the error never came that "
            "way. The shapes say no as well.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write the shape under each factor. Wanted is (1, 3)."),
        Hint("Which matrix?", "The error comes from layer 3: what lies between layers 2 and 3?"),
        Hint("Nearly the answer", "(1, 2) times (2, 3). Which of the two makes (2, 3)?"),
    ),
)
