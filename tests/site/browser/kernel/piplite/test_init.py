"""What ``%pip install`` says where nothing can be installed."""

import asyncio

import pytest

from nnkit.site.browser.kernel.piplite import SENTENCE, install


def test_it_is_told_that_nothing_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(install("jax", keep_going=True))
    assert capsys.readouterr().out == SENTENCE + "\n"
