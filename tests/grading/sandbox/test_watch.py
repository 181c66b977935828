"""Which arguments a call changed is found by comparing them with what they were."""

from __future__ import annotations

import numpy as np

from nnkit.grading.sandbox.watch import WatchedArguments


def test_only_what_a_call_changed_is_told() -> None:
    own: list[object] = [1]
    own.append(own)
    arguments = [own, [1.0, np.ones(2)], (1, 2), np.array([None]), {"a": [1]}, 2.0]
    watched = WatchedArguments(arguments)
    assert watched.changes() == []
    arguments[1][1][0] = 2.0  # type: ignore[index]
    arguments[4]["a"].append(2)  # type: ignore[index]
    assert [place for place, _ in watched.changes()] == [1, 4]
    assert watched.changes() == []
