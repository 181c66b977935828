"""Adam's first steps by hand: bias correction, their size, and where ε stands."""

from __future__ import annotations

from typing import NamedTuple

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong


class TwoGradients(NamedTuple):
    """Two gradients of one weight, one after the other, and how much the means remember."""

    g1: int
    g2: int
    beta1: float
    beta2: float

    def __repr__(self) -> str:
        g1, g2 = (str(g).replace("-", "−") for g in (self.g1, self.g2))
        return f"g = {g1}, then g = {g2};  β₁ = {self.beta1}, β₂ = {self.beta2}"


def means(own: TwoGradients) -> tuple[float, float]:
    """m and v after two steps from 0."""
    m = own.beta1 * (1 - own.beta1) * own.g1 + (1 - own.beta1) * own.g2
    v = own.beta2 * (1 - own.beta2) * own.g1**2 + (1 - own.beta2) * own.g2**2
    return m, v


def corrected(own: TwoGradients) -> list[float]:
    """m, v, m̂ and v̂ after two steps from 0."""
    m, v = means(own)
    return [m, v, m / (1 - own.beta1**2), v / (1 - own.beta2**2)]


def draw_gradients(draw: Draw) -> TwoGradients:
    """Whole numbers of both signs, and memories with one decimal."""
    while True:
        sign = draw.choice((-1, 1))
        g1, g2 = sign * draw.integer(2, 9), -sign * draw.integer(2, 9)
        own = TwoGradients(g1, g2, draw.choice((0.6, 0.7, 0.8)), draw.choice((0.5, 0.9)))
        if abs(g1) != abs(g2) and my_moments.tells_apart(own, 0.04):
            return own


def swapped_shares(own: TwoGradients) -> list[float]:
    turned = own._replace(beta1=1 - own.beta1, beta2=1 - own.beta2)
    m, v = means(turned)
    return [m, v, m / (1 - own.beta1**2), v / (1 - own.beta2**2)]


def started_with_the_first(own: TwoGradients) -> list[float]:
    m = own.beta1 * own.g1 + (1 - own.beta1) * own.g2
    v = own.beta2 * own.g1**2 + (1 - own.beta2) * own.g2**2
    return [m, v, m / (1 - own.beta1**2), v / (1 - own.beta2**2)]


def hats_fed_back(own: TwoGradients) -> list[float]:
    """With m̂ and v̂ of step 1, which are g and g², in place of m and v."""
    m, v = started_with_the_first(own)[:2]
    return [m, v, m, v]


def first_gradient_forgotten(own: TwoGradients) -> list[float]:
    m, v = (1 - own.beta1) * own.g2, (1 - own.beta2) * own.g2**2
    return [m, v, m / (1 - own.beta1**2), v / (1 - own.beta2**2)]


def one_memory_for_both(own: TwoGradients) -> list[float]:
    m, v, m_hat, v_hat = corrected(own._replace(beta2=own.beta1))
    return [m, v, m_hat, v_hat]


def not_squared(own: TwoGradients) -> list[float]:
    m = means(own)[0]
    v = own.beta2 * (1 - own.beta2) * own.g1 + (1 - own.beta2) * own.g2
    return [m, v, m / (1 - own.beta1**2), v / (1 - own.beta2**2)]


my_moments = Value(
    "09.my_moments",
    points=1.5,
    minutes=6,
    difficulty=2,
    asks="[m, v, m̂, v̂] after two steps of Adam from zero, with the student's own gradients",
    variant=Variant("09.gradients", draw_gradients),
    practice=(
        "Adam with β₁ = {beta1}, β₂ = {beta2} and m = v = 0: a weight gets the gradients {g1} "
        "and then {g2}. What are m, v, m̂ and v̂ after the second step? A list of four "
        "numbers, two decimals."
    ),
    reference=corrected,
    tolerance=6e-3,
    why="What was missing in m and v was the weight of the zeros they started from.",
    misconceptions=(
        Misconception(
            "not-corrected",
            lambda own: [*means(own), *means(own)],
            "m and v are right. The hats are missing: divide by 1 − β², because two steps are "
            "done.",
            credit=0.5,
        ),
        Misconception(
            "power-forgotten",
            lambda own: [
                *means(own),
                means(own)[0] / (1 - own.beta1),
                means(own)[1] / (1 - own.beta2),
            ],
            "m and v are right. You divided by 1 − β, which belongs to the first step. After two "
            "steps it is 1 − β².",
            credit=0.5,
        ),
        Misconception(
            "multiplied",
            lambda own: [
                *means(own),
                means(own)[0] * (1 - own.beta1**2),
                means(own)[1] * (1 - own.beta2**2),
            ],
            "m and v are right. You multiplied by 1 − β². They are too small at the beginning, so "
            "divide.",
            credit=0.5,
        ),
        Misconception(
            "one-corrected",
            lambda own: [*corrected(own)[:3], means(own)[1]],
            "m, v and m̂ are right. v started from 0 as well: divide it by 1 − β₂².",
            credit=0.5,
        ),
        Misconception(
            "powers-exchanged",
            lambda own: [
                *means(own),
                means(own)[0] / (1 - own.beta2**2),
                means(own)[1] / (1 - own.beta1**2),
            ],
            "m and v are right. In the hats you exchanged β₁ and β₂: β₁ belongs to m.",
            credit=0.5,
        ),
        Misconception(
            "hats-fed-back",
            hats_fed_back,
            "You began the second step with m̂ and v̂ of the first. The means go on with m and v "
            "without hats; the hats are for the step alone.",
        ),
        Misconception(
            "started-with-the-first",
            started_with_the_first,
            "After your first step m is g and v is g², or you went on with the hats. Adam begins "
            "with 0: after the first step m is only (1 − β₁) g, and with this m it goes on.",
        ),
        Misconception(
            "first-gradient-forgotten",
            first_gradient_forgotten,
            "Your first gradient is missing: before the second step m is (1 − β₁) g, with the "
            "first g, and v is (1 − β₂) g².",
        ),
        Misconception(
            "one-memory-for-both",
            one_memory_for_both,
            "m and m̂ are right. v has a memory of its own: β₂.",
            credit=0.5,
        ),
        Misconception(
            "square-outside",
            lambda own: [
                *means(own),
                means(own)[0] / (1 - own.beta1) ** 2,
                means(own)[1] / (1 - own.beta2) ** 2,
            ],
            "m and v are right. In the hats only β is squared: 1 − β², not (1 − β)².",
            credit=0.5,
        ),
        Misconception(
            "shares-exchanged",
            swapped_shares,
            "The shares are exchanged: β of the old mean stays, 1 − β of the new gradient comes.",
        ),
        Misconception(
            "not-squared",
            not_squared,
            "m and m̂ are right. v is a mean of squares: g² goes in, and that is never negative.",
        ),
        Misconception(
            "first-step-only",
            lambda own: [
                (1 - own.beta1) * own.g1,
                (1 - own.beta2) * own.g1**2,
                float(own.g1),
                float(own.g1**2),
            ],
            "This is where the first step ends. There is a second one, with your second gradient.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "First step: m = (1 − β₁) g and v = (1 − β₂) g²."),
        Hint("And the second step?", "m = β₁ m + (1 − β₁) g, with the m from before."),
        Hint(
            "I want to see the hats.",
            "With your m and v: `m / (1 - two.beta1**2)` and `v / (1 - two.beta2**2)`.",
        ),
    ),
)

adam_first = Value(
    "09.adam_first",
    points=1,
    minutes=3,
    asks="[Δw₁, Δw₂]: Adam's first step from zero, gradients 250 and −0.002, α = 0.01",
    reference=[-0.01, 0.01],
    tolerance=1e-3,
    why="The size of the rate, the sign of −g: how large the gradient was does not matter.",
    misconceptions=(
        Misconception(
            "root-missing",
            [-0.00004, 5.0],
            "You divided by v̂ itself. It is g² after the first step, and its root is |g|.",
        ),
        Misconception(
            "plain-descent",
            [-2.5, 0.00002],
            "That is the step of plain gradient descent, −α g. Adam divides by the root of v̂, and "
            "after one step v̂ is g².",
        ),
        Misconception(
            "uphill",
            [0.01, -0.01],
            "The sizes are right. The step goes against the gradient: the sign of −g.",
            credit=0.5,
        ),
        Misconception(
            "not-corrected",
            [-0.0316, 0.0316],
            "Without bias correction it would be that: 0.1 g over √0.001 g. Put the hats on first.",
        ),
        Misconception(
            "signs-lost",
            [0.01, 0.01],
            "The sizes are right. The first weight has a positive gradient, so it becomes smaller.",
            credit=0.5,
        ),
        Misconception(
            "both-down",
            [-0.01, -0.01],
            "The sizes are right. The second gradient is negative, so its weight grows.",
            credit=0.5,
        ),
        Misconception(
            "rate-missing",
            [-1.0, 1.0],
            "m̂ / √v̂ is 1 or −1. The rate α is in front of it.",
            credit=0.5,
        ),
        Misconception(
            "mean-not-corrected",
            [-0.001, 0.001],
            "You corrected v and not m. From m = 0.1 g the hat makes g again.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With letters: what are m̂ and v̂ after the first step?"),
        Hint("I have them.", "m̂ = g and v̂ = g². What is g / √g²?"),
        Hint("Nearly the answer", "1 or −1, the sign of g. Times −α."),
    ),
)

inside_the_root = Choice(
    "09.inside_the_root",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="how ε = 1e-8 inside the root changes the steps of a weight whose gradient is 1e-6",
    options=(
        Wrong(
            "not at all: 1e-8 is next to nothing in both places",
            "nothing",
            "Next to what? Here v̂ = 1e-12 stands beside it under the root.",
        ),
        Right(
            "they become about a hundred times smaller",
            "√(1e-12 + 1e-8) is 1e-4, a hundred times the gradient.",
        ),
        Wrong(
            "they become about a hundred times larger",
            "larger",
            "ε stands below the line. More below the line means a smaller step.",
        ),
        Wrong(
            "they become ten thousand times smaller",
            "root-forgotten",
            "v̂ + ε is ten thousand times v̂, indeed. But then the root is taken.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "The gradient is always 1e-6, so v̂ = 1e-12 and √v̂ = 1e-6."),
        Hint("ε outside?", "1e-6 + 1e-8 is about 1e-6: the step is nearly α."),
        Hint("ε inside?", "√(1e-12 + 1e-8) is about √1e-8. What is that?"),
    ),
)
