"""A letter that is used twice: two paths, and their sum."""

from __future__ import annotations

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Variant, Wrong
from nnkit.course.m04_chain_rule.fresh import Shortcut, draw_shortcut

Numbers = tuple[str, str, float, float, float]
Q = ("x + y", "x - y", "x * y")
R = ("x * z", "x + z", "z - x")


def draw_meeting(draw: Draw) -> Numbers:
    """Formulas of q and r in f = q · r, and x, y, z."""
    while True:
        sizes = [2, 3, 4, 5, 6, 7]
        x, y, z = (float(sizes.pop(draw.integer(0, len(sizes) - 1))) for _ in range(3))
        numbers = (draw.choice(Q), draw.choice(R), x, y * draw.choice((1, -1)), z)
        moderate = all(2 <= abs(v) <= 30 for v in values(numbers))
        if moderate and my_meeting.tells_apart(numbers):
            return numbers


def values(n: Numbers) -> tuple[float, float]:
    """The values of q and r."""
    of_q, of_r, x, y, z = n
    q = {"x + y": x + y, "x - y": x - y, "x * y": x * y}[of_q]
    r = {"x * z": x * z, "x + z": x + z, "z - x": z - x}[of_r]
    return q, r


def slopes(n: Numbers) -> tuple[float, float]:
    """∂q/∂x and ∂r/∂x."""
    of_q, of_r, _, y, z = n
    return {"x + y": 1.0, "x - y": 1.0, "x * y": y}[of_q], {
        "x * z": z,
        "x + z": 1.0,
        "z - x": -1.0,
    }[of_r]


def meeting(n: Numbers) -> list[float]:
    (q, r), (to_q, to_r) = values(n), slopes(n)
    return [r * to_q, q * to_r, r * to_q + q * to_r]


def overwritten(n: Numbers) -> list[float]:
    first, second, _ = meeting(n)
    return [first, second, second]


def first_only(n: Numbers) -> list[float]:
    first, second, _ = meeting(n)
    return [first, second, first]


def multiplied(n: Numbers) -> list[float]:
    first, second, _ = meeting(n)
    return [first, second, first * second]


def own_factor(n: Numbers) -> list[float]:
    (q, r), (to_q, to_r) = values(n), slopes(n)
    return [q * to_q, r * to_r, q * to_q + r * to_r]


def stopped_half_way(n: Numbers) -> list[float]:
    q, r = values(n)
    return [r, q, q + r]


def local_only(n: Numbers) -> list[float]:
    to_q, to_r = slopes(n)
    return [to_q, to_r, to_q + to_r]


TWO_PATHS = Variant("04.meeting", draw_meeting, ("q", "r", "x", "y", "z"))

x_twice = Choice(
    "04.x_twice",
    kind="prediction",
    points=1,
    minutes=3,
    asks="∂f/∂x of f = (x + y) · x at x = 3, y = −1",
    options=(
        Wrong(
            "2",
            "overwritten",
            "2 is what arrives through the second factor alone: q · 1. But q is made of x, too, "
            "and moves at the same time.",
        ),
        Wrong(
            "3",
            "first-path-only",
            "3 is what arrives through q alone. The second factor is x as well, and moves at the "
            "same time.",
        ),
        Right("5", "2 through the factor, 3 through q. x moves once, and f feels it twice."),
        Wrong(
            "6",
            "multiplied",
            "6 is the product of the two. Along a path one multiplies; but these are two paths "
            "side by side. Try it with numbers: f at x = 3.001.",
        ),
    ),
    hints=(
        Hint("I can't predict that.", "f(3) = 6. Compute f(3.1) = (3.1 − 1) · 3.1 and compare."),
        Hint("f(3.1) = 6.51.", "It rose by 0.51 for a step of 0.1."),
        Hint(
            "That is not quite an answer.",
            "0.51/0.1 is 5.1; for smaller steps it gets closer to the right one.",
        ),
    ),
)

my_meeting = Value(
    "04.my_meeting",
    points=2,
    minutes=6,
    difficulty=2,
    asks="Your own meeting: [through q, through r, ∂f/∂x]",
    variant=TWO_PATHS,
    parts=("through q", "through r", "∂f/∂x"),
    practice=(
        "f = q · r, with q = {q}, r = {r} and x = {x}, y = {y}, z = {z}. Answer with a list of "
        "three numbers: the product along the path from x through q, the one through r, and "
        "∂f/∂x."
    ),
    reference=meeting,
    why="Multiply along each path, add where they meet. There is no third rule.",
    misconceptions=(
        Misconception(
            "overwritten",
            overwritten,
            "Both paths are right, but in the end only the second one counts: it has overwritten "
            "the first. f feels both.",
            credit=0.5,
        ),
        Misconception(
            "first-path-only",
            first_only,
            "Both paths are right, but in the end only the first one counts. f feels both.",
            credit=0.5,
        ),
        Misconception(
            "multiplied",
            multiplied,
            "Both paths are right, but you multiplied them. Multiplying is for steps that follow "
            "one another; paths side by side are added.",
            credit=0.5,
        ),
        Misconception(
            "own-factor",
            own_factor,
            "∂f/∂q is r and ∂f/∂r is q: in a product each factor gets the other one's value.",
        ),
        Misconception(
            "stopped-half-way",
            stopped_half_way,
            "These are ∂f/∂q and ∂f/∂r: you have come as far as q and r. From each of them it is "
            "one arrow more to x, with a slope of its own.",
            credit=0.25,
        ),
        Misconception(
            "local-only",
            local_only,
            "These are the last arrows only, ∂q/∂x and ∂r/∂x. Each has to be multiplied by what "
            "arrives at q, and at r, from f.",
        ),
        Misconception(
            "exchanged",
            lambda n: [meeting(n)[1], meeting(n)[0], meeting(n)[2]],
            "The sum is right. The first two stand in each other's place: through q the slope is "
            "r times ∂q/∂x.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint(
            "I don't know where to begin.",
            "Compute q and r first. Then f = q · r, so ∂f/∂q = r and ∂f/∂r = q.",
        ),
        Hint(
            "How do I go on from q?",
            "Multiply ∂f/∂q by ∂q/∂x, the slope of q when only x moves. The same with r.",
        ),
        Hint("And the third number?", "x moves both at once: the sum of the other two."),
    ),
)

paths_to_error = Choice(
    "04.paths_to_error",
    points=1,
    minutes=3,
    asks="Paths from w₁ to E in a 2-2-2 network",
    options=(
        Wrong(
            "1",
            "one-path",
            "w₁ leads into one hidden neuron only, that is right. But this neuron is heard by two "
            "outputs, and each of them has a share in E.",
        ),
        Right(
            "2",
            "One neuron, then two outputs: a hidden neuron collects what all its listeners report.",
        ),
        Wrong(
            "4",
            "paths-of-an-input",
            "Four paths lead from the input x₁ to E. w₁ sits on one line, and behind it there is "
            "one hidden neuron.",
        ),
        Wrong(
            "8",
            "all-weights",
            "Eight is the number of weights in this network. Follow the lines from w₁ to E.",
        ),
    ),
    hints=(
        Hint(
            "What is a path here?",
            "A way along lines from left to right that begins with the line of w₁.",
        ),
        Hint("Where does w₁ lead?", "Into the first hidden neuron. Who listens to that one?"),
        Hint("Nearly the answer", "One way for each output neuron."),
    ),
)

shortcut = Value(
    "04.shortcut",
    points=1,
    minutes=4,
    difficulty=2,
    asks="∂z₂/∂h of z₁ = {w1}h, a₁ = σ(z₁), z₂ = {w2}a₁ + {s}h at h = 0",
    fresh=Fresh(Shortcut(4, 8, 3), draw_shortcut),
    practice=(
        "A network with a shortcut: z₁ = {w1} h, a₁ = σ(z₁), z₂ = {w2} a₁ + {s} h. What is "
        "∂z₂/∂h at h = 0, where a₁ = 0.5?"
    ),
    reference=lambda n: n.both,
    why=(
        "{s} past the neuron and {w2} · ¼ · {w1} through it: a long way and a short one, and "
        "they add up."
    ),
    misconceptions=(
        Misconception(
            "long-way-only",
            lambda n: n.long,
            "This is the way through the neuron, {w2} · ¼ · {w1}. h goes past it as well.",
        ),
        Misconception(
            "shortcut-only",
            lambda n: float(n.s),
            "This is the shortcut. h moves the neuron as well, and that one moves z₂.",
        ),
        Misconception(
            "multiplied",
            lambda n: n.long * n.s,
            "You multiplied the two ways. Along a way one multiplies; two ways are added.",
        ),
        Misconception(
            "sigmoid-left-out",
            lambda n: 4 * n.long + n.s,
            "The arrow from z₁ to a₁ is missing: the sigmoid has the slope a₁(1 − a₁).",
        ),
        Misconception(
            "output-for-slope",
            lambda n: 2 * n.long + n.s,
            "For the sigmoid you have its output, 0.5. Its slope is a₁(1 − a₁).",
        ),
        Misconception(
            "first-arrow-missing",
            lambda n: n.w2 / 4 + n.s,
            "This is {w2} · ¼ + {s}, without the {w1} from h to z₁ (or two ways subtracted, "
            "which are added).",
        ),
        Misconception(
            "last-arrow-missing",
            lambda n: n.w1 / 4 + n.s,
            "This is ¼ · {w1} + {s}, without the {w2} from a₁ to z₂ (or the value of z₂). "
            "Asked for is the slope towards h: all three arrows of the long way, and then the "
            "short one.",
        ),
        Misconception(
            "weights-added",
            lambda n: float(n.w1 + n.w2 + n.s),
            "You added the three weights. Along a way slopes are multiplied, and the sigmoid has "
            "one.",
        ),
        Misconception(
            "all-added",
            lambda n: n.w1 + n.w2 + n.s + 0.25,
            "You added all slopes. Along a way they are multiplied; only the two ways are added.",
        ),
        Misconception(
            "sigmoid-of-output",
            10.52,
            "You sent 0.5 through the sigmoid once more. It is the output already: a₁(1 − a₁) is "
            "¼.",
        ),
        Misconception(
            "first-and-short",
            lambda n: float(n.w1 + n.s),
            "You added {w1} and {s}. The long way has three arrows, and their slopes are "
            "multiplied: {w2}, the sigmoid, {w1}.",
        ),
        Misconception(
            "long-way-without-sigmoid",
            lambda n: 4 * n.long,
            "This is the long way without the sigmoid, and the short way is missing.",
        ),
        Misconception(
            "sigmoid-alone",
            lambda n: 0.25,
            "This is the slope of the sigmoid alone. It is one arrow of the long way.",
        ),
        Misconception(
            "half-of-the-long-way",
            lambda n: n.w2 / 4,
            "This is {w2} · ¼: the arrow from h to z₁ has a slope as well, and there is a "
            "second way.",
        ),
        Misconception(
            "begin-of-the-long-way",
            lambda n: n.w1 / 4,
            "This is ∂a₁/∂h. From a₁ on there is one arrow more, and there is a second way.",
        ),
        Misconception(
            "long-way-with-output",
            lambda n: 2 * n.long,
            "For the sigmoid you have its output, 0.5; its slope is a₁(1 − a₁). And the short way "
            "is missing.",
        ),
    ),
    hints=(
        Hint("How many ways are there?", "Two: h → z₁ → a₁ → z₂, and h → z₂."),
        Hint("What is the slope of the sigmoid?", "a₁(1 − a₁), with a₁ = 0.5."),
        Hint("Nearly the answer", "{w2} · 0.25 · {w1} on the long way; add the short one."),
    ),
)
