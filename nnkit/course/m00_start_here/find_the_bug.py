"""Code that runs without complaint and is wrong: a flat target, a seed in the loop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.compare import difference
from nnkit.checks.exercise import Code, Hint
from nnkit.losses import half_squared_error


def flat_target_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Outputs a (n, 1) and targets y (n,); once a holds whole numbers."""
    for n in (3, 5, 1, 2):
        yield normal(rng, n, 1), normal(rng, n)
    yield rng.integers(0, 5, (4, 1)), normal(rng, 4)


def size_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """A list of layer sizes, the input first, and a seed."""
    for sizes in ([3, 4, 2], [2, 2, 2, 2], [5, 1, 3]):
        yield sizes, int(rng.integers(100, 10_000))


def whichever_generator(answer: Any, sizes: list[int], seed: int) -> Any:
    """What an answer gives; the older `RandomState` is as good a generator as `default_rng`."""
    value = answer(sizes, seed)
    older = np.random.RandomState(seed)
    drawn = [older.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]
    return weights_in_order(sizes, seed) if difference(drawn, value) is None else value


repaired_error = Code(
    "00.repaired_error",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=3,
    asks="repaired_error(a, y) -> half the sum of squares of a - y, a (n, 1), y (n,)",
    cases=flat_target_cases,
    arguments=("a", "y"),
    exact_shape=True,
    accepts=(
        lambda a, y: 0.5 * np.sum((a - y[:, None]) ** 2),
        lambda a, y: 0.5 * np.sum((a.ravel() - y) ** 2),
        lambda a, y: 0.5 * np.sum((a[:, 0] - y) ** 2),
        lambda a, y: 0.5 * np.sum(np.diag(a - y) ** 2),
    ),
    hints=(
        Hint("Where do I look?", "Print `(a - y).shape`. Is it what you expect?"),
        Hint("Why is it a table?", "`y` has one axis, so NumPy reads it as a row."),
        Hint("How do I make a column of y?", "`y.reshape(-1, 1)`, as in `00.as_column`."),
    ),
)


@repaired_error.right
def right_repaired_error(a, y):
    return half_squared_error(a, y.reshape(-1, 1))[0]


@repaired_error.wrong
def not_repaired(a, y):
    """This still takes every output from every target: (n, 1) − (n,) is (n, n). Make the shapes
    equal before you subtract."""
    return 0.5 * np.sum((a - y) ** 2)


@repaired_error.wrong
def divided_away(a, y):
    """You divide by n because the table has n times too many entries. But they are the wrong
    differences: most of them are between different neurons."""
    return 0.5 * np.sum((a - y) ** 2) / len(y)


@repaired_error.wrong
def first_row(a, y):
    """You took one row of the table. In it, one output is compared with all targets."""
    return 0.5 * np.sum((a - y)[0] ** 2)


@repaired_error.wrong
def half_lost(a, y):
    """The differences are right now, but the ½ got lost."""
    return np.sum((a.ravel() - y) ** 2)


@repaired_error.wrong
def dot_of_differences(a, y):
    """The differences are right now, but you add them before you square. Then plus and minus
    cancel."""
    return 0.5 * np.sum(a.ravel() - y) ** 2


@repaired_error.wrong
def mean(a, y):
    """The differences are right now. Asked for is their sum; `mean` divides by n."""
    return 0.5 * np.mean((a.ravel() - y) ** 2)


@repaired_error.wrong
def mean_without_half(a, y):
    """The differences are right now. But the ½ got lost, and `mean` divides by n where a sum is
    asked for."""
    return np.mean((a.ravel() - y) ** 2)


@repaired_error.wrong
def absolute(a, y):
    """The differences are right now, but they are not squared: yours adds their absolute
    values."""
    return 0.5 * np.sum(np.abs(a.ravel() - y))


@repaired_error.wrong
def half_squared(a, y):
    """The differences are right now. But your ½ is squared as well, which makes ¼ of it: put it in
    front of the sum."""
    return np.sum((0.5 * (a.ravel() - y)) ** 2)


@repaired_error.wrong
def not_summed(a, y):
    """The differences are right now, and squared. Add them up: one number is needed."""
    return 0.5 * (a.ravel() - y) ** 2


@repaired_error.wrong
def first_difference_only(a, y):
    """Only the first difference is counted. All n of them are squared and added."""
    return 0.5 * (a[0, 0] - y[0]) ** 2


@repaired_error.wrong
def root(a, y):
    """You take the root at the end, as for a distance. E is half the sum itself."""
    return 0.5 * np.sqrt(np.sum((a.ravel() - y) ** 2))


@repaired_error.wrong
def first_column(a, y):
    """You took one column of the table. In it, all outputs are compared with the first target."""
    return 0.5 * np.sum((a - y)[:, 0] ** 2)


@repaired_error.wrong
def mean_of_the_table(a, y):
    """You take the mean of a table that should not be there: most of its differences are between
    different neurons. Make a column of `y` first."""
    return 0.5 * np.mean((a - y) ** 2)


@repaired_error.wrong
def not_squared(a, y):
    """The differences are right now, but they are not squared, so plus and minus cancel."""
    return 0.5 * np.sum(a.ravel() - y)


@repaired_error.wrong
def doubled(a, y):
    """The differences are right now. But you multiply by 2 where the sum is halved."""
    return 2 * np.sum((a.ravel() - y) ** 2)


@repaired_error.wrong
def largest_only(a, y):
    """You take the largest of the squares. All of them are added."""
    return 0.5 * np.max((a.ravel() - y) ** 2)


fresh_weights = Code(
    "00.fresh_weights",
    kind="find-the-bug",
    points=2,
    minutes=6,
    difficulty=2,
    asks="fresh_weights(sizes, seed) -> list of random (n_l, n_{l-1}) arrays, all different",
    cases=size_cases,
    use=whichever_generator,
    arguments=("sizes", "seed"),
    hints=(
        Hint("What is wrong with the output?", "The layers have the same numbers in them."),
        Hint("Why are they the same?", "How often is `default_rng(seed)` called?"),
        Hint("How do I mend it?", "Move the line that makes `rng` up, before the `for`."),
    ),
)


@fresh_weights.right
def weights_in_order(sizes, seed):
    """One generator for all layers."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]


@fresh_weights.wrong
def seed_in_the_loop(sizes, seed):
    """Each round makes a new generator with the same seed, so every layer begins with the same
    numbers. Make the generator once, before the loop."""
    weights = []
    for i in range(1, len(sizes)):
        weights.append(np.random.default_rng(seed).normal(size=(sizes[i], sizes[i - 1])))
    return weights


@fresh_weights.wrong
def seed_forgotten(sizes, seed):
    """Two calls with the same seed give different results. Either the seed does not reach the
    generator, or the generator was made outside the function and goes on from call to call. Make it
    inside, once, from `seed`."""
    rng = np.random.default_rng()
    return [rng.normal(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]


@fresh_weights.wrong(credit=0.5)
def seed_for_each_layer(sizes, seed):
    """Another seed for each layer works here, but seed 5 then shares a layer with seed 6. One
    generator for all is simpler and safe."""
    weights = []
    for i in range(1, len(sizes)):
        rng = np.random.default_rng(seed + i - 1)
        weights.append(rng.normal(size=(sizes[i], sizes[i - 1])))
    return weights


@fresh_weights.wrong(credit=0.5)
def seed_counted_up(sizes, seed):
    """Another seed for each layer works here, but seed 5 then shares a layer with seed 6. One
    generator for all is simpler and safe."""
    return [
        np.random.default_rng(seed + i).normal(size=(sizes[i], sizes[i - 1]))
        for i in range(1, len(sizes))
    ]


@fresh_weights.wrong
def uniform(sizes, seed):
    """One generator for all layers: good. But you draw with `uniform` between −1 and 1; keep
    `normal`."""
    rng = np.random.default_rng(seed)
    return [rng.uniform(-1, 1, (sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]


@fresh_weights.wrong
def first_layer_only(sizes, seed):
    """Only the first layer comes back. A `return` inside the loop ends the function in the first
    round: put it after the loop, as far to the left as `for`."""
    return weights_in_order(sizes[:2], seed)


@fresh_weights.wrong
def shapes_swapped(sizes, seed):
    """The generator is made once, as it should. But your shapes are (n_in, n_out) now: the size of
    the layer itself comes first."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(sizes[i - 1], sizes[i])) for i in range(1, len(sizes))]


@fresh_weights.wrong
def uniform_and_swapped(sizes, seed):
    """Two things: you draw with `uniform` where `normal` was there, and your shapes are (n_in,
    n_out). The size of the layer itself comes first."""
    rng = np.random.default_rng(seed)
    return [rng.uniform(size=(sizes[i - 1], sizes[i])) for i in range(1, len(sizes))]


@fresh_weights.wrong
def uniform_from_zero(sizes, seed):
    """One generator for all layers: good. But you draw numbers between 0 and 1; keep `normal`."""
    rng = np.random.default_rng(seed)
    return [rng.uniform(size=(sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]


@fresh_weights.wrong
def last_to_first(sizes, seed):
    """The layers differ, and they come again with their seed. But they were drawn from the last to
    the first: go through them in order, from the input on."""
    rng = np.random.default_rng(seed)
    weights = []
    for i in range(len(sizes) - 1, 0, -1):
        weights.insert(0, rng.normal(size=(sizes[i], sizes[i - 1])))
    return weights


@fresh_weights.wrong
def seed_of_the_example(sizes, seed):
    """Your numbers are those of seed 1, whatever seed comes in. Use the name `seed`."""
    return weights_in_order(sizes, 1)


@fresh_weights.wrong
def seed_zero(sizes, seed):
    """Your numbers are those of seed 0, whatever seed comes in. Use the name `seed`."""
    return weights_in_order(sizes, 0)


@fresh_weights.wrong
def seed_forty_two(sizes, seed):
    """Your numbers are those of seed 42, whatever seed comes in. Use the name `seed`."""
    return weights_in_order(sizes, 42)


@fresh_weights.wrong
def sizes_of_the_example(sizes, seed):
    """Whatever sizes come in, you make the three layers of the example, 2-3-3-3. Take the numbers
    from `sizes`."""
    return weights_in_order([2, 3, 3, 3], seed)


@fresh_weights.wrong
def last_layer_missing(sizes, seed):
    """The last layer is missing: `sizes` has one number more than there are layers of weights."""
    return weights_in_order(sizes, seed)[:-1]


@fresh_weights.wrong
def one_number_a_row(sizes, seed):
    """In each of your arrays all numbers of a row are the same. Draw an array of the full shape."""
    rng = np.random.default_rng(seed)
    return [
        rng.normal(size=(sizes[i], 1)) * np.ones((1, sizes[i - 1])) for i in range(1, len(sizes))
    ]


@fresh_weights.wrong(credit=0.5)
def seed_times_the_layer(sizes, seed):
    """Another seed for each layer, but seed 1 for layer 2 is then the same as seed 2 for layer 1.
    One generator for all is simpler and safe."""
    return [
        np.random.default_rng(seed * i).normal(size=(sizes[i], sizes[i - 1]))
        for i in range(1, len(sizes))
    ]


@fresh_weights.wrong
def last_layer_only(sizes, seed):
    """Only the last layer comes back. Put each array into the list, in each round."""
    return weights_in_order(sizes, seed)[-1:]


@fresh_weights.wrong
def all_zeros(sizes, seed):
    """All your weights are 0. They are drawn with `normal`."""
    return [np.zeros((sizes[i], sizes[i - 1])) for i in range(1, len(sizes))]


@fresh_weights.also_right
def weights_by_index(sizes, seed):
    """One generator for all layers, told by numbers."""
    rng = np.random.default_rng(seed)
    weights = []
    for i in range(1, len(sizes)):
        weights.append(rng.normal(0, 1, (sizes[i], sizes[i - 1])))
    return weights
