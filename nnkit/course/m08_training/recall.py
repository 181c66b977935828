"""Three questions on earlier modules: a step downhill, the gradient of a bias, linear layers."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_step = Value(
    "08.recall_step",
    points=0.5,
    minutes=1,
    asks="w after one step of gradient descent",
    reference=2.2,
    tolerance=0.001,
    why="Training is this line, many thousand times, for all weights at once.",
    misconceptions=(
        Misconception(
            "uphill",
            1.8,
            "You added α times the gradient, and went down in w. The slope is negative: E falls "
            "when w grows. Subtract α times the gradient.",
        ),
        Misconception(
            "no-learning-rate", 6.0, "You subtracted the whole gradient. One step is α times it."
        ),
        Misconception(
            "slope-not-used",
            2.05,
            "You went by α. A step is α times the gradient: long where it is steep.",
        ),
        Misconception("the-step-alone", 0.2, "That is how far w moves. Where does it arrive?"),
        Misconception(
            "the-step-with-its-sign",
            -0.2,
            "That is α times the gradient. It is subtracted from w; where does w arrive?",
        ),
        Misconception(
            "no-learning-rate-uphill",
            -2.0,
            "You added the whole gradient. Subtract it, and only the share α of it.",
        ),
        Misconception(
            "too-small-by-ten",
            2.02,
            "0.05 · 4 is 0.2, not 0.02.",
        ),
    ),
    hints=(
        Hint("What was the rule?", "New w = old w − α · gradient."),
        Hint("Two minus signs?", "Minus a negative number is plus."),
        Hint("Nearly the answer", "2 − 0.05 · (−4)"),
    ),
)

recall_db = Choice(
    "08.recall_db",
    points=0.5,
    minutes=1,
    asks="how the gradient of the biases comes from δ of a batch",
    options=(
        Wrong(
            "the mean of δ over the examples",
            "mean-again",
            "The 1/N is in δ already: it entered at the output. The mean would divide by N a "
            "second time.",
        ),
        Wrong(
            "δ itself, shape (3, 7)",
            "not-summed",
            "A gradient has the shape of its variable, and b has one column. One bias serves all "
            "seven examples, so their shares are added.",
        ),
        Right(
            "the sum of δ over the examples",
            "1/N enters once, at the output; all that follows is a sum.",
        ),
        Wrong(
            "the sum of δ over the neurons",
            "wrong-axis",
            "Each neuron has a bias of its own. What is added up are the examples, along a row.",
        ),
    ),
    hints=(
        Hint("Which shape has b?", "(3, 1): one bias for each neuron, whatever N is."),
        Hint("Sum or mean?", "Where did 1/N enter? Not twice."),
        Hint("Nearly the answer", "`delta.sum(axis=1, keepdims=True)`"),
    ),
)

recall_linear = Choice(
    "08.recall_linear",
    points=0.5,
    minutes=1,
    asks="what two linear layers can do that one cannot",
    options=(
        Wrong(
            "bend the border between two classes once",
            "one-bend",
            "For a bend the layer between has to bend something. A linear neuron sends on what it "
            "adds up.",
        ),
        Right(
            "nothing",
            "W²(W¹x + b¹) + b² is again a matrix times x plus a column. Without an activation "
            "between them two layers are one.",
        ),
        Wrong(
            "AND and OR, but not XOR",
            "logic",
            "AND and OR are no trouble for one layer. And two linear layers are one linear layer.",
        ),
        Wrong(
            "the same with fewer weights",
            "fewer-weights",
            "They have more weights, as a rule. The question is what comes out that could not come "
            "out of one layer.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Write both layers as one formula: W²(W¹x + b¹) + b²."),
        Hint("And then?", "Multiply the bracket out. What stands before x?"),
        Hint("Nearly the answer", "W²W¹ is one matrix, and W²b¹ + b² one column."),
    ),
)
