"""Rungs of the ladder before a long run: the loss at chance, and twenty by heart."""

from __future__ import annotations

from math import log, log2, log10

from nnkit.checks.draw import Draw
from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Variant, Wrong


def draw_classes(draw: Draw) -> int:
    """How many classes; not the ten of the notebook."""
    return draw.choice((3, 4, 5, 6, 7, 8, 12, 15, 20, 26, 50))


def at_chance(C: int) -> list[float]:
    """Cross-entropy and half squared error if every class gets the share 1/C."""
    return [log(C), (1 - 1 / C) / 2]


my_chance = Value(
    "08.my_chance",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="cross-entropy and half squared error if all outputs are 1/C, three decimals",
    variant=Variant("08.classes", draw_classes, ("C",)),
    parts=("cross-entropy", "half squared error"),
    practice=(
        "A problem has {C} classes, and all outputs are 1/{C}. What are the cross-entropy and "
        "the half squared error? A list of two numbers, three decimals."
    ),
    reference=at_chance,
    tolerance=1e-3,
    why="Know these before you start: a first loss that is another one says that something is off.",
    misconceptions=(
        Misconception(
            "decimal-logarithm",
            lambda C: [log10(C), at_chance(C)[1]],
            "You took the logarithm to base 10. ln is the natural one: `np.log`.",
            credit=0.5,
        ),
        Misconception(
            "binary-logarithm",
            lambda C: [log2(C), at_chance(C)[1]],
            "You took the logarithm to base 2. ln is the natural one: `np.log`.",
            credit=0.5,
        ),
        Misconception(
            "minus-kept",
            lambda C: [-log(C), at_chance(C)[1]],
            "The loss is minus the logarithm of 1/C, and that logarithm is negative: minus and "
            "minus is plus.",
            credit=0.5,
        ),
        Misconception(
            "right-class-only",
            lambda C: [log(C), (1 - 1 / C) ** 2 / 2],
            "In the squared error you counted the output of the right class. The other C − 1 "
            "outputs should be 0 and are 1/C: they count as well.",
            credit=0.5,
        ),
        Misconception(
            "half-forgotten",
            lambda C: [log(C), 1 - 1 / C],
            "The second is twice too large: the loss is half the squared error.",
            credit=0.5,
        ),
        Misconception(
            "mean-over-outputs",
            lambda C: [log(C), (1 - 1 / C) / 2 / C],
            "You divided the squared error by C. The loss is a sum over the outputs, and a mean "
            "only over examples.",
            credit=0.5,
        ),
        Misconception(
            "all-outputs-half",
            lambda C: [log(C), C / 8],
            "That is the loss if all outputs are ½. Here each of them is 1/C.",
            credit=0.5,
        ),
        Misconception(
            "the-share",
            lambda C: [1 / C, at_chance(C)[1]],
            "1/C is the output. Cross-entropy is minus its natural logarithm.",
            credit=0.5,
        ),
        Misconception(
            "exchanged",
            lambda C: at_chance(C)[::-1],
            "Both numbers are right, in the other order: first the cross-entropy.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Cross-entropy looks at the right class alone: −ln(1/C)."),
        Hint("And the squared error?", "One error is 1 − 1/C; the other C − 1 are 1/C each."),
        Hint(
            "Nearly the answer",
            "`np.log(C)`, and half of (1 − 1/C)² + (C − 1) · (1/C)², which is ½(1 − 1/C).",
        ),
    ),
)

first_loss = Choice(
    "08.first_loss",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what is wrong if the first loss is 14.2 in place of 2.3",
    options=(
        Wrong(
            "the learning rate is too large",
            "rate",
            "No step has been made yet, so the learning rate has had no say. What has?",
        ),
        Wrong(
            "x was shuffled without y",
            "not-paired",
            "A network that knows nothing is at chance whatever the labels are. This one is far "
            "worse than chance.",
        ),
        Right(
            "the weights that it begins with are far too large",
            "It is sure of itself before it has learnt anything, and mostly sure of the wrong "
            "class.",
        ),
        Wrong(
            "nothing: it has not been trained yet",
            "nothing",
            "Not to know is worth 2.3. To have 14.2 one has to be sure, and wrong: e^(−14.2) is "
            "what the right class gets.",
        ),
    ),
    hints=(
        Hint("What does 14.2 mean?", "The right class gets about e^(−14.2): nearly nothing."),
        Hint("When is an output so sure?", "When z is large. What makes z large before training?"),
        Hint("Nearly the answer", "z is a sum of weights times inputs."),
    ),
)


by_heart = Choice(
    "08.by_heart",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="what a network reaches on 20 digits whose labels are wrong",
    options=(
        Wrong(
            "about 10 % of the 20, as by guessing: there is nothing to learn",
            "nothing-to-learn",
            "There is no rule to find. But 20 pictures can be known by heart without any rule, and "
            "the network has more than 2000 weights for it.",
        ),
        Wrong(
            "about half of the 20",
            "half",
            "What would stop it there? It has 2260 weights and biases for 20 pictures.",
        ),
        Wrong(
            "about 20 % of the 20, because that is what it reaches on new digits",
            "as-on-new-ones",
            "On new digits it will be bad. On the 20 it can be as good as its memory.",
        ),
        Right(
            "all 20",
            "By heart it learns anything. So this rung tests the code, and says nothing about new "
            "digits.",
        ),
    ),
    hints=(
        Hint("Is there a rule to learn?", "No. Is a rule needed for 20 pictures?"),
        Hint("How many weights are there?", "64 · 30 + 30 · 10, and 40 biases."),
        Hint("Nearly the answer", "It learns by heart whatever it is told, right or wrong."),
    ),
)
