"""The tutorial's one weight, another of its layer, and one of each student's own read backwards."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Variant, Wrong
from nnkit.course.m06_worked_examples.fresh import Behind, draw_behind


class Step(NamedTuple):
    """A weight from a hidden neuron to an output neuron, before and after one step."""

    output: float
    hidden: float
    before: float
    after: float
    alpha: float


def draw_step(draw: Draw) -> Step:
    """Four decimals as in the tutorial, and its learning rate; the target stays untold."""
    while True:
        target, output = draw.integer(1000, 9000) / 10000, draw.integer(2000, 8000) / 10000
        hidden = draw.integer(3500, 9000) / 10000
        before = draw.choice((-1, 1)) * draw.integer(2, 9) / 10
        after = round(before - 0.1 * delta(target, output) * hidden, 6)
        p = Step(output, hidden, before, after, 0.1)
        if abs(output - target) > 0.2123 and abs(slope(p) - hidden * (1 - hidden)) > 0.0123:
            return p


def slope(p: Step) -> float:
    return p.output * (1 - p.output)


def gradient(p: Step) -> float:
    """∂E/∂w that the step was made of."""
    return (p.before - p.after) / p.alpha


def traced(p: Step, gradient: float, through: float) -> list[float]:
    """∂E/∂w, then error and target if ∂E/∂w is the error times `through`."""
    error = gradient / through
    return [gradient, error, p.output - error]


def found(p: Step) -> list[float]:
    """∂E/∂w, ∂E/∂output and the target."""
    return traced(p, gradient(p), slope(p) * p.hidden)


def delta(target: float, output: float) -> float:
    """Delta of an output neuron: the first two factors of ∂E/∂w."""
    return (output - target) * output * (1 - output)


slip_shows = Choice(
    "06.slip_shows",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="From which learning rate on the printed 0.1958 shows in the new w5",
    options=(
        Wrong(
            "1",
            "no-learning-rate-needed",
            "With the rate 1 the two steps are 0.004906 and 0.004900. Take each off 0.4 and round "
            "to four decimals.",
        ),
        Right(
            "10",
            "The slip moves the product by 0.000006: a wrong factor hides behind a short step.",
        ),
        Wrong(
            "100",
            "ten-times-too-late",
            "With 100 it shows plainly, but it does earlier: how far are the two products apart, "
            "and how much of it is half a unit of the fourth decimal?",
        ),
        Wrong(
            "none of them: the slip is in the slope, not in the weight",
            "never",
            "The slope is a factor of the step, so its slip is in the new weight as well, only too "
            "far down in the decimals to be seen.",
        ),
    ),
    hints=(
        Hint("What do I compare?", "Two steps: learning rate times 0.004906, or 0.004900."),
        Hint("How far apart are they?", "0.000006 times the rate; the fourth digit is 0.0001."),
        Hint("Nearly the answer", "With 1: 0.39509 and 0.39510. With 10: 0.35094 and 0.35100."),
    ),
)

w8_gradient = Value(
    "06.w8_gradient",
    points=1,
    minutes=3,
    asks="∂E/∂w8, from the second hidden neuron to the second output, four decimals",
    fresh=Fresh(Behind(0.7261, 0.7317, 0.8657), draw_behind),
    practice=(
        "A weight leads from a hidden neuron that sends {hidden} to a sigmoid output that "
        "says {output} and should say {target}. What is ∂E/∂w? Four decimals."
    ),
    reference=lambda n: n.gradient,
    tolerance=1e-4,
    why="The same three factors, of other neurons. Negative: this weight has to grow.",
    misconceptions=(
        Misconception(
            "sign-of-the-error",
            lambda n: -n.gradient,
            "The sign is wrong. The first factor is −(t − output): the output is too small, so E "
            "falls if it grows.",
        ),
        Misconception(
            "hidden-of-w5",
            delta(0.8657, 0.7317) * 0.5854,
            "0.5854 is what comes in through w₅. w₈ starts at the second hidden neuron.",
        ),
        Misconception(
            "output-of-w5",
            delta(0.6905, 0.7333) * 0.7261,
            "You took error and slope of output 1. w₈ leads to output 2.",
        ),
        Misconception(
            "slope-missing",
            lambda n: n.error * n.hidden,
            "The second factor is missing: through the activation, output·(1 − output).",
        ),
        Misconception(
            "factor-2",
            lambda n: 2 * n.gradient,
            "It is twice too large: the ½ of the error takes the 2 of the square away.",
        ),
        Misconception(
            "slope-of-hidden",
            lambda n: n.error * n.hidden * (1 - n.hidden) * n.hidden,
            "You took the slope of the hidden neuron. Between E and the weight lies the "
            "output's own.",
        ),
        Misconception(
            "bias-gradient",
            lambda n: n.delta,
            "That is δ, the gradient of the bias. A weight is also multiplied by what came "
            "in, {hidden}.",
        ),
        Misconception(
            "error-missing",
            lambda n: n.slope * n.hidden,
            "That is slope times what came in. The first factor, −(t − output), is missing.",
        ),
        Misconception(
            "target-for-output",
            lambda n: n.error * n.target * (1 - n.target) * n.hidden,
            "You took the slope at the target. The sigmoid is where the output is: {output}.",
        ),
        Misconception(
            "two-decimals",
            -0.02,
            "Right as far as it goes; four decimals are asked for.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Which output?", "It puts out {output} and should put out {target}."),
        Hint("What are the factors?", "−({target} − {output}), {output}·(1 − {output}), {hidden}"),
        Hint("Nearly the answer", "{error} · {rounded} · {hidden}"),
    ),
)

own_target = Value(
    "06.own_target",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="∂E/∂w, ∂E/∂output and the target of your own weight, from the step that it made",
    variant=Variant("06.one_weight", draw_step),
    parts=("∂E/∂w", "∂E/∂output", "target"),
    practice=(
        "A weight was {before} and became {after} in one step with α = {alpha}. It leads from "
        "a hidden neuron that sent {hidden} to a sigmoid output of {output}. Give three "
        "numbers, four decimals each, as a list: ∂E/∂w, from the step that was made; "
        "∂E/∂output; and the target."
    ),
    reference=found,
    tolerance=2e-3,
    why="The same chain, from its other end: what was multiplied on the way is divided out.",
    misconceptions=(
        Misconception(
            "uphill",
            lambda p: traced(p, -gradient(p), slope(p) * p.hidden),
            "Right in size, wrong in sign. The step was subtracted: after = before − α·∂E/∂w.",
            credit=0.5,
        ),
        Misconception(
            "step-for-gradient",
            lambda p: traced(p, p.before - p.after, slope(p) * p.hidden),
            "You took the step for ∂E/∂w. The step is only a tenth of it: the learning rate has to "
            "be divided out.",
        ),
        Misconception(
            "slope-missing",
            lambda p: traced(p, gradient(p), p.hidden),
            "∂E/∂w is right. To get back to the output you must divide by its slope as well, "
            "output·(1 − output).",
            credit=0.5,
        ),
        Misconception(
            "input-missing",
            lambda p: traced(p, gradient(p), slope(p)),
            "∂E/∂w is right. Divided by the slope it is δ times what came in: divide by `hidden` "
            "as well.",
            credit=0.5,
        ),
        Misconception(
            "slope-of-hidden",
            lambda p: traced(p, gradient(p), p.hidden * (1 - p.hidden) * p.hidden),
            "∂E/∂w is right. But you divided by the slope of the hidden neuron. Between w and E "
            "lies the output's own.",
            credit=0.5,
        ),
        Misconception(
            "multiplied",
            lambda p: traced(p, gradient(p), 1 / (slope(p) * p.hidden)),
            "∂E/∂w is right. You multiplied it by the other factors; on the way back from the "
            "product they are divided out.",
            credit=0.5,
        ),
        Misconception(
            "target-beyond",
            lambda p: [*found(p)[:2], p.output + found(p)[1]],
            "The first two are right. ∂E/∂output is output − target: subtract it from the output.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "after = before − α·∂E/∂w. Solve for ∂E/∂w."),
        Hint("And then?", "∂E/∂w has three factors, and you know two of them. Divide."),
        Hint("Nearly the answer", "The first factor is output − target, so target = output − it."),
    ),
)

largest_of_six = Choice(
    "06.largest_of_six",
    kind="prediction",
    points=0.5,
    minutes=1,
    asks="Which of the six gradients of the output layer is the largest in size",
    options=(
        Wrong(
            "that of $w_5$",
            "printed-one",
            "It is the only one in print, but the delta of output 1 is the smaller one.",
        ),
        Wrong(
            "that of $w_8$",
            "hidden-2",
            "The right output, the larger delta. But something larger than 0.7261 comes in there "
            "as well.",
        ),
        Wrong(
            "that of the bias of output 1",
            "bias-1",
            "The right column: 1 is the most that comes in. But compare the two deltas.",
        ),
        Right(
            "that of the bias of output 2",
            "The larger delta is that of output 2, and its bias is multiplied by 1, more than any "
            "a².",
        ),
    ),
    hints=(
        Hint("What makes a gradient large?", "A large delta, and much that comes in."),
        Hint("Which delta is larger in size?", "0.0428 · 0.1956, or −0.1340 · 0.1963?"),
        Hint("Nearly the answer", "And the largest of 1, 0.5854 and 0.7261?"),
    ),
)
