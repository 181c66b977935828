"""What is misprinted in a derivation of back-propagation, found by the chain rule and by shapes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Wrong

FINE = {
    "b": (
        "b does not belong there: (6) is fine, since in the product aⁿ⁻¹ · wⁿ the slope towards "
        "the weights is the other factor, aⁿ⁻¹."
    ),
    "c": (
        "c does not belong there: (9) is fine, since σ′ is taken at zᴸ, where the sigmoid gets its "
        "input."
    ),
}
OVERLOOKED = {
    "a": "Read (4) to (6) again, slowly: something is there twice.",
    "d": "Look at the weights in (10): which ones does aⁿ meet on its way to zⁿ⁺¹?",
    "e": "Write the shapes under (10): row times matrix, (1, 2) and (4, 2). Does that exist?",
}
TOLD = ("ad", "ae", "de", "abde", "acde", "a", "d", "ade")


def _other_selections() -> Iterator[Misconception]:
    """Every selection of letters that is not told apart by hand: what is fine, what is missing."""
    for size in range(1, 6):
        for picked in map("".join, combinations("abcde", size)):
            if picked not in TOLD:
                wrong = [tell for letter, tell in FINE.items() if letter in picked]
                missing = [tell for letter, tell in OVERLOOKED.items() if letter not in picked]
                begin = wrong or ["Right, and that is not all."]
                tell = " ".join([*begin, *missing[:1]])
                yield Misconception(f"picked-{picked}", picked, tell)


misprints = Choice(
    "04.misprints",
    kind="find-the-bug",
    points=1.5,
    minutes=5,
    difficulty=3,
    asks="All that is wrong with equations (4) to (10)",
    options=(
        Right("one equation is printed twice"),
        Wrong("in (6), $w^n$ belongs where $a^{n-1}$ stands"),
        Wrong(r"in (9), $\sigma'$ must be taken at $a^L$"),
        Right("in (10), the weights are those of the wrong layer"),
        Right("in (10), a transpose is missing, with the right weights, too"),
    ),
    why="A formula printed twice, a wrong index and a missing transpose, all on one page.",
    misconceptions=(
        Misconception(
            "transpose-overlooked",
            "ad",
            "Right, and there is one more. Write the shapes under (10): row times matrix, (1, 2) "
            "and (4, 2). Does that product exist?",
            credit=0.5,
        ),
        Misconception(
            "index-overlooked",
            "ae",
            "Right, and there is one more. Which weights does aⁿ meet on its way to zⁿ⁺¹?",
            credit=0.5,
        ),
        Misconception(
            "repeat-overlooked",
            "de",
            "Right, and there is one more, which harms nobody. Read (4) to (6) again, slowly.",
            credit=0.5,
        ),
        Misconception(
            "local-gradients-swapped",
            "abde",
            "Three of these are right. But (6) is fine: in the product aⁿ⁻¹ · wⁿ the slope towards "
            "the weights is the other factor, aⁿ⁻¹.",
            credit=0.5,
        ),
        Misconception(
            "slope-elsewhere",
            "acde",
            "Three of these are right. But (9) is fine: σ′ is taken at zᴸ, where the sigmoid gets "
            "its input.",
            credit=0.5,
        ),
        Misconception(
            "only-the-repeat",
            "a",
            "That is one of three. The other two are in equation (10): take it apart factor by "
            "factor.",
        ),
        Misconception(
            "only-the-index",
            "d",
            "That is one of three. With the right index the shapes still do not fit, and one "
            "equation is not worth a number of its own.",
        ),
        *_other_selections(),
    ),
    hints=(
        Hint(
            "Where do I look?",
            "At (10). The gradient comes back from layer n + 1 to aⁿ. Which weights does it meet "
            "in the formula for zⁿ⁺¹?",
        ),
        Hint(
            "How do I see a transpose?",
            "Shapes: a row (1, 2) comes back from layer n + 1 and must become a row (1, 4); wⁿ⁺¹ "
            "is (4, 2).",
        ),
        Hint("How many are there?", "Three letters."),
    ),
)
