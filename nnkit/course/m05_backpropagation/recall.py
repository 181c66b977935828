"""Three questions on earlier modules: the slope from the output, paths that meet, downhill."""

from __future__ import annotations

from nnkit.activations import sigmoid
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Activation, draw_activation
from nnkit.course.m05_backpropagation.fresh import Paths, draw_paths

recall_slope = Value(
    "05.recall_slope",
    points=0.5,
    minutes=1,
    asks="slope of the sigmoid where its output is {a}",
    question=(
        "A sigmoid neuron has put out $a = {a}$. How steep is the sigmoid there, that is, "
        r"what is $\sigma'(z)$? Two decimals."
    ),
    practice=(
        "A sigmoid neuron has put out a = {a}. How steep is the sigmoid there, that is, what is "
        "σ′(z)? Four decimals."
    ),
    fresh=Fresh(Activation(0.9), draw_activation),
    reference=lambda n: n.slope,
    tolerance=0.001,
    why="Remember this: forward propagation has left behind all that the slope needs.",
    misconceptions=(
        Misconception(
            "slope-of-the-output",
            lambda n: round(float(sigmoid(n.a) * (1 - sigmoid(n.a))), 2),
            "You put {a} through the sigmoid once more. It has been through already: {a} is "
            "the output, and the slope follows from it directly.",
        ),
        Misconception("one-minus-a", lambda n: n.rest, "That is 1 − a. The factor a is missing."),
        Misconception("the-output", lambda n: n.a, "That is how high it is, not how steep."),
        Misconception(
            "sigmoid-of-the-output",
            lambda n: float(sigmoid(n.a)),
            "That is σ({a}). But {a} is an output already, and a slope is asked for.",
        ),
        Misconception(
            "largest", lambda n: 0.25, "That is the slope at a = ½, the largest there is."
        ),
        Misconception(
            "slope-of-tanh",
            lambda n: 1 - n.a**2,
            "1 − a² is the slope of tanh. The sigmoid's is a(1 − a).",
        ),
        Misconception(
            "no-brackets",
            lambda n: 0.0,
            "`{a} * 1 - {a}` is 0: Python multiplies first. Put brackets around 1 − a.",
        ),
    ),
    hints=(
        Hint("I do not know z.", "You need not: the sigmoid's slope can be had from a alone."),
        Hint("What was the formula?", "The output times what it lacks to 1."),
        Hint("Nearly the answer", "{a} · (1 − {a})"),
    ),
)

recall_paths = Value(
    "05.recall_paths",
    points=0.5,
    minutes=1,
    asks="gradient of a node from which two paths lead to the result",
    question=(
        "In a computational graph two paths lead from the node $u$ to the result $f$. Along "
        "the first one $f$ changes {first} times as fast as $u$, along the second {second} "
        r"times as fast. What is $\partial f/\partial u$?"
    ),
    fresh=Fresh(Paths(4, -1), draw_paths),
    reference=lambda n: float(n.first + n.second),
    tolerance=0.001,
    why="A neuron that sends to several others is just such a node.",
    misconceptions=(
        Misconception(
            "paths-multiplied",
            lambda n: float(n.first * n.second),
            "You multiplied. Along a path gradients are multiplied; where paths meet they are "
            "added.",
        ),
        Misconception(
            "overwritten",
            lambda n: float(n.second),
            "The second path has wiped out the first. Both carry a change of u to f.",
        ),
        Misconception(
            "first-path-only",
            lambda n: float(n.first),
            "That is one path. The change of u also takes the other.",
        ),
        Misconception(
            "sign-lost",
            lambda n: float(n.first - n.second),
            "Along the second path f falls while u rises: its {second} takes something away.",
        ),
        Misconception(
            "mean",
            lambda n: (n.first + n.second) / 2,
            "That is the mean. The two effects happen together: add.",
        ),
        Misconception(
            "turned-round",
            lambda n: -float(n.first + n.second),
            "Right size, wrong sign. The path with {first} is the stronger one, and it is "
            "positive.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Let u rise by a little. What does f do on each path?"),
        Hint("Two answers?", "f feels both changes at once."),
        Hint("Nearly the answer", "{first} + ({second})"),
    ),
)

recall_downhill = Choice(
    "05.recall_downhill",
    points=0.5,
    minutes=1,
    asks="what a negative ∂E/∂w says about the next step",
    question=(
        r"For some weight $\partial E/\partial w = -3$. What does gradient descent do with "
        "$w$?"
    ),
    options=(
        Wrong(
            "make it smaller, because the gradient is negative",
            "follows-the-sign",
            "If w gets smaller, E gets larger: that is what a negative slope means. The step goes "
            "against the gradient.",
        ),
        Right("make it larger", "Minus a negative number is plus: w rises, and E falls."),
        Wrong(
            "leave it nearly as it is, because the gradient is below 0",
            "small-gradient",
            "Negative is not small. E changes three times as fast as w, downwards.",
        ),
        Wrong(
            "nobody can tell without knowing $E$",
            "needs-the-error",
            "You need not know E itself: the slope alone says which way is down.",
        ),
    ),
    hints=(
        Hint("What does −3 mean?", "If w grows by 0.01, E changes by about −0.03."),
        Hint("What do we want?", "That E gets smaller."),
        Hint("Nearly the answer", "w ← w − α · (−3)"),
    ),
)
