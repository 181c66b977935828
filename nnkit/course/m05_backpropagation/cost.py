"""What a backward pass costs, in multiplications, and what measuring each weight would cost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong

how_long = Choice(
    "05.how_long",
    kind="prediction",
    points=1,
    minutes=2,
    asks="how long back-propagation takes if measuring takes 22 minutes",
    options=(
        Right(
            "2 to 3 milliseconds", "All 647 000 derivatives for the price of one or two answers."
        ),
        Wrong(
            "about 10 milliseconds, because each layer needs a pass of its own, for W and for b",
            "a-pass-a-layer",
            "It need not begin again for each layer: one walk from the back to the front passes by "
            "all layers.",
        ),
        Wrong(
            "11 minutes",
            "half",
            "That would save the second measurement of each weight. Back-propagation does not ask "
            "the weights one by one at all.",
        ),
        Wrong(
            "about 22 minutes, too",
            "same",
            "Then nobody would use it. Count: how many matrix products has a layer forward, and "
            "how many back?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Forward, each layer has one matrix product."),
        Hint("And back?", "One for ∂E/∂W and one to pass back, of the same size each."),
        Hint("Nearly the answer", "Not twice as much as one forward pass, and that took 1 ms."),
    ),
)


def size_cases(rng: Generator) -> Iterator[Case]:
    """Layer sizes of networks with one to four layers, all different."""
    for layers in (2, 3, 4, 5):
        yield ([int(n) for n in rng.choice(np.arange(2, 40), layers, replace=False)],)


def products(sizes):
    return [n_out * n_in for n_in, n_out in pairwise(sizes)]


multiplications = Code(
    "05.multiplications",
    points=2,
    minutes=6,
    difficulty=2,
    asks="multiplications(sizes) -> (forward, backward) in the matrix products, for one example",
    cases=size_cases,
    arguments=("sizes",),
    returns=("forward", "backward"),
    hints=(
        Hint("Where do I begin?", "For one layer: W (n_out, n_in) times a column: n_out · n_in."),
        Hint("And back?", "δ aᵀ takes n_out · n_in, and Wᵀ δ as many again, but not in layer 1."),
        Hint("Nearly the answer", "Back: twice the forward count, less `sizes[1] * sizes[0]`."),
    ),
)


@multiplications.right
def reference(sizes):
    forward = sum(products(sizes))
    return forward, 2 * forward - products(sizes)[0]


@multiplications.wrong
def passes_back_to_the_input(sizes):
    """You pass the error back to the input, too. Nobody needs it there: the first layer takes its
    gradients and is done."""
    return sum(products(sizes)), 2 * sum(products(sizes))


@multiplications.wrong
def one_product_back(sizes):
    """Back there are two matrix products a layer: one for ∂E/∂W, and one to pass back (not in the
    first layer)."""
    return sum(products(sizes)), sum(products(sizes))


@multiplications.wrong
def gradients_left_out(sizes):
    """You counted passing back only. Taking ∂E/∂W is a product as well, in each layer."""
    return sum(products(sizes)), sum(products(sizes)[1:])


@multiplications.wrong
def neurons_counted(sizes):
    """You counted neurons. A product of W (n_out, n_in) with a column takes n_out · n_in
    multiplications."""
    return sum(sizes[1:]), 2 * sum(sizes[1:]) - sizes[1]


@multiplications.wrong
def biases_counted(sizes):
    """A bias is added; nothing is multiplied."""
    forward, backward = reference(sizes)
    return forward + sum(sizes[1:]), backward + sum(sizes[1:])


@multiplications.wrong
def last_left_out(sizes):
    """It is the first layer that passes nothing back. The last one has to."""
    forward = sum(products(sizes))
    return forward, 2 * forward - products(sizes)[-1]


@multiplications.wrong
def forward_pass_included(sizes):
    """Your backward count holds the forward pass as well. Count what the walk back takes by
    itself."""
    forward, backward = reference(sizes)
    return forward, forward + backward


@multiplications.wrong
def additions_counted(sizes):
    """Twice too many: you count an addition with each multiplication. Asked for are the
    multiplications."""
    forward, backward = reference(sizes)
    return 2 * forward, 2 * backward


@multiplications.wrong
def sizes_added(sizes):
    """You added sizes where they have to be multiplied: W (n_out, n_in) times a column takes n_out
    · n_in multiplications."""
    sums = [n_out + n_in for n_in, n_out in pairwise(sizes)]
    return sum(sums), 2 * sum(sums) - sums[0]


@multiplications.wrong
def all_sizes_multiplied(sizes):
    """You multiplied all sizes with each other. Each layer has a product of its own, n_out · n_in,
    and the layers are added up."""
    everything = int(np.prod(sizes))
    return everything, 2 * everything


@multiplications.wrong
def three_in_a_row(sizes):
    """You multiplied three neighbouring sizes. For one example a layer takes n_out · n_in · 1
    multiplications: two neighbours."""
    forward = sum(a * b * c for a, b, c in zip(sizes, sizes[1:], sizes[2:], strict=False))
    return forward, 2 * forward - sizes[0] * sizes[1]


@multiplications.wrong(credit=0.5)
def exchanged(sizes):
    """The two numbers are right, in the other order: first forward, then backward."""
    return reference(sizes)[::-1]


@multiplications.wrong
def first_layer_only(sizes):
    """You counted the first layer only. Add up over all layers; a `return` inside the loop ends the
    function in the first round."""
    return sizes[0] * sizes[1], sizes[0] * sizes[1]


@multiplications.wrong
def three_sizes_only(sizes):
    """Right for three sizes; with more or fewer it stops. Go through `sizes` with a loop."""
    if len(sizes) != 3:
        raise ValueError("not enough values to unpack")
    return reference(sizes)


@multiplications.wrong
def total_kept(sizes, kept={}):  # noqa: B006
    """The second call gives something else than the first: a total lives on from call to call.
    Begin with 0 inside the function."""
    forward, backward = reference(sizes)
    kept["forward"] = kept.get("forward", 0) + forward
    return kept["forward"], kept["forward"] + backward


@multiplications.also_right
def by_loop(sizes):
    forward = backward = 0
    for layer in range(1, len(sizes)):
        product = sizes[layer] * sizes[layer - 1]
        forward += product
        backward += product
        if layer > 1:
            backward += product
    return forward, backward
