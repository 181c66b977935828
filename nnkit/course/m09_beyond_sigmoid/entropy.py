"""Cross-entropy that survives a probability of exactly 0, and what chance costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.activations import softmax
from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Value

FLOOR = 1e-12


def entropy_cases(rng: Generator) -> Iterator[Case]:
    """Probabilities and targets: one-hot, shared between classes, and with exact zeros."""
    for classes, n in ((3, 4), (4, 1), (2, 7), (3, 3)):
        a = softmax(2 * normal(rng, classes, n))
        yield a, np.eye(classes)[:, rng.integers(0, classes, n)]
    yield softmax(2 * normal(rng, 4, 5)), softmax(normal(rng, 4, 5))
    # Exact zeros: of wrong classes in the first case, of a right one in the second.
    certain = np.array([[1.0, 0.0, 0.3], [0.0, 1.0, 0.5], [0.0, 0.0, 0.2]])
    yield certain, np.eye(3)[:, np.array([0, 1, rng.integers(0, 3)])]
    yield certain, np.eye(3)[:, np.array([0, 2, rng.integers(0, 3)])]
    # Far below the floor, but not 0.
    far = np.array([[1.0, 1e-20], [1e-30, 1.0]])
    yield far, np.eye(2)[:, [1, 1]]
    yield far, np.array([[0.7, 0.4], [0.3, 0.6]])


cross_entropy = Code(
    "09.cross_entropy",
    points=2,
    minutes=6,
    difficulty=2,
    asks="cross_entropy(a, y) -> loss, a number: mean over the N columns",
    cases=entropy_cases,
    arguments=("a", "y"),
    hints=(
        Hint("Where do I begin?", "`y * np.log(a)`, then add everything up; a minus; the mean."),
        Hint(
            "I get nan or inf.",
            "Somewhere `a` is exactly 0. `np.maximum(a, 1e-12)` lifts it before the logarithm.",
        ),
        Hint(
            "Nearly the answer",
            "`-np.sum(y * np.log(np.maximum(a, 1e-12)))`, and that divided by `a.shape[1]`.",
        ),
    ),
)


def _lifted(a):
    return np.maximum(a, FLOOR)


@cross_entropy.right
def mean_entropy(a, y):
    return -np.sum(y * np.log(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def log_of_zero(a, y):
    """Right, as long as no probability is exactly 0. `np.log(0)` is −infinity, and 0 times infinity
    is nan. Lift what is below 1e-12 to 1e-12 first."""
    return -np.sum(y * np.log(a)) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def zero_costs_nothing(a, y):
    """Where the right class got exactly 0, yours costs nothing. That is the worst answer there is,
    so it has to cost most: count the 0 as 1e-12."""
    return -np.sum(y * np.log(np.where(a > 0, a, 1.0))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def zeros_only(a, y):
    """You lift what is exactly 0. But 1e-20 is below 1e-12 as well, and has to count as 1e-12:
    `np.maximum(a, 1e-12)`."""
    return -np.sum(y * np.log(np.where(a == 0, FLOOR, a))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def nan_and_infinity_replaced(a, y):
    """You replaced nan and infinity afterwards. Where the right class got exactly 0 the loss is
    then about 10³⁰⁸. Lift what is below 1e-12 to 1e-12 before the logarithm."""
    with np.errstate(all="ignore"):
        return -np.sum(np.nan_to_num(y * np.log(a))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def floor_of_1e15(a, y):
    """Right but for very small probabilities: asked for is that they count as 1e-12, and −ln 1e-12
    is 27.6. Your floor is 1e-15."""
    return -np.sum(y * np.log(np.maximum(a, 1e-15))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def floor_of_1e10(a, y):
    """Right but for very small probabilities: asked for is that they count as 1e-12, and −ln 1e-12
    is 27.6. Your floor is 1e-10."""
    return -np.sum(y * np.log(np.maximum(a, 1e-10))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def another_floor(a, y):
    """Right but for very small probabilities: asked for is that they count as 1e-12, and −ln 1e-12
    is 27.6. Your floor is another number."""
    return -np.sum(y * np.log(np.maximum(a, 1e-9))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def smallest_number(a, y):
    """Right but for very small probabilities: asked for is that they count as 1e-12, and −ln 1e-12
    is 27.6. Your floor is a much smaller number."""
    return -np.sum(y * np.log(np.maximum(a, np.finfo(float).tiny))) / a.shape[1]


@cross_entropy.wrong(credit=0.5)
def too_much_added(a, y):
    """You add a number that is too large to every probability. Where the right class got 0, that
    shows: asked for is that it counts as 1e-12."""
    return -np.sum(y * np.log(a + 1e-8)) / a.shape[1]


@cross_entropy.wrong
def smaller_of_the_two(a, y):
    """You took the *smaller* of a and 1e-12, so every probability became 1e-12 or less. Take the
    larger: `np.maximum`."""
    return -np.sum(y * np.log(np.minimum(a, FLOOR))) / a.shape[1]


@cross_entropy.wrong
def nan_left_out(a, y):
    """You leave out what is nan. But where the right class got exactly 0 the loss is infinite.
    Lift what is below 1e-12 to 1e-12 before the logarithm."""
    return -np.nansum(y * np.log(a)) / a.shape[1]


@cross_entropy.wrong
def ones_only(a, y):
    """You look only where y is exactly 1. If y is shared between classes, nothing is found there.
    Multiply by y and add up."""
    return -np.sum(np.log(_lifted(a))[y == 1]) / a.shape[1]


@cross_entropy.wrong
def mean_over_the_ones(a, y):
    """You look only where y is exactly 1. If y is shared between classes, nothing is found there,
    and the mean of nothing is nan. Multiply by y and add up."""
    found = np.log(_lifted(a))[y == 1]
    return -found.sum() / len(found) if len(found) else np.nan


@cross_entropy.wrong
def targets_missing(a, y):
    """You took the mean of all logarithms, and the targets do not come in. Multiply by y, add up
    over the classes, then the mean over the examples."""
    return -np.mean(np.log(_lifted(a)))


@cross_entropy.wrong
def floor_of_the_logarithm(a, y):
    """You lifted the logarithm to 1e-12, so every negative one is gone. Lift the probability before
    you take its logarithm."""
    with np.errstate(divide="ignore"):
        return -np.sum(y * np.maximum(np.log(a), FLOOR)) / a.shape[1]


@cross_entropy.wrong
def target_in_the_logarithm(a, y):
    """You put y into the logarithm. Where y is 0 that costs 27.6, although nothing is wrong there.
    The target stands before the logarithm: y · ln a."""
    return -np.sum(np.log(_lifted(a * y))) / a.shape[1]


@cross_entropy.wrong
def largest_probability(a, y):
    """You took the largest probability of each example, whatever the target says. The weights are
    y."""
    return -np.mean(np.log(a.max(axis=0)))


@cross_entropy.wrong
def last_example_only(a, y):
    """Only the last example counts in yours: `loss = …` in a loop forgets what was there. Add up
    with `loss += …`, or leave the loop out."""
    return -np.sum(y[:, -1] * np.log(_lifted(a[:, -1]))) / a.shape[1]


@cross_entropy.wrong
def first_example_only(a, y):
    """You counted the first example only. Add up over all columns."""
    return -np.sum(y[:, 0] * np.log(_lifted(a[:, 0])))


@cross_entropy.wrong
def sum_over_examples(a, y):
    """You added the examples up. The loss is their mean: divide by N, the number of columns."""
    return -np.sum(y * np.log(_lifted(a)))


@cross_entropy.wrong
def mean_over_everything(a, y):
    """You took the mean over all entries, so you divided by the number of classes as well. Over
    classes there is a sum; the mean is over the columns only."""
    return -np.mean(y * np.log(_lifted(a)))


@cross_entropy.wrong
def mean_over_classes(a, y):
    """You divided by the number of classes, the rows. The mean is over the examples, and they are
    the columns."""
    return -np.sum(y * np.log(_lifted(a))) / len(a)


@cross_entropy.wrong
def sign(a, y):
    """Right size, wrong sign. The logarithm of a probability is negative, so a minus in front makes
    the loss positive."""
    return np.sum(y * np.log(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def log_ten(a, y):
    """You took the logarithm to base 10. Cross-entropy has the natural one, `np.log`."""
    return -np.sum(y * np.log10(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def log_two(a, y):
    """You took the logarithm to base 2. Cross-entropy has the natural one, `np.log`."""
    return -np.sum(y * np.log2(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def the_others_too(a, y):
    """You added (1 − y) ln(1 − a). That belongs to one sigmoid output that stands for yes and no.
    With softmax the wrong classes are in the sum of the probabilities already: only y ln a
    counts."""
    b = np.minimum(_lifted(a), 1 - FLOOR)
    return -np.sum(y * np.log(b) + (1 - y) * np.log(1 - b)) / a.shape[1]


@cross_entropy.wrong
def all_classes(a, y):
    """You added up the logarithms of all classes. Each is weighed by its target y: multiply."""
    return -np.sum(np.log(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def log_after_the_sum(a, y):
    """You took the logarithm of a mean. It has to be taken of each example, and the mean
    afterwards."""
    return -np.log(np.sum(y * _lifted(a)) / a.shape[1])


@cross_entropy.wrong(credit=0.5)
def largest_target_only(a, y):
    """Right where one target is 1 and the others 0. If y is shared between classes, each class
    counts with its share: y times the logarithm, added up."""
    return -np.mean(np.log(_lifted(a))[y.argmax(axis=0), np.arange(a.shape[1])])


@cross_entropy.wrong(credit=0.5)
def log_of_the_weighed_sum(a, y):
    """Right where one target is 1 and the others 0. If y is shared between classes, the logarithm
    comes first and the sum afterwards: Σ y ln a, not ln Σ y a."""
    return -np.mean(np.log(np.sum(y * _lifted(a), axis=0)))


@cross_entropy.wrong
def own_answer(a, y):
    """You weighed the logarithms by a itself, so the targets do not come in. The weights are y."""
    return -np.sum(a * np.log(_lifted(a))) / a.shape[1]


@cross_entropy.wrong
def exchanged(a, y):
    """You took the logarithm of y, the targets. It is a whose logarithm is taken, and y that
    weighs it."""
    return -np.sum(a * np.log(_lifted(y))) / a.shape[1]


@cross_entropy.wrong
def squared_error(a, y):
    """That is half the squared error. Cross-entropy is −Σ y ln a."""
    return 0.5 * np.sum((a - y) ** 2) / a.shape[1]


@cross_entropy.wrong
def one_for_each_example(a, y):
    """You return a loss for each example. Asked for is one number, their mean."""
    return -np.sum(y * np.log(_lifted(a)), axis=0)


@cross_entropy.wrong
def log_of_one_plus(a, y):
    """You took the logarithm of 1 + a. Then a certain and right answer costs something, and a
    wrong one little. It is the logarithm of a."""
    return -np.sum(y * np.log(1 + a)) / a.shape[1]


@cross_entropy.also_right
def a_little_added(a, y):
    return -np.mean(np.sum(y * np.log(a + FLOOR), axis=0))


@cross_entropy.also_right
def example_by_example(a, y):
    loss = 0.0
    for n in range(a.shape[1]):
        for k in range(a.shape[0]):
            loss -= y[k, n] * np.log(max(a[k, n], 1e-12))
    return loss / a.shape[1]


chance_loss = Value(
    "09.chance_loss",
    points=1,
    minutes=2,
    asks="cross-entropy of a network that gives each of 26 letters the same probability",
    reference=float(np.log(26)),
    tolerance=0.01,
    why="ln C. An untrained network that costs far more is wrong and sure of it: look at its "
    "weights.",
    misconceptions=(
        Misconception(
            "probability", 1 / 26, "That is what each letter gets. The loss is −ln of it."
        ),
        Misconception(
            "sign", -float(np.log(26)), "The logarithm of 1/26 is negative; the loss is −ln(1/26)."
        ),
        Misconception(
            "log-ten", float(np.log10(26)), "That is the logarithm to base 10. Use the natural one."
        ),
        Misconception(
            "log-two", float(np.log2(26)), "That is the logarithm to base 2. Use the natural one."
        ),
        Misconception(
            "ten-classes", float(np.log(10)), "That is ln 10, for ten digits. Here are 26 letters."
        ),
        Misconception(
            "mean-over-classes",
            float(np.log(26)) / 26,
            "You divided by the number of classes. The sum over classes has one term that is not "
            "0, and there is no mean over them.",
        ),
        Misconception(
            "all-letters",
            26 * float(np.log(26)),
            "You added up all 26 letters. Only the right one has y = 1.",
        ),
        Misconception(
            "what-lacks-to-one", 25 / 26, "That is 1 − 1/26. The loss is −ln of what it got."
        ),
        Misconception(
            "two-classes", float(np.log(2)), "That is ln 2, for two classes. Here are 26 letters."
        ),
        Misconception("classes", 26.0, "Its natural logarithm is what is asked for: −ln(1/26)."),
        Misconception(
            "log-of-what-lacks",
            -float(np.log(25 / 26)),
            "You took the logarithm of 25/26, what the wrong letters get together.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What probability does the right letter get?"),
        Hint("And the loss?", "−ln of that."),
        Hint("Nearly the answer", "−ln(1/26), and that is ln 26."),
    ),
)
