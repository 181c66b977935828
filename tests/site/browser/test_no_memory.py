"""A browser that cannot begin with the memory of another Python, as WebKit cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnkit.site import browser
from tests.site.browser.browser import needs_browser, served, visit

pytestmark = [needs_browser, pytest.mark.timeout(600)]
NOTEBOOK = "05_backpropagation/backpropagation.ipynb"


def test_python_starts_without_the_memory(site: Path) -> None:
    def counting_otherwise(route: Any) -> None:
        script = route.fetch().text()
        assert "FIRST_FUNCTION = 20000;" in script
        route.fulfill(
            body=script.replace("FIRST_FUNCTION = 20000;", "FIRST_FUNCTION = 20007;"),
            content_type="text/javascript",
        )

    with served(site) as address, visit(address) as visitor:
        visitor.context.route("**/python.js", counting_otherwise)
        visitor.open(browser.address(NOTEBOOK))
        visitor.wait_for_python()
        source = "from nnkit import check\ncheck('05.recall_slope', 0.09)"
        assert "Passed" in visitor.html("recall_slope", source)
        assert any("no-memory" in address for address in visitor.came)
