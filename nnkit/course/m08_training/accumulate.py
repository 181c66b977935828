"""Several micro-batches give the gradient of the one batch that they make together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def gradient_cases(rng: Generator) -> Iterator[Case]:
    """Gradients of one to five micro-batches of different sizes, by W and b of some layers."""
    for shapes, sizes in (
        (((3, 2), (3, 1)), (4, 4, 2)),
        (((2, 4), (3, 2), (2, 1), (3, 1)), (5, 2, 7, 1)),
        (((2, 2),), (7,)),
        (((1, 3), (1, 1)), (1, 6)),
        (((3, 3), (3, 1)), (2, 3, 4, 6, 8)),
    ):
        yield [[normal(rng, *shape) for shape in shapes] for _ in sizes], list(sizes)


def together(gradients, weights):
    """The sum over micro-batches, each with a weight, for each parameter."""
    return [
        sum(weight * g for weight, g in zip(weights, of_one, strict=True))
        for of_one in zip(*gradients, strict=True)
    ]


accumulate = Code(
    "08.accumulate",
    points=2.5,
    minutes=7,
    difficulty=2,
    asks="accumulate(gradients, sizes) -> gradient of the one large batch, a list of arrays",
    cases=gradient_cases,
    arguments=("gradients", "sizes"),
    hints=(
        Hint(
            "What do I add to what?",
            "`gradients[k][i]` belongs to micro-batch k and parameter i. Add up over k, for each i "
            "by itself.",
        ),
        Hint(
            "My sizes are different.",
            "Each gradient is a mean over its own examples. Times its size it is a sum; at the end "
            "divide by the number of all examples.",
        ),
        Hint(
            "Nearly the answer",
            "Begin with `total = [np.zeros_like(g) for g in gradients[0]]`. For each micro-batch "
            "and each i: `total[i] += size / sum(sizes) * gradient[i]`.",
        ),
    ),
)


@accumulate.right
def reference(gradients, sizes):
    return together(gradients, np.array(sizes) / sum(sizes))


@accumulate.wrong
def mean_of_the_means(gradients, sizes):
    """You took the mean of the gradients. That is right only if all micro-batches are equally
    large. Weigh each with the number of its examples."""
    return together(gradients, [1 / len(sizes)] * len(sizes))


@accumulate.wrong
def only_added(gradients, sizes):
    """You added the gradients up. Each is a mean already; the sum of k means is about k times too
    large, and so would be the step."""
    return together(gradients, [1] * len(sizes))


@accumulate.wrong
def cleared_between(gradients, sizes):
    """Only the last micro-batch is left: the sum was cleared, or overwritten, between them. Make
    the zeros once, before the loop, and add with `+=`."""
    return [sizes[-1] / sum(sizes) * g for g in gradients[-1]]


@accumulate.wrong
def last_alone(gradients, sizes):
    """That is the gradient of the last micro-batch. The others count as well: add up."""
    return [1.0 * g for g in gradients[-1]]


@accumulate.wrong
def first_alone(gradients, sizes):
    """That is the gradient of the first micro-batch. The others count as well: add up over all."""
    return [1.0 * g for g in gradients[0]]


@accumulate.wrong
def not_divided(gradients, sizes):
    """You weighed each gradient with its size, and that is right. The sum has still to be divided
    by the number of all examples, `sum(sizes)`."""
    return together(gradients, sizes)


@accumulate.wrong
def divided_by_micro_batches(gradients, sizes):
    """You weighed with the sizes and divided by the number of micro-batches. Divide by the number
    of examples, `sum(sizes)`."""
    return together(gradients, np.array(sizes) / len(sizes))


@accumulate.wrong
def divided_twice(gradients, sizes):
    """Your result is too small by the number of micro-batches. After dividing by `sum(sizes)` it is
    a mean already."""
    return together(gradients, np.array(sizes) / sum(sizes) / len(sizes))


@accumulate.wrong
def sizes_divided_by(gradients, sizes):
    """You divided each gradient by its size. It is a mean over its examples already: multiply by
    the size, so that large micro-batches count more, and divide once, by all examples."""
    return together(gradients, 1 / np.array(sizes))


@accumulate.wrong
def all_like_the_first(gradients, sizes):
    """You divided as if all micro-batches were as large as the first. Divide by `sum(sizes)`."""
    return together(gradients, np.array(sizes) / (sizes[0] * len(sizes)))


@accumulate.wrong
def divided_at_each_turn(gradients, sizes):
    """You divide in each turn of the loop, so that the earlier micro-batches are divided again and
    again. Divide once, after the loop."""
    total = [np.zeros_like(g) for g in gradients[0]]
    for gradient, size in zip(gradients, sizes, strict=True):
        total = [(t + size * g) / sum(sizes) for t, g in zip(total, gradient, strict=True)]
    return total


@accumulate.wrong
def begins_with_the_first(gradients, sizes):
    """The first micro-batch is in your sum twice: you begin with its gradient, and then add it with
    the others. Begin with zeros, `np.zeros_like(g)`."""
    return [g + t for g, t in zip(gradients[0], reference(gradients, sizes), strict=True)]


@accumulate.wrong
def added_and_divided(gradients, sizes):
    """You added the gradients up and divided by the number of examples. Each is a mean already:
    first times its size, then the sum."""
    return together(gradients, [1 / sum(sizes)] * len(sizes))


@accumulate.wrong
def divided_by_the_largest(gradients, sizes):
    """You divided by the size of the largest micro-batch. Divide by all examples, `sum(sizes)`."""
    return together(gradients, np.array(sizes) / max(sizes))


@accumulate.wrong
def first_parameter_alone(gradients, sizes):
    """You return the first parameter's gradient alone. Do the same for each parameter, and return a
    list with one array for each."""
    return reference(gradients, sizes)[0]


@accumulate.wrong
def not_added_up(gradients, sizes):
    """You weighed the gradients, but they still stand one beside the other, a list for each
    micro-batch. Add up over the micro-batches, for each parameter by itself."""
    return [
        [size / sum(sizes) * g for g in gradient]
        for gradient, size in zip(gradients, sizes, strict=True)
    ]


@accumulate.wrong
def first_weight_for_all(gradients, sizes):
    """You weighed all micro-batches with the size of the first. Each has its own."""
    return together(gradients, [sizes[0] / sum(sizes)] * len(sizes))


@accumulate.wrong
def divided_by_parameters(gradients, sizes):
    """You divided by the number of parameters. Divide by the number of examples, `sum(sizes)`."""
    return together(gradients, np.array(sizes) / len(gradients[0]))


@accumulate.wrong
def one_long_list(gradients, sizes):
    """You put the weighed gradients one behind the other. Add up over the micro-batches, so that
    one array is left for each parameter."""
    return [g for gradient in not_added_up(gradients, sizes) for g in gradient]


@accumulate.wrong
def mean_in_the_list_given(gradients, sizes):
    """You took the mean of the gradients, and added up in the list of the first micro-batch, which
    you were given. Begin with zeros of your own, and weigh each gradient with its size."""
    total = gradients[0]
    for gradient in gradients[1:]:
        for i in range(len(total)):
            total[i] = total[i] + gradient[i]
    return [t / len(gradients) for t in total]


@accumulate.wrong
def first_one_twice_in_the_list_given(gradients, sizes):
    """You add up in the list of the first micro-batch, which you were given, and so that one counts
    twice. Begin with zeros of your own, `np.zeros_like(g)`."""
    total = gradients[0]
    for gradient, size in zip(gradients, sizes, strict=True):
        for i in range(len(total)):
            total[i] = total[i] + size / sum(sizes) * gradient[i]
    return total


@accumulate.also_right
def adding_up(gradients, sizes):
    total = [np.zeros_like(g) for g in gradients[0]]
    for gradient, size in zip(gradients, sizes, strict=True):
        for t, g in zip(total, gradient, strict=True):
            t += size * g
    return [t / sum(sizes) for t in total]
