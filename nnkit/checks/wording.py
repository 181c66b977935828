"""The words of a question: numbers filled in, and formulas written without LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_SLOT = re.compile(r"\{([A-Za-z_]\w*)\}")


def fill(text: str, numbers: Any, names: Sequence[str] = ()) -> str:
    """A text with numbers in place of their names in braces; other braces stay.

    Parameters
    ----------
    text : str
        Such as ``"A neuron has put out $a = {a}$."``.
    numbers : object
        What the names mean: its attributes, or see `named`.
    names : sequence of str
        See `named`.
    """
    known = named(numbers, names)

    def shown(slot: re.Match[str], minus: str) -> str:
        name = slot[1]
        if name not in known and not hasattr(type(numbers), name):
            return slot[0]
        value = known[name] if name in known else getattr(numbers, name)
        return value if isinstance(value, str) else in_words(value, minus)

    parts = re.split(r"(\$[^$]*\$|`[^`]*`)", text)  # formulas and code have a minus of their own
    return "".join(
        _SLOT.sub(lambda slot, i=i: shown(slot, "-" if i % 2 else "−"), part)
        for i, part in enumerate(parts)
    )


def with_article(name: str) -> str:
    """A class's name in a sentence: ``an OrderedDict``, ``a uint64``."""
    vowel = name[:1] in "AEIOaeio" or re.match(r"U[nm](?!i)", name)
    return f"an {name}" if vowel else f"a {name}"


def slots(text: str) -> set[str]:
    """The names in braces."""
    return set(_SLOT.findall(text))


def named(numbers: Any, names: Sequence[str] = ()) -> dict[str, Any]:
    """Numbers by the names that a question gives them.

    Named tuples, dictionaries and problems have names; anything else needs them.
    """
    for method in ("_asdict", "as_dict"):
        if hasattr(numbers, method):
            return dict(getattr(numbers, method)())
    if isinstance(numbers, Mapping):
        return dict(numbers)
    if isinstance(numbers, tuple):
        return dict(zip(names, numbers, strict=False))
    return {names[0]: numbers} if names else {}


def in_words(value: Any, minus: str = "−") -> str:
    """A number, a shape or a table as a sentence has it, without needless zeros."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        inner = ", ".join(in_words(v, minus) for v in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"{value:.10g}".replace("-", minus)


def in_python(numbers: Mapping[str, Any]) -> str:
    """Numbers as lines of Python, with the shapes of arrays."""
    lines = []
    for name, value in numbers.items():
        if isinstance(value, np.ndarray):
            lines.append((f"{name} = np.array({value.tolist()})", f"  # shape {value.shape}"))
        else:
            value = value.item() if isinstance(value, np.generic) else value
            lines.append((f"{name} = {value!r}", ""))
    width = max((len(code) for code, shape in lines if shape), default=0)
    return "\n".join(f"{code.ljust(width)}{shape}" if shape else code for code, shape in lines)


_SIGNS = {
    "partial": "∂", "sigma": "σ", "varphi": "φ", "delta": "δ", "alpha": "α", "beta": "β",
    "gamma": "γ", "epsilon": "ε", "varepsilon": "ε", "eta": "η", "lambda": "λ", "mu": "μ",
    "theta": "θ", "Theta": "Θ", "Delta": "Δ", "Sigma": "Σ", "lVert": "‖", "rVert": "‖",
    "sqrt": "√", "infty": "∞", "sum": "Σ", "quad": " ", "dots": "…", "ldots": "…", "nabla": "∇",
    "Big": "", "left": "", "right": "",
}  # fmt: skip
_OPERATORS = {
    "odot": "⊙", "cdot": "·", "times": "×", "leftarrow": "←", "to": "→", "rightarrow": "→",
    "le": "≤", "ge": "≥", "neq": "≠", "approx": "≈", "pm": "±",
}  # fmt: skip
_ABOVE = str.maketrans("0123456789+-−=()lniTLk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ˡⁿⁱᵀᴸᵏ")
_BELOW = str.maketrans("0123456789+-−=()lijkntx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₗᵢⱼₖₙₜₓ")


_EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*]*\w|\w)\*(?![\w*])")


def plain(text: str) -> str:
    """A notebook's text as a terminal can show it: formulas in Unicode, no emphasis."""
    parts = re.split(r"(\$\$?[^$]*\$\$?|`[^`]*`)", text)
    return "".join(
        part if part.startswith("`")
        else _formula(part.strip("$")) if part.startswith("$")
        else _EMPHASIS.sub(r"\1", part.replace("**", ""))
        for part in parts
    )  # fmt: skip


def _formula(text: str) -> str:
    """A formula of LaTeX in Unicode."""
    text = text.replace(r"\frac12", "½").replace("'", "′").replace("-", "−")
    text = re.sub(r"\\top\b", "T", text)
    text = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", text)
    text = re.sub(r"\\(?:text|mathrm|mathit)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r" *\\([A-Za-z]+) *", _sign, text)
    text = re.sub(r"\\!|(?<!\\)~", "", text)
    text = re.sub(r"\\[,;: ]", " ", text)
    for mark, table in (("^", _ABOVE), ("_", _BELOW)):
        text = re.sub(
            rf"{re.escape(mark)}(?:\{{([^{{}}]*)\}}|(.))",
            lambda found, mark=mark, table=table: _moved(found[1] or found[2], mark, table),  # type: ignore[misc]
            text,
        )
    return re.sub(r" {2,}", " ", text.replace("{", "").replace("}", "").replace("\\", ""))


def _sign(found: re.Match[str]) -> str:
    """The sign of a command of LaTeX; the name of one that has none, such as a function's."""
    name = found[1]
    if name in _OPERATORS:
        return f" {_OPERATORS[name]} "
    before = " " * found[0].startswith(" ")
    if name in _SIGNS:
        return f"{before}{_SIGNS[name]}"
    return f"{before}{name}{' ' * found[0].endswith(' ')}"


def _moved(text: str, mark: str, table: dict[int, int]) -> str:
    """A raised or lowered text; in brackets where Unicode has no such letters."""
    if all(ord(c) in table for c in text):
        return text.translate(table)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"
