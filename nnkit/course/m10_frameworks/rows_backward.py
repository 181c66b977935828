"""Backward through a Dense layer as a framework keeps it: examples in rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import ONE_LAYER, normal
from nnkit.checks.exercise import Case, Code, Hint


def dense_cases(rng: Generator) -> Iterator[Case]:
    """Inputs in rows, a kernel, and a gradient from above."""
    for case in ONE_LAYER:
        n_in, n_out = case.layers
        yield normal(rng, case.n, n_in), normal(rng, n_in, n_out), normal(rng, case.n, n_out)


dense_backward = Code(
    "10.dense_backward",
    points=3,
    minutes=8,
    difficulty=2,
    asks="dense_backward(x, kernel, g) -> (dx, dkernel, dbias), for z = x @ kernel + bias in rows",
    cases=dense_cases,
    arguments=("x", "kernel", "g"),
    returns=("dx", "dkernel", "dbias"),
    exact_shape=True,
    hints=(
        Hint(
            "Where do I begin?",
            "With the shapes. `dkernel` is (n_in, n_out), and it is made of x, (N, n_in), and g, "
            "(N, n_out). Which of them has to be transposed, and which stands on the left?",
        ),
        Hint(
            "And the way back to x?",
            "g is (N, n_out), dx is (N, n_in): g goes back through the kernel, transposed.",
        ),
        Hint("Nearly the answer", "`g @ kernel.T`, `x.T @ g`, and `g` added up over the rows."),
    ),
)


@dense_backward.right
def reference(x, kernel, g):
    return g @ kernel.T, x.T @ g, g.sum(axis=0)


@dense_backward.wrong
def kernel_transposed(x, kernel, g):
    """dx and dbias are right. Your dkernel is the transposed one, as our dW. A gradient has the
    shape of its variable, and the kernel is (n_in, n_out): `x.T @ g`."""
    return g @ kernel.T, g.T @ x, g.sum(axis=0)


@dense_backward.wrong
def kernel_not_transposed(x, kernel, g):
    """You pass g back through the kernel as it stands. That goes only where it is square, with
    wrong numbers: back it is `kernel.T`."""
    return g @ kernel, x.T @ g, g.sum(axis=0)


@dense_backward.wrong
def as_in_columns(x, kernel, g):
    """These are the formulas for examples in columns. Here they lie in rows, and all factors change
    sides."""
    return kernel.T @ g, g @ x.T, g.sum(axis=1)


@dense_backward.wrong
def bias_over_neurons(x, kernel, g):
    """dx and dkernel are right. For dbias you add up along each row, over the neurons. One bias
    serves all examples: add up over the rows, axis 0."""
    return g @ kernel.T, x.T @ g, g.sum(axis=1)


@dense_backward.wrong
def bias_mean(x, kernel, g):
    """dx and dkernel are right. Your dbias is a mean. g carries the 1/N already, if there is one:
    add up."""
    return g @ kernel.T, x.T @ g, g.mean(axis=0)


@dense_backward.wrong
def bias_number(x, kernel, g):
    """dx and dkernel are right. You added up all of g into one number. Each neuron has its own
    bias: add up over the rows only, axis 0."""
    return g @ kernel.T, x.T @ g, g.sum()


@dense_backward.wrong
def bias_not_summed(x, kernel, g):
    """dx and dkernel are right. Your dbias still has a row for each example. One bias serves them
    all: add up over the rows."""
    return g @ kernel.T, x.T @ g, g


@dense_backward.wrong
def bias_first_example(x, kernel, g):
    """dx and dkernel are right. Your dbias is that of the first example. All examples use the
    bias, so all send something back: add up."""
    return g @ kernel.T, x.T @ g, g[0]


@dense_backward.wrong
def mean_again(x, kernel, g):
    """dx is right. You divide the gradients of kernel and bias by N. g carries the 1/N already, if
    there is one."""
    return g @ kernel.T, x.T @ g / len(x), g.sum(axis=0) / len(x)


@dense_backward.wrong
def kernel_mean(x, kernel, g):
    """dx and dbias are right. You divide dkernel by N. g carries the 1/N already, if there is
    one."""
    return g @ kernel.T, x.T @ g / len(x), g.sum(axis=0)


@dense_backward.wrong
def through_a_sigmoid(x, kernel, g):
    """dkernel and dbias are right. You took dx through a sigmoid. The layer here is z = x @ kernel
    + bias and nothing more; an activation is a rule of its own."""
    return g @ kernel.T * x * (1 - x), x.T @ g, g.sum(axis=0)


@dense_backward.wrong
def through_dkernel(x, kernel, g):
    """dkernel and dbias are right. You passed g back through `dkernel`, the gradient. It goes back
    through the kernel itself."""
    return g @ (x.T @ g).T, x.T @ g, g.sum(axis=0)


@dense_backward.wrong
def uphill(x, kernel, g):
    """All have the wrong sign. These are gradients: whoever uses them will subtract them."""
    return -g @ kernel.T, -x.T @ g, -g.sum(axis=0)


@dense_backward.wrong
def bias_of_ones(x, kernel, g):
    """dx and dkernel are right. The slope of z by the bias is 1, but that is only the local
    gradient: it has to be multiplied by g, and added up over the examples."""
    return g @ kernel.T, x.T @ g, np.ones(g.shape[1])


@dense_backward.wrong
def local_gradients(x, kernel, g):
    """You return the local gradients, the other factor of each product. They still have to be
    multiplied by g, which came back from above."""
    return kernel.T, x.T, np.ones(g.shape[1])


@dense_backward.wrong(credit=0.5)
def x_last(x, kernel, g):
    """All three are right, in another order: dx, dkernel, dbias."""
    return x.T @ g, g.sum(axis=0), g @ kernel.T


@dense_backward.wrong(credit=0.5)
def x_forgotten(x, kernel, g):
    """What you return is right. dx is missing: the layer before is waiting for it."""
    return x.T @ g, g.sum(axis=0)


@dense_backward.wrong
def dx_transposed(x, kernel, g):
    """dkernel and dbias are right. Your dx is transposed: it has the shape of x, one example in
    each row. `g @ kernel.T`."""
    return kernel @ g.T, x.T @ g, g.sum(axis=0)


@dense_backward.wrong(credit=0.5)
def bias_row(x, kernel, g):
    """The numbers are right. Your dbias is a row, (1, n_out), and the bias is flat: leave
    `keepdims` out."""
    return g @ kernel.T, x.T @ g, g.sum(axis=0, keepdims=True)


@dense_backward.wrong(credit=0.5)
def bias_column(x, kernel, g):
    """The numbers are right. Your dbias is a column, as in this course. Here the bias is flat,
    (n_out,)."""
    return g @ kernel.T, x.T @ g, g.sum(axis=0).reshape(-1, 1)


@dense_backward.also_right
def by_einsum(x, kernel, g):
    return (
        np.einsum("nj,ij->ni", g, kernel),
        np.einsum("ni,nj->ij", x, g),
        np.einsum("nj->j", g),
    )


@dense_backward.also_right
def through_columns(x, kernel, g):
    delta, W, a = g.T, kernel.T, x.T
    return (W.T @ delta).T, (delta @ a.T).T, delta.sum(axis=1, keepdims=True).ravel()
