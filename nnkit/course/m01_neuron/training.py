"""Why nobody trains a step: nudge a weight and see whether anything moves."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Why, Wrong

step_nudge = Choice(
    "01.step_nudge",
    kind="prediction",
    points=1,
    minutes=2,
    asks="What a step neuron with z = 2 does when one weight rises from 4 to 4.01",
    options=(
        Wrong(
            "it rises by 0.01",
            "as-the-weight",
            "That is by how much the weight moves. Between the weight and the output stands the "
            "step, and it says 1 to every z above 0.",
        ),
        Wrong(
            "it rises by 0.009",
            "as-the-sum",
            "That is by how much z moves: 0.01 · 0.9. The step says 1 to 2 and 1 to 2.009.",
        ),
        Wrong(
            "it jumps from 0 to 1",
            "jumps",
            "It would jump only if z crossed 0 on the way. It goes from 2 to 2.009.",
        ),
        Right(
            "nothing",
            "The step is flat: a small change of a weight changes nothing that could be seen.",
        ),
    ),
    hints=(
        Hint("What does z do?", "It goes from 2 to 2.009."),
        Hint("And the step?", "What is step(2), and what is step(2.009)?"),
        Hint("Both are 1.", "So the output moves by …"),
    ),
)

why_not_step = Why(
    "01.why_not_step",
    kind="why",
    points=2,
    minutes=7,
    difficulty=2,
    asks="Why a network is built of sigmoids and not of steps if it is to learn",
    rubric=(
        "1 point: learning asks the slope, how the answer moves if a weight moves a little; a "
        "step's is 0 wherever it has one",
        "0.5 points: the sigmoid has a slope everywhere, but hardly any where it is saturated",
        "0.5 points: the three words, used rightly, and a number of the module",
    ),
)
