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
    """You filled the matrix in the order of the list and turned it over. The list may come in any
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
def sorted_nodes(edges, sources, targets):
    """You put the nodes in order of their numbers. Rows and columns shall follow `targets` and
    `sources` as given."""
    return reference(edges, sorted(sources), sorted(targets))


@matrix_of.also_right
def from_dict(edges, sources, targets):
    found = {(i, j): weight for i, j, weight in edges}
    return [[found[i, j] for i in sources] for j in targets]
