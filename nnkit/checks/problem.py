"""One example and one network to work through by hand: what a student gets as their own numbers.

A problem knows its numbers and how to show them, and none of its answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnkit._typing import Array


_LOSSES = {
    "half_squared_error": "E = ½‖a − y‖²",
    "cross_entropy": "E = −Σ y ln a",
}


@dataclass(frozen=True, eq=False)
class Problem:
    """A network, one example, its target and a learning rate; equal to nothing but itself.

    All arrays are read-only, so that no cell of a notebook can change the question by accident.

    Attributes
    ----------
    weights : tuple of Array
        One matrix a layer, shape (n_out, n_in); also as ``W1``, ``W2`` and so on.
    biases : tuple of Array
        One column a layer, shape (n_out, 1); also as ``b1``, ``b2`` and so on.
    x : Array
        Input, shape (n_0, 1).
    y : Array
        Target, shape (n_L, 1).
    alpha : float
        Learning rate.
    activation : tuple of str
        One name a layer, as `nnkit.Network` takes them.
    loss : str
        ``"half_squared_error"`` or ``"cross_entropy"``.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    x: Array
    y: Array
    alpha: float
    activation: tuple[str, ...]
    loss: str

    def __post_init__(self) -> None:
        for array in (*self.weights, *self.biases, self.x, self.y):
            array.setflags(write=False)

    def __getattr__(self, name: str) -> Array:
        layer = name[1:]
        if name[:1] in ("W", "b") and layer.isdigit():
            arrays = self.weights if name[0] == "W" else self.biases
            if 1 <= int(layer) <= len(arrays):
                return arrays[int(layer) - 1]
            raise AttributeError(
                f"there is no {name}: this network has {len(arrays)} layers, "
                f"so {name[0]}1 to {name[0]}{len(arrays)}"
            )
        raise AttributeError(f"a Problem has no {name!r}; it has {', '.join(self._names())}")

    @property
    def sizes(self) -> list[int]:
        """Number of neurons in each layer, the input first."""
        return [len(self.x), *(len(W) for W in self.weights)]

    @property
    def in_words(self) -> str:
        """The network, its loss and its learning rate in one line."""
        layers = [f"{n} {name}" for n, name in zip(self.sizes[1:], self.activation, strict=True)]
        chain = " → ".join([f"{self.sizes[0]} inputs", *layers])
        return f"{chain} · {_LOSSES[self.loss]} · α = {self.alpha:g}"

    def as_dict(self) -> dict[str, Any]:
        """All that is given, by its name."""
        rest = {"alpha": self.alpha, "activation": self.activation, "loss": self.loss}
        return {**dict(self._arrays()), **rest}

    def __repr__(self) -> str:
        lines = [self.in_words]
        for name, array in self._arrays():
            lines += [f"{name} {array.shape}", _rows(array)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        arrays = "".join(
            '<div style="margin:.4em 1.6em .4em 0">'
            f"<div><code>{name}</code> {array.shape}</div>{_matrix(array)}</div>"
            for name, array in self._arrays()
        )
        return (
            '<div style="border-left:6px solid #0072B2;padding:.4em .9em;'
            'background:rgba(127,127,127,.1);max-width:52em">'
            f"<div><strong>Your numbers</strong> · {escape(self.in_words)}</div>"
            f'<div style="display:flex;flex-wrap:wrap">{arrays}</div></div>'
        )

    def _arrays(self) -> list[tuple[str, Array]]:
        named = [("x", self.x)]
        for i, (W, b) in enumerate(zip(self.weights, self.biases, strict=True), 1):
            named += [(f"W{i}", W), (f"b{i}", b)]
        return [*named, ("y", self.y)]

    def _names(self) -> list[str]:
        return [name for name, _ in self._arrays()] + [
            "weights", "biases", "alpha", "activation", "loss",
        ]  # fmt: skip


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _rows(array: Array) -> str:
    texts = [[_number(v) for v in row] for row in array]
    width = max(len(text) for row in texts for text in row)
    return "\n".join("  " + "  ".join(text.rjust(width) for text in row) for row in texts)


def _matrix(array: Array) -> str:
    """A matrix between brackets, drawn by its left and right border."""
    cell = 'style="text-align:right;padding:.1em .5em;border:0"'
    rows = ""
    for row in array:
        cells = "".join(f"<td {cell}>{_number(v)}</td>" for v in row)
        rows += f'<tr style="background:none">{cells}</tr>'
    return (
        '<table style="border-collapse:collapse;margin:.2em 0;'
        f'border-left:2px solid;border-right:2px solid;border-radius:6px">{rows}</table>'
    )
