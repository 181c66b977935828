"""Cutting an order of the examples into mini-batches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def batch_cases(rng: Generator) -> Iterator[Case]:
    """A smaller last batch of one and of several, none, one example, one batch for all."""
    for n_in, n_out, n, size in (
        (3, 2, 7, 3),
        (2, 4, 8, 4),
        (4, 1, 14, 5),
        (5, 5, 5, 2),
        (3, 2, 1, 4),
        (2, 3, 6, 10),
    ):
        yield normal(rng, n_in, n), normal(rng, n_out, n), rng.permutation(n), size


def cut(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def pairs(x, y, parts):
    return [(x[:, part], y[:, part]) for part in parts]


batches = Code(
    "08.batches",
    points=3,
    minutes=8,
    difficulty=2,
    asks="batches(x, y, order, size) -> list of pairs (x, y), one for each mini-batch",
    cases=batch_cases,
    arguments=("x", "y", "order", "size"),
    hints=(
        Hint(
            "Where does a batch begin?",
            "At 0, `size`, 2 · `size` and so on: `for start in range(0, len(order), size):`",
        ),
        Hint(
            "How do I get the examples of a batch?",
            "`order[start : start + size]` are the numbers of its columns. A slice that goes "
            "beyond the end simply becomes shorter: that is the last batch.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop: `part = order[start : start + size]`, then append "
            "`(x[:, part], y[:, part])`.",
        ),
    ),
)


@batches.right
def reference(x, y, order, size):
    return pairs(x, y, cut(order, size))


@batches.wrong
def last_batch_dropped(x, y, order, size):
    """You made the full batches only. The examples that are left over come into one more, smaller
    batch; otherwise the network never sees them in this epoch."""
    return pairs(x, y, [part for part in cut(order, size) if len(part) == size])


@batches.wrong
def order_ignored(x, y, order, size):
    """You cut x and y as they stand. The examples of a batch are those that `order` names:
    `x[:, order[start : start + size]]`."""
    return pairs(x, y, cut(np.arange(len(order)), size))


@batches.wrong
def y_not_in_order(x, y, order, size):
    """The batches of x are right. Those of y are cut from y as it stands, so they hold the labels
    of other examples. Take the same columns from both."""
    return [
        (x[:, part], y[:, at])
        for part, at in zip(cut(order, size), cut(np.arange(len(order)), size), strict=True)
    ]


@batches.wrong
def x_not_in_order(x, y, order, size):
    """The batches of y are right. Those of x are cut from x as it stands. Take the same columns
    from both."""
    return [
        (x[:, at], y[:, part])
        for part, at in zip(cut(order, size), cut(np.arange(len(order)), size), strict=True)
    ]


@batches.wrong
def last_batch_filled_up(x, y, order, size):
    """You filled the last batch up with examples from the beginning. They count twice in this
    epoch then. The last batch is allowed to be smaller."""
    full = -(-len(order) // size) * size
    return pairs(x, y, cut(np.resize(order, full), size))


@batches.wrong
def last_batch_moved_back(x, y, order, size):
    """Your last batch begins earlier, to be full. Some examples are in two batches then. The last
    batch is allowed to be smaller."""
    parts = cut(order, size)
    return pairs(x, y, [*parts[:-1], order[-size:]])


@batches.wrong
def as_many_batches_as_size(x, y, order, size):
    """You made `size` batches. `size` says how many examples are in a batch, not how many batches
    there are."""
    return pairs(x, y, np.array_split(order, size))


@batches.wrong
def nearly_equal_parts(x, y, order, size):
    """You cut the examples into parts that are nearly equal. Asked for are batches of `size`
    examples; only the last one is smaller."""
    return pairs(x, y, np.array_split(order, -(-len(order) // size)))


@batches.wrong
def rest_to_the_last_batch(x, y, order, size):
    """You added the examples that were left over to the last full batch, which is larger than
    `size` then. They make a batch of their own."""
    parts = cut(order, size)
    if len(parts) > 1 and len(parts[-1]) < size:
        parts[-2:] = [np.concatenate(parts[-2:])]
    return pairs(x, y, parts)


@batches.wrong
def sliding(x, y, order, size):
    """Your batches overlap: the next one begins one example further on. It begins `size` examples
    further on: `range(0, N, size)`."""
    return pairs(x, y, [order[i : i + size] for i in range(len(order))])


@batches.wrong
def first_batch_only(x, y, order, size):
    """You return the first batch alone. `return` ends the function: it stands after the loop."""
    return reference(x, y, order, size)[:1]


@batches.wrong
def one_example_short(x, y, order, size):
    """Your batches have one example too few. A slice ends before its second number:
    `order[start : start + size]` has `size` entries."""
    return pairs(x, y, [order[i : i + size - 1] for i in range(0, len(order), size)])


@batches.wrong(credit=0.5)
def two_lists(x, y, order, size):
    """All batches are there, as two lists, one of x and one of y. Asked for is one list with a pair
    for each batch."""
    both = reference(x, y, order, size)
    return [x for x, _ in both], [y for _, y in both]


@batches.wrong(credit=0.5)
def y_first(x, y, order, size):
    """The batches are right, but x and y have changed places in each pair: first x, then y."""
    return [(y, x) for x, y in reference(x, y, order, size)]


@batches.wrong
def x_alone(x, y, order, size):
    """Your list holds the batches of x alone. Each entry is a pair: `(x[:, part], y[:, part])`."""
    return [x[:, part] for part in cut(order, size)]


@batches.wrong
def empty_batch_at_the_end(x, y, order, size):
    """Where `size` divides N you have one batch too many, an empty one. The loop over
    `range(0, len(order), size)` stops by itself where no example is left."""
    starts = range(0, len(order) // size * size + 1, size)
    return pairs(x, y, [order[start : start + size] for start in starts])


@batches.wrong
def all_end_at_size(x, y, order, size):
    """Only your first batch has examples: all of your slices end at `size`. A batch ends `size`
    further on than it begins: `order[start : start + size]`."""
    return pairs(x, y, [order[start:size] for start in range(0, len(order), size)])


@batches.wrong
def last_batch_alone(x, y, order, size):
    """Your list holds the last batch alone. Make an empty list before the loop, and append each
    pair to it."""
    return reference(x, y, order, size)[-1:]


@batches.wrong
def one_example_more(x, y, order, size):
    """Your batches have one example too many, which comes again in the next one. A slice ends
    before its second number: `order[start : start + size]`."""
    return pairs(x, y, [order[i : i + size + 1] for i in range(0, len(order), size)])


@batches.wrong
def ordered_twice(x, y, order, size):
    """You put the columns into the order, and then took from these the columns that `order` names:
    the order is used twice. Cut what is ordered already, or order while you cut."""
    return reference(x[:, order], y[:, order], order, size)


@batches.wrong
def the_other_way_round(x, y, order, size):
    """You put column 0 where the order says. It is to be read the other way: its first entry names
    the first column to take, `x[:, order]`."""
    back = np.argsort(order)
    return pairs(x, y, cut(back, size))


@batches.wrong(credit=0.5)
def one_flat_list(x, y, order, size):
    """All batches are there, x and y in turn in one list. Make a pair of each two: append
    `(x[:, part], y[:, part])`."""
    return [array for pair in reference(x, y, order, size) for array in pair]


@batches.wrong
def last_example_forgotten(x, y, order, size):
    """A last batch of a single example is missing: your loop ends one too early. It runs over
    `range(0, len(order), size)`."""
    return pairs(x, y, [order[i : i + size] for i in range(0, max(len(order) - 1, 1), size)])


@batches.wrong
def numbers_of_the_columns(x, y, order, size):
    """Your list holds numbers of columns. Take the columns themselves: `x[:, part]` and
    `y[:, part]`."""
    return cut(order, size)


@batches.wrong
def without_the_pairs_of_y(x, y, order, size):
    """The second of each of your pairs holds columns of x. It is for the labels: `y[:, part]`."""
    return [(x, x) for x, _ in reference(x, y, order, size)]


@batches.also_right
def ordered_first(x, y, order, size):
    x, y = x[:, order], y[:, order]
    ends = range(size, x.shape[1] + size, size)
    return [[x[:, end - size : end], y[:, end - size : end]] for end in ends]
