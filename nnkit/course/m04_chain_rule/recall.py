"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.drawn import Point, draw_point
from nnkit.course.m04_chain_rule.fresh import Nudge, draw_nudge

recall_partial = Value(
    "04.recall_partial",
    points=0.5,
    minutes=2,
    asks="∂f/∂x of 2x² + 3xy + y³ at ({x}, {y})",
    question=(
        r"$f(x, y) = 2x^2 + 3xy + y^3$. What is $\partial f/\partial x$ at the point $({x}, "
        "{y})$?"
    ),
    fresh=Fresh(Point(2, 1), draw_point),
    reference=lambda n: n.along[0],
    why="4x + 3y, with y treated as a constant.",
    misconceptions=(
        Misconception(
            "the-other-variable",
            lambda n: n.along[1],
            "This is ∂f/∂y = 3x + 3y². Asked for is the slope in the direction of x.",
        ),
        Misconception(
            "mixed-term-dropped",
            lambda n: 4.0 * n.x,
            "The middle term is missing: 3xy depends on x as well, and adds 3y.",
        ),
        Misconception(
            "value-for-slope",
            lambda n: n.height,
            "This is f itself, its height at ({x}, {y}). Asked for is how fast it rises there.",
        ),
        Misconception(
            "both-added",
            lambda n: sum(n.along),
            "You added the two partial derivatives. Each belongs to a direction of its own.",
        ),
        Misconception(
            "constant-kept",
            lambda n: n.along[0] + n.y**3,
            "y³ is still there. While x moves it stands still, and its slope is 0.",
        ),
        Misconception(
            "coordinates-exchanged",
            lambda n: 4.0 * n.y + 3.0 * n.x,
            "You took x = {y} and y = {x}. In a point ({x}, {y}) the first number is x.",
        ),
        Misconception(
            "factor-two-missing",
            lambda n: 2.0 * n.x + 3.0 * n.y,
            "The slope of 2x² is 4x: the factor 2 stays, and the power comes down.",
        ),
        Misconception(
            "mixed-term-too-large",
            14.0,
            "The slope of 2x² is right, 8. The rest is 3y, here 3: in 3xy the y stands still, and "
            "y³ has no slope.",
        ),
        Misconception(
            "whole-gradient",
            lambda n: n.along,
            "This is the whole gradient. Asked for is its first entry alone, the slope along x.",
        ),
        Misconception(
            "square-kept",
            lambda n: 4.0 * n.x**2 + 3.0 * n.y,
            "The power of x² goes down by one: 2x² has the slope 4x.",
        ),
        Misconception(
            "mixed-term-alone",
            lambda n: 3.0 * n.y,
            "This is 3y. The term 2x² has a slope, too: 4x.",
        ),
        Misconception(
            "sign", lambda n: -n.along[0], "The size is right; the sign is turned round."
        ),
        Misconception(
            "gradient-from-the-end",
            lambda n: n.along[::-1],
            "These are both slopes, in reverse order. Asked for is one number, the slope along x.",
        ),
        Misconception(
            "product-for-slope",
            17.0,
            "3xy has the slope 3y, here 3; y³ has none, since y stands still.",
        ),
        Misconception(
            "middle-term",
            6.0,
            "6 is the value of 3xy. Its slope along x is 3y, and 2x² has one, too.",
        ),
    ),
    hints=(
        Hint("What does the curly ∂ mean?", "Only x moves; y stays where it is, at {y}."),
        Hint("What is left of y³?", "It does not move when x does: its derivative is 0."),
        Hint("I want to see the formula.", "∂f/∂x = 4x + 3y."),
    ),
)

recall_nudge = Value(
    "04.recall_nudge",
    points=0.5,
    minutes=1,
    asks="How much f changes if its slope is {slope} and x rises by {step}",
    question=(
        "At some point the slope of $f$ is {slope}. You raise $x$ by {step}. By how much does "
        "$f$ change, approximately?"
    ),
    fresh=Fresh(Nudge(-4, 0.01), draw_nudge),
    reference=lambda n: n.change,
    tolerance=1e-3,
    why="Change of f ≈ slope × change of x. This whole module is that sentence, repeated.",
    misconceptions=(
        Misconception(
            "sign-lost",
            lambda n: -n.change,
            "The size is right. But a slope of {slope} is downhill: when x rises, f falls.",
        ),
        Misconception(
            "slope-alone",
            lambda n: float(n.slope),
            "{slope} is what f would change by if x rose by a whole 1 (on a straight line).",
        ),
        Misconception(
            "divided",
            lambda n: n.slope / n.step,
            "You divided by the step. That is the way from a change to a slope; here you go back, "
            "from the slope to a change.",
        ),
        Misconception(
            "added",
            lambda n: n.slope + n.step,
            "You added the step to the slope. Multiply them: slope times change of x.",
        ),
        Misconception(
            "decimal-slip",
            lambda n: 10 * n.change,
            "{slope} times {step}: look at the decimal point.",
        ),
        Misconception(
            "decimal-slip-down",
            lambda n: n.change / 10,
            "{slope} times {step}: look at the decimal point.",
        ),
        Misconception(
            "step-alone",
            lambda n: -n.step,
            "{step} is the change of x. f changes by the slope times that.",
        ),
        Misconception(
            "step",
            lambda n: n.step,
            "{step} is the change of x. f changes by the slope times that.",
        ),
        Misconception(
            "subtracted",
            lambda n: n.slope - n.step,
            "You subtracted the step from the slope. Multiply them.",
        ),
        Misconception(
            "divided-upside-down", -0.0025, "You divided the step by the slope. Multiply them."
        ),
        Misconception(
            "divided-sign-lost",
            lambda n: -n.slope / n.step,
            "You divided by the step. Here you go from the slope to a change: multiply, and keep "
            "the sign.",
        ),
        Misconception(
            "decimal-slip-sign-lost",
            lambda n: -10 * n.change,
            "{slope} times {step}: look at the decimal point, and at the sign.",
        ),
        Misconception(
            "slope-sign-lost",
            lambda n: float(n.size),
            "{size} is the size of the slope. f changes by the slope times the change of x.",
        ),
    ),
    hints=(
        Hint("I don't know where to start.", "The slope is change of f over change of x."),
        Hint("So what do I do?", "Multiply the slope by the change of x."),
        Hint("And the sign?", "Downhill: {slope} times {step}."),
    ),
)

recall_slope = Choice(
    "04.recall_slope",
    points=0.5,
    minutes=1,
    asks="The slope of the sigmoid where its output is 0.6",
    question=(
        "A neuron with a sigmoid has put out $a = 0.6$. How steep is the sigmoid at this point?"
    ),
    options=(
        Wrong("0.6", "output-for-slope", "0.6 is the output. A sigmoid is never steeper than ¼."),
        Right(
            "0.24", "a(1 − a) = 0.6 · 0.4: the slope comes from the output, z is not needed again."
        ),
        Wrong(
            "0.229",
            "activated-again",
            "0.229 is σ′(0.6): 0.6 was taken for z and sent through the sigmoid again. It is the "
            "output already.",
        ),
        Wrong(
            "0.25",
            "largest-slope",
            "¼ is the slope in the middle, where the output is ½. Here the output is 0.6.",
        ),
    ),
    hints=(
        Hint("I don't remember the rule.", "It needs the output a only."),
        Hint("Is it a² or something like that?", "a times what is left to 1."),
        Hint("Nearly the answer", "a (1 − a) with a = 0.6."),
    ),
)
