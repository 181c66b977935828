"""What is written of the messages is what both sides do."""

from __future__ import annotations

import base64
import re

from nnkit.grading.protocol import messages
from nnkit.grading.sandbox.server import Server


def test_every_method_of_the_sandbox_stands_in_the_table() -> None:
    _, table, _ = re.split(r"^=+  =+$", messages.__doc__ or "", flags=re.MULTILINE)
    methods = {name for name in vars(Server) if not name.startswith("_")} - {"serve"}
    first = set(re.findall(r"^(\w+)  ", table, re.MULTILINE))
    assert first <= methods
    assert {name for name in methods if re.search(rf"\b{name}\b", table)} == methods


def test_a_figures_name_is_known_by_its_beginning_in_base64_too() -> None:
    prefix = base64.b64encode(messages.FIGURE_PREFIX)
    name = messages.FIGURE_PREFIX + bytes(range(32))
    assert base64.b64encode(name).startswith(prefix)
