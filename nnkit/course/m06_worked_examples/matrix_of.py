"""From weights named w_ij, from node i to node j, to a matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Code, Hint


def pair_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Edges (i, j, weight) in any order; senders and receivers by their node numbers."""
    for sources, targets in (([1, 2], [3, 4, 5]), ([3, 1, 2], [6, 4]), ([4, 5, 6], [9, 7, 8])):
        edges = [(i, j, float(normal(rng, 1)[0])) for i in sources for j in targets]
        yield [edges[k] for k in rng.permutation(len(edges))], sources, targets


matrix_of = Code(
    "06.matrix_of",
    points=2.5,
    minutes=7,
    difficulty=2,
    asks="matrix_of(edges, sources, targets) -> W, shape (n_out, n_in)",
    cases=pair_cases,
    arguments=("edges", "sources", "targets"),
    hints=(
        Hint("Which shape?", "`np.zeros((len(targets), len(sources)))`, then fill it."),
        Hint("Where does (i, j, weight) go?", "Row: place of j in targets. Column: i."),
        Hint("Nearly the answer", "`W[targets.index(j), sources.index(i)] = weight`"),
    ),
)


@matrix_of.right
def reference(edges, sources, targets):
    """W (n_out, n_in): a row for each receiver, a column for each sender."""
    W = np.zeros((len(targets), len(sources)))
    for i, j, weight in edges:
        W[targets.index(j), sources.index(i)] = weight
    return W


@matrix_of.wrong(credit=0.5)
def from_to(edges, sources, targets):
    """Your matrix is W[from, to], as for examples in rows. Ours has the listener first."""
    return reference(edges, sources, targets).T


@matrix_of.wrong
def list_order(edges, sources, targets):
    """You filled W in the order of the list. The list may come in any order: i and j say where a
    weight belongs."""
    return np.array([weight for _, _, weight in edges]).reshape(len(targets), len(sources))


@matrix_of.wrong
def list_order_turned(edges, sources, targets):
    """You filled the matrix in the order of the list and transposed it. The list may come in any
    order: i and j say where a weight belongs."""
    return np.array([weight for _, _, weight in edges]).reshape(len(sources), len(targets)).T


@matrix_of.wrong
def node_numbers_as_indices(edges, sources, targets):
    """You used node numbers as indices, so W is much too large. An index counts within the layer:
    `sources.index(i)`, `targets.index(j)`."""
    W = np.zeros((max(targets) + 1, max(sources) + 1))
    for i, j, weight in edges:
        W[j, i] = weight
    return W


@matrix_of.wrong
def counted_from_the_smallest(edges, sources, targets):
    """You count from the smallest node number: `j - min(targets)`. The nodes need not follow each
    other, nor stand in order. Where a node stands in its list, `targets.index(j)` tells."""
    W = np.zeros((len(targets), len(sources)))
    for i, j, weight in edges:
        W[j - min(targets), i - min(sources)] = weight
    return W


@matrix_of.wrong
def numbers_of_the_lecture(edges, sources, targets):
    """Rows j − 3 and columns i − 1 fit the lecture's nodes only. Where a node stands in its list,
    `targets.index(j)` and `sources.index(i)` tell."""
    W = np.zeros((len(targets), len(sources)))
    for i, j, weight in edges:
        W[j - 3, i - 1] = weight
    return W


@matrix_of.wrong
def one_row_many_times(edges, sources, targets):
    """All your rows are the same. `[[0] * n] * m` is one row, m times: what is written into one
    appears in all. Make W with `np.zeros((m, n))`."""
    row = np.zeros(len(sources))
    for i, _, weight in edges:
        row[sources.index(i)] = weight
    return np.array([row] * len(targets))


@matrix_of.wrong
def all_nodes(edges, sources, targets):
    """Your matrix has a row and a column for each node. Rows are for `targets` only, columns for
    `sources` only."""
    nodes = [*sources, *targets]
    W = np.zeros((len(nodes), len(nodes)))
    for i, j, weight in edges:
        W[nodes.index(j), nodes.index(i)] = weight
    return W


@matrix_of.wrong
def order_of_appearance(edges, sources, targets):
    """Your columns stand in the order in which the senders appear in `edges`. They shall follow the
    list `sources`."""
    seen = list(dict.fromkeys(i for i, _, _ in edges))
    return reference(edges, seen, targets)


@matrix_of.wrong
def all_in_order_of_appearance(edges, sources, targets):
    """Your rows and columns stand in the order in which the nodes appear in `edges`. They shall
    follow the lists `targets` and `sources`."""
    senders = list(dict.fromkeys(i for i, _, _ in edges))
    return reference(edges, senders, list(dict.fromkeys(j for _, j, _ in edges)))


@matrix_of.wrong
def whole_numbers(edges, sources, targets):
    """Your weights have lost their decimals: an array of whole numbers cuts them off. Make W with
    `np.zeros(...)`, without `dtype=int`."""
    return reference(edges, sources, targets).astype(int)


@matrix_of.wrong
def one_weight_only(edges, sources, targets):
    """Only one weight is in its place, the rest is 0. Does the loop end too early? A `return`
    inside it ends the function in the first round."""
    return reference(edges[:1], sources, targets)


@matrix_of.wrong
def last_one_missing(edges, sources, targets):
    """One weight is missing, the last of the list. Does your loop end one round too early?"""
    return reference(edges[:-1], sources, targets)


@matrix_of.wrong
def first_one_missing(edges, sources, targets):
    """One weight is missing, the first of the list. Lists are counted from 0."""
    return reference(edges[1:], sources, targets)


@matrix_of.wrong
def sorted_nodes(edges, sources, targets):
    """You put the nodes in order of their numbers. Rows and columns shall follow `targets` and
    `sources` as given."""
    return reference(edges, sorted(sources), sorted(targets))


@matrix_of.also_right
def from_dict(edges, sources, targets):
    found = {(i, j): weight for i, j, weight in edges}
    return [[found[i, j] for i in sources] for j in targets]
