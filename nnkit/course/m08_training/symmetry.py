"""How to begin: neurons that nothing tells apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong

start_alike = Choice(
    "08.start_alike",
    kind="prediction",
    points=1,
    minutes=2,
    asks="How many different hidden neurons a network has after training, if all began equal",
    options=(
        Wrong(
            "8, because each finds a task of its own",
            "they-find-their-task",
            "What should make two of them take different tasks? They get the same inputs, have the "
            "same weights, and the same share of the error comes back to them.",
        ),
        Right(
            "1, because all of them stay equal",
            "Equal neurons get equal gradients, so they make equal steps, for ever.",
        ),
        Wrong(
            "8, because the mini-batches are shuffled",
            "shuffling-breaks-it",
            "Shuffling changes which examples come, and that for all neurons alike. Nothing in it "
            "is different for one of them.",
        ),
        Wrong(
            "none: no weight changes at all",
            "nothing-moves",
            "With all weights 0.5 the gradients are not 0: the network learns. But are the "
            "gradients of two hidden neurons different?",
        ),
    ),
    hints=(
        Hint("How could I know?", "Take two hidden neurons. In what do they differ at the start?"),
        Hint("In nothing.", "Then compare their deltas, and with that their gradients."),
        Hint("Nearly the answer", "Equal weights, equal gradients: what is equal after a step?"),
    ),
)


def layers_with_twins(rng: Generator) -> Iterator[Case]:
    """Layers with a pair of twins, with three of a kind, with none, and with near misses."""
    tol = 1e-6
    W, b, W_next = normal(rng, 5, 3), normal(rng, 5, 1), normal(rng, 2, 5)
    W[3], b[3], W_next[:, 3] = W[1], b[1], W_next[:, 1] + 1e-9
    yield W, b, W_next, tol
    for spoiled, at in enumerate(((3, 0), (3, 0), (1, 3))):  # equal but in one entry
        arrays = [W.copy(), b.copy(), W_next.copy()]
        arrays[spoiled][at] -= 0.5
        yield *arrays, tol
    W, b, W_next = normal(rng, 4, 3), normal(rng, 4, 1), normal(rng, 2, 4)
    W[2], b[2], W_next[:, 2] = W[0, ::-1], b[0], W_next[::-1, 0]  # the same numbers elsewhere
    W[3], b[3], W_next[:, 3] = W[1] * (1 + 5e-6), b[1], W_next[:, 1]
    yield W, b, W_next, tol
    W, b, W_next = normal(rng, 6, 2), normal(rng, 6, 1), normal(rng, 3, 6)
    for j in (2, 5):
        W[j], b[j], W_next[:, j] = W[0], b[0], W_next[:, 0]
    W[1, 0], b[1], W_next[0, 1] = W[4, 0], b[4], W_next[0, 4]
    W_next[:, 3] = W_next[:, 1]
    yield W, b, W_next, tol
    W, b, W_next = normal(rng, 3, 2), normal(rng, 3, 1), normal(rng, 4, 3)
    W[2], b[2], W_next[:, 2] = W[0] + 2, b[0] + 2, W_next[:, 0] + 2
    yield W, b, W_next, tol
    W, b, W_next = normal(rng, 4, 4), normal(rng, 4, 1), normal(rng, 4, 4)
    W[2], b[2], W_next[2] = W[0], b[0], W_next[0]  # a row of the next layer is another matter
    yield W, b, W_next, tol
    W[1], b[1], W_next[:, 1] = W[3] + 0.08, b[3] - 0.08, W_next[:, 3]
    yield W, b, W_next, 0.1


def pairs(n, same):
    return [(i, j) for i in range(n) for j in range(i + 1, n) if same(i, j)]


def near(p, q, tol):
    return bool(np.all(np.abs(p - q) <= tol))


twins = Code(
    "08.twins",
    kind="faded-code",
    points=2,
    minutes=6,
    difficulty=2,
    asks="twins(W, b, W_next, tol) -> list of pairs (i, j) of hidden neurons that are equal",
    cases=layers_with_twins,
    arguments=("W", "b", "W_next", "tol"),
    hints=(
        Hint(
            "What belongs to neuron i?",
            "What comes in, `W[i]` and `b[i]`, and what goes out: the column `W_next[:, i]`.",
        ),
        Hint("When are two arrays equal to within tol?", "`np.all(np.abs(p - q) <= tol)`"),
        Hint(
            "Nearly the answer",
            "Three such conditions with `and`: for `W[i]` and `W[j]`, `b[i]` and `b[j]`, "
            "`W_next[:, i]` and `W_next[:, j]`.",
        ),
    ),
)


@twins.right
def reference(W, b, W_next, tol):
    def same(i, j):
        into = near(W[i], W[j], tol) and near(b[i], b[j], tol)
        return into and near(W_next[:, i], W_next[:, j], tol)

    return pairs(len(W), same)


@twins.wrong
def only_what_comes_in(W, b, W_next, tol):
    """You compare what comes in only. Two neurons that answer alike but are heard with different
    weights get different deltas, and part: compare the columns of `W_next` as well."""
    return pairs(len(W), lambda i, j: near(W[i], W[j], tol) and near(b[i], b[j], tol))


@twins.wrong(credit=0.5)
def biases_forgotten(W, b, W_next, tol):
    """You do not compare the biases. With another bias a neuron answers differently, and learns
    differently."""
    return pairs(
        len(W),
        lambda i, j: near(W[i], W[j], tol) and near(W_next[:, i], W_next[:, j], tol),
    )


@twins.wrong
def only_the_weights(W, b, W_next, tol):
    """You compare the rows of W and nothing else. The bias belongs to a neuron too, and so does the
    column of `W_next` by which it is heard."""
    return pairs(len(W), lambda i, j: near(W[i], W[j], tol))


@twins.wrong
def only_what_goes_out(W, b, W_next, tol):
    """You compare what goes out only. What comes in, `W[i]` and `b[i]`, has to be equal as well."""
    return pairs(len(W), lambda i, j: near(W_next[:, i], W_next[:, j], tol))


@twins.wrong
def one_is_enough(W, b, W_next, tol):
    """You take a pair where one of the conditions holds. All three have to: `and`, not `or`."""
    return pairs(
        len(W),
        lambda i, j: (
            near(W[i], W[j], tol) or near(b[i], b[j], tol) or near(W_next[:, i], W_next[:, j], tol)
        ),
    )


@twins.wrong
def one_entry_is_enough(W, b, W_next, tol):
    """One equal entry is enough for your condition. All entries have to be equal: `np.all`."""

    def touch(p, q):
        return np.any(np.abs(p - q) <= tol)

    return pairs(
        len(W),
        lambda i, j: touch(W[i], W[j]) and touch(b[i], b[j]) and touch(W_next[:, i], W_next[:, j]),
    )


@twins.wrong(credit=0.5)
def exactly_equal(W, b, W_next, tol):
    """You ask whether the numbers are exactly equal. Rounding may make them differ in the last
    digits: they are equal if they differ by `tol` at most."""
    return pairs(
        len(W),
        lambda i, j: (
            near(W[i], W[j], 0) and near(b[i], b[j], 0) and near(W_next[:, i], W_next[:, j], 0)
        ),
    )


@twins.wrong
def sign_not_removed(W, b, W_next, tol):
    """You compare the difference with `tol`, but a difference of −3 is smaller than `tol`, too.
    Take its absolute value."""

    def below(p, q):
        return np.all(p - q <= tol)

    return pairs(
        len(W),
        lambda i, j: below(W[i], W[j]) and below(b[i], b[j]) and below(W_next[:, i], W_next[:, j]),
    )


@twins.wrong(credit=0.5)
def own_tolerance(W, b, W_next, tol):
    """`tol` does not reach your comparison: it goes by a tolerance of its own. With `np.allclose`
    say `rtol=0, atol=tol`."""
    return pairs(
        len(W),
        lambda i, j: (
            np.allclose(W[i], W[j])
            and np.allclose(b[i], b[j])
            and np.allclose(W_next[:, i], W_next[:, j])
        ),
    )


@twins.wrong(credit=0.5)
def also_relative(W, b, W_next, tol):
    """`np.allclose` allows a relative error on top of `atol`, unless you say `rtol=0`. Asked for is
    `tol` and nothing else."""
    return pairs(
        len(W),
        lambda i, j: (
            np.allclose(W[i], W[j], atol=tol)
            and np.allclose(b[i], b[j], atol=tol)
            and np.allclose(W_next[:, i], W_next[:, j], atol=tol)
        ),
    )


@twins.wrong
def sums_compared(W, b, W_next, tol):
    """You compare sums. The same numbers in another order have the same sum: compare entry by
    entry."""
    return pairs(
        len(W),
        lambda i, j: (
            near(W[i].sum(), W[j].sum(), tol)
            and near(b[i], b[j], tol)
            and near(W_next[:, i].sum(), W_next[:, j].sum(), tol)
        ),
    )


@twins.wrong(credit=0.5)
def differences_added_up(W, b, W_next, tol):
    """You add up the differences before you compare. Each single one may be as large as `tol`."""
    return pairs(
        len(W),
        lambda i, j: (
            np.abs(W[i] - W[j]).sum() <= tol
            and np.abs(b[i] - b[j]).sum() <= tol
            and np.abs(W_next[:, i] - W_next[:, j]).sum() <= tol
        ),
    )


@twins.wrong
def one_output_only(W, b, W_next, tol):
    """Of the weights that go out you compare those to the first neuron of the next layer. All its
    neurons have to hear the two alike: compare whole columns."""
    return pairs(
        len(W),
        lambda i, j: (
            near(W[i], W[j], tol)
            and near(b[i], b[j], tol)
            and near(W_next[0, i], W_next[0, j], tol)
        ),
    )


@twins.wrong
def those_that_differ(W, b, W_next, tol):
    """Your list holds the pairs that *differ*. Turn the condition round."""
    found = reference(W, b, W_next, tol)
    return pairs(len(W), lambda i, j: (i, j) not in found)


@twins.also_right
def with_allclose(W, b, W_next, tol):
    all_of = np.hstack([W, b.reshape(-1, 1), W_next.T])
    found = []
    for i in range(len(W)):
        for j in range(i + 1, len(W)):
            if np.allclose(all_of[i], all_of[j], rtol=0, atol=tol):
                found.append((i, j))
    return found


@twins.also_right
def by_the_largest_difference(W, b, W_next, tol):
    return pairs(
        len(W),
        lambda i, j: (
            max(
                np.abs(W[i] - W[j]).max(),
                np.abs(b[i] - b[j]).max(),
                np.abs(W_next[:, i] - W_next[:, j]).max(),
            )
            <= tol
        ),
    )
