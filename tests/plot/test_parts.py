"""The parts of a network diagram, for one example, from a Network or from plain lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit import Network
from nnkit.plot.parts import Parts, parts

W: Any = [[[2.0, 3, 4], [2, 1, 2], [3, 5, 1], [2, 3, 4]], [[3.0, 1, 1, 1], [1, 4, 2, 2]]]
B: Any = [[[4.0], [1], [1], [2]], [[2.0], [3]]]
X, T = np.array([[2.0, 4], [1, 2], [3, 6]]), np.array([[4.0, 1], [5, 1]])
NET = Network([np.array(w) for w in W], [np.array(b) for b in B], "identity")
TRACE = NET.forward(X)
GRADIENTS = NET.backward(TRACE, T)


def same(one: Parts, other: Parts) -> bool:
    pairs = zip(vars(one).values(), vars(other).values(), strict=True)
    return all(repr(mine) == repr(others) for mine, others in pairs)


def test_one_example_is_picked() -> None:
    found = parts(NET, None, TRACE, GRADIENTS, 1)
    assert (found.sizes, found.examples) == ([3, 4, 2], 2)
    assert [a.tolist() for a in found.a] == [a[:, 1].tolist() for a in TRACE.a]
    assert [z.tolist() for z in found.z] == [z[:, 1].tolist() for z in TRACE.z[1:]]
    assert [d.tolist() for d in found.delta] == [d[:, 1].tolist() for d in GRADIENTS.delta[1:]]
    assert [b.tolist() for b in found.db] == [b[:, 0].tolist() for b in GRADIENTS.db]
    assert same(parts(NET, None, TRACE, GRADIENTS, -1), found)


def test_plain_lists_do_as_well() -> None:
    trace, gradients = [a.tolist() for a in TRACE.a], (GRADIENTS.dW, GRADIENTS.db, GRADIENTS.delta)
    found = parts(W, B, trace, gradients, 0)
    assert found.z == []
    assert same(found, parts(NET, None, TRACE.a, GRADIENTS, 0))
    assert same(found, parts(W, B, trace, (*gradients[:2], GRADIENTS.delta[1:]), 0))


def test_what_was_not_given_is_empty() -> None:
    found = parts(W, None, None, None, 0)
    assert found.sizes == [3, 4, 2]
    assert [found.biases, found.a, found.z, found.dW, found.db, found.delta] == [[]] * 6
    assert found.examples is None
    assert parts(W, None, [x[:, 0] for x in TRACE.a], None, 0).examples == 1


ONE = X[:, :1]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"net": np.eye(2)}, TypeError, r"not one array of shape \(2, 2\).*give \[W\]"),
        ({"net": []}, TypeError, "list of weight matrices"),
        (
            {"net": [[1.0, 2.0]]},
            ValueError,
            r"weights\[0\] has shape \(2,\); needed is \(n_out, n_in\)",
        ),
        (
            {"net": [np.eye(3), np.eye(2)]},
            ValueError,
            r"shape \(2, 2\).*layer 1 has 3 .*\(n_out, 3\)",
        ),
        ({"net": [["a"]]}, TypeError, "needed is an array of numbers"),
        ({"biases": [[1.0, 2, 3]]}, ValueError, "biases has 1 arrays; this network needs 2"),
        (
            {"biases": [[[1.0]], B[1]]},
            ValueError,
            r"biases\[0\] has shape \(1, 1\); needed is \(4, N\)",
        ),
        ({"trace": [ONE, ONE]}, ValueError, "trace.a has 2 arrays; this network needs 3"),
        ({"trace": [T, X, T]}, ValueError, r"trace.a\[0\] has shape \(2, 2\); needed is \(3, N\)"),
        (
            {"example": 1, "trace": [X, np.ones((4, 1)), T]},
            ValueError,
            "example is 1, .* 1 columns",
        ),
        ({"gradients": [1, 2]}, TypeError, r"\(dW, db, delta\)"),
        (
            {"gradients": ([np.eye(2)], [], [])},
            ValueError,
            r"dW has shapes \[\(2, 2\)\], the weights",
        ),
    ],
)
def test_refuses(change: dict[str, Any], error: type[Exception], says: str) -> None:
    given = {"net": W, "biases": None, "trace": None, "gradients": None, "example": 0}
    with pytest.raises(error, match=says):
        parts(**(given | change))
