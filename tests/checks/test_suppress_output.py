"""What a function prints or warns of is not seen."""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pytest

from nnkit.checks.suppress_output import suppress_output


def test_nothing_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    with suppress_output():
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("of a student", stacklevel=1)
        np.float64(1.0) / np.float64(0.0)
    assert capfd.readouterr() == ("", "")


def test_afterwards_all_is_as_before(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="stays"), suppress_output():
        raise ValueError("an error stays")
    print("seen")
    assert capfd.readouterr().out == "seen\n"
    with pytest.raises(UserWarning):
        warnings.warn("an error again", UserWarning, stacklevel=1)
