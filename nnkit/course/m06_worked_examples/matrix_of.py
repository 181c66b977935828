"""From weights named w_ij, from node i to node j, to a matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Code, Hint, Misconception


def pair_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Edges (i, j, weight) in any order; senders and receivers by their node numbers."""
    for sources, targets in (([1, 2], [3, 4, 5]), ([3, 1, 2], [6, 4]), ([4, 5, 6], [9, 7, 8])):
        edges = [(i, j, float(normal(rng, 1)[0])) for i in sources for j in targets]
        yield [edges[k] for k in rng.permutation(len(edges))], sources, targets


def reference_matrix(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    """W (n_out, n_in): a row for each receiver, a column for each sender."""
    W = np.zeros((len(targets), len(sources)))
    for i, j, weight in edges:
        W[targets.index(j), sources.index(i)] = weight
    return W


def matrix_from_dict(edges: list[Any], sources: list[int], targets: list[int]) -> list[Any]:
    found = {(i, j): weight for i, j, weight in edges}
    return [[found[i, j] for i in sources] for j in targets]


def matrix_to_rows(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    return reference_matrix(edges, sources, targets).T


def matrix_in_list_order(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    return np.array([weight for _, _, weight in edges]).reshape(len(targets), len(sources))


def matrix_in_sender_order(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    return np.array([weight for _, _, weight in edges]).reshape(len(sources), len(targets)).T


def matrix_by_node_numbers(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    W = np.zeros((max(targets) + 1, max(sources) + 1))
    for i, j, weight in edges:
        W[j, i] = weight
    return W


def matrix_sorted(edges: list[Any], sources: list[int], targets: list[int]) -> np.ndarray:
    return reference_matrix(edges, sorted(sources), sorted(targets))


MATRIX_OF = Code(
    id="06.matrix_of",
    points=2.5,
    minutes=7,
    difficulty=2,
    asks="matrix_of(edges, sources, targets) -> W, shape (n_out, n_in)",
    reference=reference_matrix,
    cases=pair_cases,
    arguments=("edges", "sources", "targets"),
    misconceptions=(
        Misconception(
            "from-to",
            matrix_to_rows,
            "Your matrix is W[from, to], as for examples in rows. Ours has the listener first.",
            credit=0.5,
        ),
        Misconception(
            "list-order",
            matrix_in_list_order,
            "You filled W in the order of the list. The list may come in any order: i and j "
            "say where a weight belongs.",
        ),
        Misconception(
            "list-order-turned",
            matrix_in_sender_order,
            "You filled the matrix in the order of the list and turned it over. The list may "
            "come in any order: i and j say where a weight belongs.",
        ),
        Misconception(
            "node-numbers-as-indices",
            matrix_by_node_numbers,
            "You used node numbers as indices, so W is much too large. An index counts within "
            "the layer: `sources.index(i)`, `targets.index(j)`.",
        ),
        Misconception(
            "sorted-nodes",
            matrix_sorted,
            "You put the nodes in order of their numbers. Rows and columns shall follow "
            "`targets` and `sources` as given.",
        ),
    ),
    accepts=(matrix_from_dict,),
    hints=(
        Hint("Which shape?", "`np.zeros((len(targets), len(sources)))`, then fill it."),
        Hint("Where does (i, j, weight) go?", "Row: place of j in targets. Column: i."),
        Hint("Nearly the answer", "`W[targets.index(j), sources.index(i)] = weight`"),
    ),
)
