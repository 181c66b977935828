"""What a network is made of: its weights and biases, counted, and what it is without biases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.exercise import Code, Fresh, Hint, Misconception, Value
from nnkit.course.drawn import Sizes, draw_sizes
from nnkit.network import Network


def size_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Layer sizes, the input first."""
    yield ([3, 4, 2],)
    for layers in (2, 3, 4, 5):
        yield ([int(n) for n in rng.choice(np.arange(2, 12), layers, replace=False)],)


no_bias = Value(
    "02.no_bias",
    kind="prediction",
    points=1,
    minutes=2,
    asks="Every entry of net1 for an input of zeros, without biases",
    reference=0.5,
    why="W·0 = 0 for every W, and σ(0) = ½: without a bias a layer has no opinion of its own.",
    misconceptions=(
        Misconception(
            "no-activation",
            0.0,
            "0 is the pre-activation: W times a column of zeros. Then comes the sigmoid.",
        ),
        Misconception("sigmoid-of-zero-is-one", 1.0, "exp(0) is 1, so σ(0) = 1 / (1 + 1)."),
        Misconception(
            "slope", 0.25, "0.25 is the slope of the sigmoid at 0. Asked for is its value there."
        ),
        Misconception(
            "bias-of-one",
            0.731,
            "That is σ(1), as if there were a bias of 1. Here there are no biases.",
        ),
    ),
    hints=(
        Hint("But I don't know the weights!", "You don't need them: what is W times 0?"),
        Hint("All pre-activations are 0.", "What does the sigmoid make of 0?"),
        Hint("σ(0)?", "1 / (1 + exp(0)) = 1 / (1 + 1)."),
    ),
)

weights_and_biases = Value(
    "02.weights_and_biases",
    points=1,
    minutes=3,
    asks="Numbers of weights and of biases of a {n0}-{n1}-{n2} network",
    parts=("weights", "biases"),
    fresh=Fresh(Sizes(3, 4, 2), draw_sizes),
    practice=(
        "How many weights and how many biases does a {n0}-{n1}-{n2} network have? Answer with "
        "a pair, such as `(7, 3)`."
    ),
    reference=lambda n: (n.weights, n.biases),
    tolerance=0.1,
    why=(
        "Each edge is a weight, {n0}·{n1} + {n1}·{n2}; each neuron that computes has a bias, "
        "{n1} + {n2}."
    ),
    misconceptions=(
        Misconception(
            "input-biases",
            lambda n: (n.weights, n.neurons),
            "The weights are right. The {n0} inputs are given, not computed: they have no bias.",
            credit=0.5,
        ),
        Misconception(
            "one-bias-a-layer",
            lambda n: (n.weights, 2),
            "The weights are right. But a bias belongs to a neuron, not to a layer.",
            credit=0.5,
        ),
        Misconception(
            "all-sizes-multiplied",
            lambda n: (n.ways, n.biases),
            "{n0}·{n1}·{n2} counts the ways through the whole network. A weight belongs to "
            "one edge: count the edges between each two neighbouring layers and add.",
            credit=0.5,
        ),
        Misconception(
            "swapped",
            lambda n: (n.biases, n.weights),
            "First the number of weights, then the number of biases.",
            credit=0.5,
        ),
        Misconception(
            "neighbours-added",
            lambda n: (n.neurons + n.n1, n.biases),
            "The biases are right. For the weights you added neighbouring layers, {n0} + {n1} "
            "+ {n1} + {n2}. Each neuron of one layer is joined to each of the next: that is a "
            "product.",
            credit=0.5,
        ),
        Misconception(
            "total",
            lambda n: n.both,
            "{both} is the number of all parameters. Give two numbers: weights, biases.",
            credit=0.5,
        ),
        Misconception(
            "neurons-counted",
            lambda n: (n.neurons, n.biases),
            "The biases are right. {neurons} is the number of neurons; the weights are the "
            "lines between them.",
            credit=0.5,
        ),
        Misconception(
            "first-layer-only",
            lambda n: (n.first, n.n1),
            "These are the numbers of the first layer, {n0} to {n1}. The second one, {n1} to "
            "{n2}, is missing.",
        ),
        Misconception(
            "input-biases-and-swapped",
            lambda n: (n.neurons, n.weights),
            "First the weights, then the biases; and the {n0} inputs are given, not computed, "
            "so they have no bias.",
        ),
    ),
    hints=(
        Hint("What do I count?", "Edges for the weights, computing neurons for the biases."),
        Hint(
            "How many edges?",
            "Each of {n1} neurons listens to {n0}, then each of {n2} listens to {n1}.",
        ),
        Hint(
            "Which neurons have a bias?", "Those that compute: the {n1} hidden and the {n2} output."
        ),
    ),
)

count_parameters = Code(
    "02.count_parameters",
    points=2,
    minutes=6,
    asks="count_parameters(sizes) -> (n_weights, n_biases)",
    cases=size_cases,
    arguments=("sizes",),
    returns=("n_weights", "n_biases"),
    accepts=(lambda sizes: (int(np.dot(sizes[:-1], sizes[1:])), int(np.sum(sizes[1:]))),),
    hints=(
        Hint(
            "How do I go through neighbouring sizes?",
            "`zip(sizes[:-1], sizes[1:])` gives the pairs (3, 4), (4, 2).",
        ),
        Hint("What does one pair add?", "n_in · n_out weights and n_out biases."),
        Hint("How do I return two numbers?", "`return n_weights, n_biases`."),
    ),
)


@count_parameters.right
def reference(sizes):
    return (
        sum(W.size for W in Network.create(sizes).weights),
        sum(b.size for b in Network.create(sizes).biases),
    )


@count_parameters.wrong(credit=0.5)
def input_biases(sizes):
    """Your weights are right, but you count biases for the inputs. Inputs are given; only neurons
    that compute have a bias."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sum(sizes))


@count_parameters.wrong(credit=0.5)
def one_bias_a_layer(sizes):
    """Your weights are right, but you count one bias for each layer. Each neuron has one."""
    return (int(np.dot(sizes[:-1], sizes[1:])), len(sizes) - 1)


@count_parameters.wrong(credit=0.5)
def total_only(sizes):
    """Your total is right. Return two numbers: `return n_weights, n_biases`."""
    return int(np.dot(sizes[:-1], sizes[1:])) + sum(sizes[1:])


@count_parameters.wrong(credit=0.5)
def first_times_last(sizes):
    """Your biases are right. For the weights you join the inputs to the outputs directly. Weights
    lie between each two neighbouring layers."""
    return (sizes[0] * sizes[-1], sum(sizes[1:]))


@count_parameters.wrong(credit=0.5)
def all_sizes_multiplied(sizes):
    """Your biases are right. For the weights you multiply all sizes. Multiply each pair of
    neighbours, then add the products."""
    return (int(np.prod(sizes)), sum(sizes[1:]))


@count_parameters.wrong(credit=0.5)
def sums_for_products(sizes):
    """Your biases are right. For the weights you add the sizes of neighbouring layers. Each neuron
    of one layer is joined to each of the next: that is a product."""
    return (sum(sizes[:-1]) + sum(sizes[1:]), sum(sizes[1:]))


@count_parameters.wrong
def one_layer_short(sizes):
    """The last layer is missing: with k sizes there are k − 1 pairs of neighbours."""
    return (sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 2)), sum(sizes[1:-1]))


@count_parameters.wrong(credit=0.5)
def last_pair_only(sizes):
    """Your biases are right. Of the weights only those of the last layer are counted: add each
    product to what you have already."""
    return (sizes[-2] * sizes[-1], sum(sizes[1:]))


@count_parameters.wrong
def first_pair_only(sizes):
    """Only the first layer is counted. A `return` inside a loop ends the function in the first
    round; or there is no loop yet."""
    return (sizes[0] * sizes[1], sizes[1])


@count_parameters.wrong(credit=0.5)
def every_later_layer(sizes):
    """Your biases are right. For the weights you join each layer to every later one. Only
    neighbours are joined."""
    pairs = [(i, j) for j in range(len(sizes)) for i in range(j)]
    return (sum(sizes[i] * sizes[j] for i, j in pairs), sum(sizes[1:]))


@count_parameters.wrong(credit=0.5)
def squares(sizes):
    """Your biases are right. For the weights you multiply each size with itself. Multiply it with
    the size of the layer before."""
    return (sum(n * n for n in sizes[1:]), sum(sizes[1:]))


@count_parameters.wrong(credit=0.5)
def three_sizes_only(sizes):
    """Right for three sizes. There may be any number of them: use a loop, or `zip`."""
    return (sizes[0] * sizes[1] + sizes[1] * sizes[2], sizes[1] + sizes[2])


@count_parameters.wrong(credit=0.5)
def swapped(sizes):
    """Both numbers are right, in the wrong order: first the weights, then the biases."""
    return (sum(sizes[1:]), int(np.dot(sizes[:-1], sizes[1:])))


@count_parameters.wrong
def swapped_with_input_biases(sizes):
    """Two things: the weights come first, and the inputs have no biases."""
    return (sum(sizes), int(np.dot(sizes[:-1], sizes[1:])))


@count_parameters.wrong(credit=0.5)
def hidden_biases_only(sizes):
    """Your weights are right. Of the biases those of the output layer are missing: its neurons
    compute, too."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sum(sizes[1:-1]))


@count_parameters.wrong(credit=0.5)
def biases_of_the_senders(sizes):
    """Your weights are right. You count biases for the inputs and none for the outputs: it is the
    other way round."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sum(sizes[:-1]))


@count_parameters.wrong(credit=0.5)
def biases_among_the_weights(sizes):
    """Your biases are right. But you count them among the weights as well."""
    return (int(np.dot(sizes[:-1], sizes[1:])) + sum(sizes[1:]), sum(sizes[1:]))


@count_parameters.wrong
def in_a_sentence(sizes):
    """You return text. Return the two numbers: `return n_weights, n_biases`."""
    return f"{int(np.dot(sizes[:-1], sizes[1:]))} weights, {sum(sizes[1:])} biases"


@count_parameters.wrong(credit=0.5)
def biases_of_the_first_layer(sizes):
    """Your weights are right. Of the biases you count those of the first layer only."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sizes[1])


@count_parameters.wrong(credit=0.5)
def biases_of_the_output(sizes):
    """Your weights are right. Of the biases you count those of the output only: hidden neurons have
    one, too."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sizes[-1])


@count_parameters.wrong(credit=0.5)
def one_neuron_without_a_bias(sizes):
    """Your weights are right. For the biases you leave out one neuron. All the inputs have none,
    all the others have one."""
    return (int(np.dot(sizes[:-1], sizes[1:])), sum(sizes) - 1)


@count_parameters.wrong(credit=0.5)
def weights_only(sizes):
    """You return the number of weights. Return two numbers: `return n_weights, n_biases`."""
    return int(np.dot(sizes[:-1], sizes[1:]))


@count_parameters.wrong(credit=0.5)
def layer_by_layer(sizes):
    """You return lists with the numbers of each layer. Add them up."""
    return ([sizes[i - 1] * sizes[i] for i in range(1, len(sizes))], sizes[1:])


@count_parameters.wrong
def neurons_for_both(sizes):
    """You count the neurons. The weights are the lines between them: for each pair of neighbouring
    layers a product."""
    return (sum(sizes), sum(sizes))


@count_parameters.wrong(credit=0.5)
def first_product_only(sizes):
    """Your biases are right. Of the weights only those of the first layer are counted."""
    return (sizes[0] * sizes[1], sum(sizes[1:]))


@count_parameters.wrong
def layers_counted(sizes):
    """You count the layers. Count the weights and biases in them."""
    return (len(sizes) - 1, len(sizes) - 1)


@count_parameters.also_right
def by_loop(sizes):
    """Pairs of neighbours by their index."""
    n_weights = n_biases = 0
    for i in range(1, len(sizes)):
        n_weights += sizes[i] * sizes[i - 1]
        n_biases += sizes[i]
    return n_weights, n_biases
