"""Formulas are MathML; one that cannot be read is told with its place."""

from __future__ import annotations

import pytest
from docutils import nodes  # type: ignore[import-untyped]

from nnkit.site import formulas
from nnkit.site.formulas import setup


class App:
    def add_html_math_renderer(self, name: str, inline: tuple, block: tuple) -> None:
        self.inline, self.block = inline[0], block[0]


class Translator:
    def __init__(self) -> None:
        self.body: list[str] = []


def rendered(render: object, node: nodes.Element) -> str:
    translator = Translator()
    with pytest.raises(nodes.SkipNode):
        render(translator, node)  # type: ignore[operator]
    return "".join(translator.body)


def test_formulas_become_mathml(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[str] = []
    monkeypatch.setattr(formulas.log, "warning", lambda text, *a, **k: warned.append(text % a))
    app = App()
    assert setup(app)["parallel_read_safe"]  # type: ignore[arg-type]
    inline = rendered(app.inline, nodes.math("", r"\delta^l"))
    assert inline.startswith("<math ")
    assert "δ" in inline
    block = rendered(app.block, nodes.math_block("", r"\frac{a}{b}"))
    assert '<div class="nnkit-formula" tabindex="0"' in block
    assert 'display="block"' in block
    assert warned == []
    rendered(app.inline, nodes.math("", "a}{"))
    assert warned == ["this formula cannot be read: a}{"]
