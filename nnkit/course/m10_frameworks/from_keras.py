"""From the list that Keras gives back to this course's weights and biases."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m10_frameworks.to_keras import network_cases
from nnkit.course.m10_frameworks.to_keras import reference as carried


def keras_cases(rng: Generator) -> Iterator[Case]:
    """What Keras' get_weights gives for networks of one to four layers."""
    for weights, biases in network_cases(rng):
        yield ([array.copy() for array in carried(weights, biases)],)


from_keras = Code(
    "10.from_keras",
    points=2,
    minutes=5,
    asks="from_keras(arrays) -> (weights, biases), two lists, W (n_out, n_in) and b (n_out, 1)",
    cases=keras_cases,
    arguments=("arrays",),
    returns=("weights", "biases"),
    exact_shape=True,
    hints=(
        Hint(
            "How do I get every second one?",
            "`arrays[0::2]` are the kernels, from number 0 on; `arrays[1::2]` the biases.",
        ),
        Hint(
            "How does a flat bias become a column?",
            "`b.T` does nothing to a flat array. `b.reshape(-1, 1)` makes a column.",
        ),
        Hint(
            "Nearly the answer",
            "`[K.T for K in arrays[0::2]]` and `[b.reshape(-1, 1) for b in arrays[1::2]]`",
        ),
    ),
)


def column(b):
    return b.reshape(-1, 1)


@from_keras.right
def reference(arrays):
    return [K.T for K in arrays[0::2]], [column(b) for b in arrays[1::2]]


@from_keras.wrong
def not_transposed(arrays):
    """The biases are right. Your weights are still kernels, (n_in, n_out): transpose each on the
    way back as well."""
    return list(arrays[0::2]), reference(arrays)[1]


@from_keras.wrong
def reshaped(arrays):
    """The biases are right. Your weights have the right shapes and their numbers stand in the wrong
    places: `reshape` goes on in reading order. Transpose: `K.T`."""
    return [K.reshape(K.shape[::-1]) for K in arrays[0::2]], reference(arrays)[1]


@from_keras.wrong
def square_ones_left(arrays):
    """The biases are right. You left square matrices as they are. They have to be transposed like
    all others, although their shape does not show it."""
    weights = [K if K.shape[0] == K.shape[1] else K.T for K in arrays[0::2]]
    return weights, reference(arrays)[1]


@from_keras.wrong(credit=0.5)
def flat_biases(arrays):
    """The weights are right. Your biases are still flat, (n,), and transposing a flat array does
    nothing. Added to z of shape (n, N) they would go to the examples, not to the neurons: make
    columns, `b.reshape(-1, 1)`."""
    return reference(arrays)[0], list(arrays[1::2])


@from_keras.wrong(credit=0.5)
def row_biases(arrays):
    """The weights are right. Your biases are rows, (1, n): a column is (n, 1), `b.reshape(-1,
    1)`."""
    return reference(arrays)[0], [b.reshape(1, -1) for b in arrays[1::2]]


@from_keras.wrong(credit=0.5)
def exchanged(arrays):
    """Both lists are right, in the other order: first the weights, then the biases."""
    weights, biases = reference(arrays)
    return biases, weights


@from_keras.wrong(credit=0.5)
def pairs(arrays):
    """You return one list of pairs. Asked for are two lists, all weights and all biases."""
    return list(zip(*reference(arrays), strict=True))


@from_keras.wrong
def first_half(arrays):
    """You took the first half of the list for the weights. Kernels and biases alternate: every
    second array is a kernel."""
    half = len(arrays) // 2
    return [K.T for K in arrays[:half]], [column(b) for b in arrays[half:]]


@from_keras.wrong
def one_list(arrays):
    """You return all in one list. Asked for are two: `return weights, biases`."""
    weights, biases = reference(arrays)
    return weights + biases


@from_keras.wrong
def biases_for_weights(arrays):
    """You took every second array from number 1 on for the weights: those are the biases. The first
    array is a kernel."""
    return [b.T for b in arrays[1::2]], [K.reshape(-1, 1) for K in arrays[0::2]]


@from_keras.wrong
def last_layer_only(arrays):
    """Only the last layer is in your lists. Make them before the loop, and append in it."""
    return [arrays[-2].T], [column(arrays[-1])]


@from_keras.wrong
def first_layer_only(arrays):
    """Only the first layer is in your lists: go on to the end, two arrays at a time."""
    return [arrays[0].T], [column(arrays[1])]


@from_keras.wrong(credit=0.5)
def weights_only(arrays):
    """You return the weights alone. Return both lists."""
    return reference(arrays)[0]


@from_keras.wrong
def not_sorted(arrays):
    """Both of your lists hold all arrays. Kernels and biases alternate: `arrays[0::2]` are the
    kernels, `arrays[1::2]` the biases."""
    return [a.T for a in arrays], list(arrays)


@from_keras.also_right
def by_dimensions(arrays):
    weights = [a.T for a in arrays if a.ndim == 2]
    biases = [a[:, None] for a in arrays if a.ndim == 1]
    return weights, biases


@from_keras.also_right
def by_number(arrays):
    weights, biases = [], []
    for i in range(0, len(arrays), 2):
        weights.append(arrays[i].T.copy())
        biases.append(arrays[i + 1].reshape(len(arrays[i + 1]), 1))
    return weights, biases
