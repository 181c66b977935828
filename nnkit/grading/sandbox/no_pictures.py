"""A `nnkit.plot` that draws nothing, for when only the verdicts are wanted.

matplotlib is not even imported, which would take longer than all else that `nnkit check` does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any


class Blank:
    """A figure, axes or colour that takes everything and does nothing."""

    def __getattr__(self, name: str) -> Blank:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Blank:
        """Return itself."""
        return self

    def __getitem__(self, index: Any) -> Blank:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class BlankPlot(ModuleType):
    """Stands in for `nnkit.plot` and for each of its submodules."""

    def __getattr__(self, name: str) -> Blank:
        if name.startswith("_"):
            raise AttributeError(name)
        return Blank()

    def panels(self, rows: int = 1, columns: int = 1, **looks: Any) -> tuple[Blank, list[Blank]]:
        """As many axes as the real one gives."""
        return Blank(), [Blank()] * (rows * columns)


def replace_plot() -> None:
    """Put the plot that draws nothing in the place of `nnkit.plot`."""
    import nnkit

    plot = BlankPlot("nnkit.plot")
    plot.__path__ = []
    nnkit.plot = sys.modules["nnkit.plot"] = plot
    for path in (Path(nnkit.__file__).parent / "plot").glob("[!_]*.py"):
        name = f"nnkit.plot.{path.stem}"
        sys.modules[name] = BlankPlot(name)
