"""f = (x + y) z at x = −2, y = 5, z = −4."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m04_chain_rule.fresh import Product, draw_product

x_up = Choice(
    "04.x_up",
    kind="prediction",
    points=1,
    minutes=2,
    asks="What f = (x + y) z does when x rises by 1",
    options=(
        Wrong(
            "it rises by 1",
            "local-only",
            "q rises by 1, yes. But f is not q: on the way to f everything that happens to q is "
            "multiplied by z.",
        ),
        Wrong(
            "it rises by 4",
            "sign-lost",
            "The size is right. But q is multiplied by z = −4, so more q makes f smaller.",
        ),
        Wrong(
            "it rises by 3",
            "own-factor",
            "3 is the value of q. It says how f reacts to z. What x moves is q, and f reacts to q "
            "by the other factor of the product.",
        ),
        Right("it falls by 4", "x lifts q by 1, and each unit of q moves f by z = −4: 1 · (−4)."),
    ),
    hints=(
        Hint("I don't know where to start.", "First: what does q = x + y become?"),
        Hint("q becomes 4. And f?", "f = q · z with the same z as before."),
        Hint("I want to compare.", "f was −12, and is 4 · (−4) now."),
    ),
)

local_f = Value(
    "04.local_f",
    points=1,
    minutes=2,
    asks="The local gradients of f = q · z at q = {q}, z = {z}: [∂f/∂q, ∂f/∂z]",
    question=(
        r"The product node: $f = q\cdot z$ with $q = {q}$ and $z = {z}$. What are its two "
        "local gradients? Answer with a list, `[∂f/∂q, ∂f/∂z]`."
    ),
    parts=("∂f/∂q", "∂f/∂z"),
    fresh=Fresh(Product(3, -4), draw_product),
    reference=lambda n: [float(n.z), float(n.q)],
    why="A product hands each factor the value of the other one.",
    misconceptions=(
        Misconception(
            "own-factor",
            lambda n: [float(n.q), float(n.z)],
            "Each of your two is the value of the factor itself. If q rises by 1, how much more is "
            "q · z? As much as one more z: the other factor.",
        ),
        Misconception(
            "like-a-sum",
            lambda n: [1.0, 1.0],
            "These are the local gradients of a sum. Factors scale each other.",
        ),
        Misconception(
            "sign-lost",
            lambda n: [-float(n.z), float(n.q)],
            "z is {z}, and it keeps its sign as a slope: more q means less f.",
            credit=0.5,
        ),
        Misconception(
            "product-for-both",
            lambda n: [float(n.f), float(n.f)],
            "{f} is the value of f. If q rises by 1, how much more is q · z? One more z.",
        ),
        Misconception(
            "both-z",
            lambda n: [float(n.z), float(n.z)],
            "The first is right. The second is the slope towards z, the value of the *other* "
            "factor, q.",
            credit=0.5,
        ),
        Misconception(
            "both-q",
            lambda n: [float(n.q), float(n.q)],
            "The second is right. The first is the slope towards q, the value of the *other* "
            "factor, z.",
            credit=0.5,
        ),
        Misconception(
            "product-of-the-slopes",
            lambda n: float(n.f),
            "You multiplied the two slopes. They belong to two arrows: a list of two.",
        ),
        Misconception(
            "sign-on-the-other",
            lambda n: [-float(n.z), -float(n.q)],
            "The sizes are right. z is {z} and q is {q}: each keeps its own sign.",
        ),
        Misconception(
            "second-sign",
            lambda n: [float(n.z), -float(n.q)],
            "The first is right. The second is the value of q, and that is above 0.",
            credit=0.5,
        ),
        Misconception(
            "inverse",
            [0.333, -0.25],
            "You divided. In a product each factor is scaled by the other one: its value is the "
            "slope.",
        ),
        Misconception(
            "inverse-exchanged",
            [-0.25, 0.333],
            "You divided. In a product each factor is scaled by the other one: its value is the "
            "slope.",
        ),
        Misconception(
            "own-factor-sign-lost",
            lambda n: [float(n.q), -float(n.z)],
            "Each of your two is the value of the factor itself, and a sign is lost. The slope is "
            "the other factor, with its sign.",
        ),
        Misconception(
            "sum",
            lambda n: float(n.q + n.z),
            "You added the two. They belong to two arrows: a list of two.",
        ),
        Misconception(
            "one-slope",
            lambda n: float(n.z),
            "This is the slope towards q. The other one is missing: a list of two.",
        ),
        Misconception(
            "quotients",
            [-4.0, 0.0],
            "The first is right. The second is the slope towards z, the value of q.",
            credit=0.5,
        ),
        Misconception(
            "all-the-way",
            [-4.0, -4.0, 3.0],
            "Only the two arrows into f are asked for, from q and from z.",
        ),
        Misconception(
            "difference",
            lambda n: [1.0, -1.0],
            "These are the slopes of a difference. In a product each factor is scaled by the "
            "other one.",
        ),
        Misconception(
            "product-sign-lost",
            [12.0, 12.0],
            "12 is the size of f. If q rises by 1, how much more is q · z? One more z.",
        ),
        Misconception(
            "own-factor-with-minus",
            [-3.0, 4.0],
            "Each of your two is the value of the factor itself with another sign. The slope is "
            "the other factor, as it is.",
        ),
    ),
    hints=(
        Hint(
            "What is a local gradient?",
            "Move one input of this node a little: how far does its output move, per unit?",
        ),
        Hint("How do I get ∂f/∂q?", "Treat z as a constant: f = {z} · q is a straight line."),
        Hint("Nearly the answer", "∂f/∂q is z, and ∂f/∂z is q."),
    ),
)
