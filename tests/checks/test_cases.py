"""Cases are strong: sizes tell rows from columns, and a wrong gradient from a right one."""

from __future__ import annotations

import numpy as np

from nnkit.checks.cases import layers, networks


def test_layer_cases_have_the_sizes_that_find_faults() -> None:
    cases = list(layers(np.random.default_rng(0)))
    shapes = [(W.shape, a.shape[1]) for W, b, a in cases]
    assert {n for _, n in shapes} >= {1, 7}
    assert any(W[0] == W[1] for W, _ in shapes)
    assert any(len({*W, n}) == 3 for W, n in shapes)
    for W, b, a in cases:
        assert b.shape == (len(W), 1)
        assert a.shape[0] == W.shape[1]
        assert min(np.abs(v).min() for v in (W, b, a)) >= 0.2


def test_network_cases_have_the_sizes_that_find_faults() -> None:
    cases = list(networks(np.random.default_rng(0)))
    assert {x.shape[1] for _, _, x, _ in cases} >= {1, 7}
    assert {len(weights) for weights, *_ in cases} >= {1, 2, 3}
    assert any(all(W.shape[0] == W.shape[1] for W in weights) for weights, *_ in cases)
    for weights, biases, x, y in cases:
        assert x.shape[0] == weights[0].shape[1]
        assert y.shape == (len(weights[-1]), x.shape[1])
        assert [b.shape for b in biases] == [(len(W), 1) for W in weights]


def test_the_generator_decides_the_numbers() -> None:
    ours, same, others = (next(iter(layers(np.random.default_rng(seed))))[0] for seed in (0, 0, 1))
    np.testing.assert_array_equal(ours, same)
    assert np.all(ours != others)
