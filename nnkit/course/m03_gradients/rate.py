"""Learning rates: too small, just right, too large; and which sign a step has."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m03_gradients.fresh import Rate, Steep, draw_rate, draw_steep

rate_factor = Value(
    "03.rate_factor",
    points=1,
    minutes=4,
    difficulty=2,
    asks="By which factor the distance to the minimum shrinks in a step with α = {alpha}",
    fresh=Fresh(Rate(0.1), draw_rate),
    practice=(
        "Gradient descent on y = (x + 2)², where the slope is 2(x + 2), with α = {alpha}: by "
        "which factor is the distance to −2 multiplied in each step?"
    ),
    reference=lambda n: n.factor,
    why="x + 2 becomes (1 − 2α)(x + 2). This one factor decides everything that follows.",
    misconceptions=(
        Misconception(
            "share-removed",
            lambda n: 2 * n.alpha,
            "That share of the distance is taken away in each step. What is left of it?",
        ),
        Misconception(
            "slope-factor-forgotten",
            lambda n: 1 - n.alpha,
            "1 − α: but the slope is twice the distance, 2(x + 2).",
        ),
        Misconception(
            "length-of-the-step",
            0.4,
            "0.4 is the length of the first step. Compare the distances to −2 before and after it: "
            "2 and 1.6.",
        ),
        Misconception(
            "upside-down",
            lambda n: 1 / n.factor,
            "You divided old by new. New by old is asked for.",
        ),
        Misconception(
            "minus",
            lambda n: -n.factor,
            "The walker stays on the same side. The factor is above 0.",
        ),
        Misconception(
            "two-steps-or-heights",
            lambda n: n.factor**2,
            "This is the factor of two steps; the heights have it, too. Asked for is the "
            "*distance* in *one* step.",
        ),
        Misconception(
            "learning-rate",
            lambda n: n.alpha,
            "{alpha} is α. Divide the distance after a step by the distance before it.",
        ),
        Misconception(
            "distance-after",
            1.6,
            "1.6 is the distance after the first step. By which factor is it less than 2?",
        ),
        Misconception(
            "three-steps",
            lambda n: n.factor**3,
            "This is the factor of three steps. Asked for is that of one.",
        ),
        Misconception("percent", lambda n: n.percent, "{percent} percent is the factor {factor}."),
        Misconception(
            "percent-lost",
            lambda n: 100 - n.percent,
            "That many percent of the distance are taken away. Which factor is left?",
        ),
        Misconception(
            "slope",
            4.0,
            "4 is the slope at the start. Divide the distance after a step by the one before.",
        ),
        Misconception(
            "added",
            lambda n: 1 + 2 * n.alpha,
            "1 + 2α: the step is subtracted, so the distance gets smaller.",
        ),
        Misconception("half-way", 0.5, "Compare 2 and 1.6: a half would be 1."),
    ),
    hints=(
        Hint(
            "Which distance?",
            "From x to the minimum at −2. Take a start, such as x = 0: there it is 2.",
        ),
        Hint("And after one step?", "x = 0 − {alpha} · 4, and the distance is what is left to −2."),
        Hint(
            "I have both.",
            "Divide the new distance by the old one, 2. It is the same in the next step.",
        ),
    ),
)

rate_one = Choice(
    "03.rate_one",
    kind="prediction",
    points=1,
    minutes=3,
    asks="What descent on (x + 2)² from x = 0 does with α = 1",
    options=(
        Wrong(
            "it reaches −2 in one step and stays there",
            "one-is-enough",
            "The step is 1 · 4 = 4 long, but the minimum is only 2 away.",
        ),
        Wrong(
            "it jumps from side to side and comes closer each time",
            "oscillates-inwards",
            "It does jump across. But how far from −2 is it then, and how steep is it there?",
        ),
        Wrong(
            "it runs away, further with each step",
            "runs-away",
            "That needs a rate above 1. Compute two steps: 0, then −4, then ...",
        ),
        Right(
            "it jumps from 0 to −4 and back, for ever",
            "The factor is 1 − 2 = −1: as far on the other side, where the slope is −4, and back.",
        ),
    ),
    hints=(
        Hint("How could I know?", "Do the first step by hand: slope 4 at x = 0, α = 1."),
        Hint("I am at −4 now.", "There the slope is −4. Do one more step."),
        Hint("I want a formula.", "The distance is multiplied by 1 − 2α in each step."),
    ),
)

rate_perfect = Value(
    "03.rate_perfect",
    points=0.5,
    minutes=2,
    difficulty=2,
    asks="The learning rate that reaches the minimum of (x + 2)² in a single step",
    reference=0.5,
    why=(
        "1 − 2α = 0. On a valley twice as steep it would be half as much. How steep its valleys "
        "are, a network does not know; one has to try."
    ),
    misconceptions=(
        Misconception("one", 1.0, "With α = 1 it jumps from 0 to −4 and back."),
        Misconception(
            "distance-over-one",
            2.0,
            "2 is the distance to go. It has to be α · 4, since the slope is 4.",
        ),
        Misconception(
            "inverse-of-the-slope", 0.25, "α = ¼ makes a step of length 1. The minimum is 2 away."
        ),
        Misconception(
            "minus",
            -0.5,
            "The size is right. The minus is in the rule already, x − α · slope; α itself is "
            "above 0.",
        ),
        Misconception(
            "from-the-pictures",
            0.3,
            "With 0.3 it takes a few steps. In one step 1 − 2α has to be 0.",
        ),
        Misconception(
            "good-looking", 0.9, "With 0.9 it jumps across. In one step 1 − 2α has to be 0."
        ),
        Misconception(
            "worked-example", 0.1, "With 0.1 the first step is 0.4 long, and it has to be 2."
        ),
        Misconception(
            "distance",
            -2.0,
            "−2 is the place of the lowest point. Which α makes a step of length 2?",
        ),
        Misconception("slope", 4.0, "4 is the slope at 0. α times 4 has to be 2."),
        Misconception("usual", 0.05, "With 0.05 the first step is 0.2 long, and it has to be 2."),
        Misconception(
            "factor", 0.8, "0.8 is the factor for α = 0.1. Now the factor, 1 − 2α, has to be 0."
        ),
    ),
    hints=(
        Hint("Where do I begin?", "From 0 to −2 the step has to be 2 long."),
        Hint("How long is a step?", "α times the slope, and the slope at 0 is 4."),
        Hint("α · 4 = 2", "So α is a half."),
    ),
)

steep_valley = Value(
    "03.steep_valley",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="Where the first step on {c} x² from x = 1 with α = {alpha} leads",
    fresh=Fresh(Steep(100, 0.05), draw_steep),
    practice=(
        "Gradient descent on the steep valley y = {c} x², from x = 1 with α = {alpha}. To "
        "which x does the first step lead?"
    ),
    reference=lambda n: 1 - n.step,
    why=(
        "It is further away than before, with a rate that many texts call a good default. "
        "Whether a rate is small depends on how steep the valley is."
    ),
    misconceptions=(
        Misconception(
            "factor-two-missing",
            lambda n: 1 - n.step / 2,
            "The slope of {c}x² is {slope}x, not {c}x.",
        ),
        Misconception("uphill", lambda n: 1 + n.step, "You added the step. It is subtracted."),
        Misconception(
            "only-the-step",
            lambda n: n.step,
            "{step} is the length of the step. Where does it lead, starting at 1?",
        ),
        Misconception(
            "small-rate-small-step",
            lambda n: 1 - n.alpha,
            "You went by α. The step is α times the slope, and the slope is {slope}.",
        ),
        Misconception(
            "sign-lost",
            lambda n: n.step - 1,
            "The size is right. 1 − {step} is below 0: it lands on the other side.",
        ),
        Misconception(
            "slope",
            lambda n: float(n.slope),
            "{slope} is the slope at x = 1. A step is α times it, and it is subtracted from 1.",
        ),
        Misconception(
            "slope-subtracted",
            lambda n: 1.0 - n.slope,
            "You subtracted the whole slope. A step is α times it.",
        ),
        Misconception(
            "height-for-slope",
            8100.0,
            "This is the height where it lands. Asked for is the place, x.",
        ),
        Misconception(
            "bottom",
            lambda n: 0.0,
            "The bottom is at 0, but the step is longer than the way there: {alpha} · {slope} "
            "= {step}.",
        ),
        Misconception(
            "minus-ten", lambda n: -n.step, "{step} is the length of the step. It begins at x = 1."
        ),
        Misconception(
            "decimal-slip",
            0.9,
            "That is a step of 0.1. On this valley the slope is 200, and 0.05 · 200 is 10.",
        ),
        Misconception("decimal-slip-2", -99.0, "200 · 0.05 is 10, not 100."),
        Misconception(
            "step-of-half-the-slope",
            5.0,
            "5 is 0.05 · 100. The slope of 100x² is 200x; and the step is subtracted from 1.",
        ),
        Misconception(
            "half-the-slope-uphill",
            6.0,
            "The slope of 100x² is 200x, not 100x, and the step is subtracted.",
        ),
    ),
    hints=(
        Hint("What is the slope?", "{slope}x, so {slope} at x = 1."),
        Hint("How long is the step?", "{alpha} · {slope} = {step}."),
        Hint("Where do I land?", "1 − {step}"),
    ),
)

source_sign = Choice(
    "03.source_sign",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What a recipe for finding the minimum has wrong",
    options=(
        Wrong(
            "the length has to be chosen anew for each step",
            "length-must-change",
            "A fixed factor will do: the steps get shorter by themselves as the gradient does.",
        ),
        Right(
            "if one does just what it says, one goes up and not down",
            "Along the gradient is up. One minus sign separates learning from unlearning.",
        ),
        Wrong(
            "repeating is not necessary, one step is enough",
            "one-step-is-enough",
            "One step is not enough, unless by luck. Repeating is right.",
        ),
        Wrong(
            "the height has to be known, not only the slope",
            "needs-the-value",
            "The height is never needed, only the slope. That is one of the nice things about it.",
        ),
    ),
    hints=(
        Hint("It sounds right to me.", "Follow it from x = 0, where the slope is 4."),
        Hint("In that direction ...", "The slope is positive: that direction is to the right."),
        Hint("To the right of 0 ...", "... (x + 2)² grows. The minimum is on the left."),
    ),
)
