"""The pages on what nnkit offers, made from its docstrings."""

from __future__ import annotations

import inspect
from types import ModuleType

import nnkit
import nnkit.data
import nnkit.plot

# Title, what the page is about, the module, and the names in the order of the page.
_CHAPTERS: dict[str, tuple[str, str, ModuleType, tuple[str, ...]]] = {
    "networks": (
        "Networks",
        "A network of layers, its way forward and its way back. Examples are columns.",
        nnkit,
        ("Network", "Trace", "Gradients"),
    ),
    "functions": (
        "Activations and losses",
        "Arrays of any shape go in, arrays of the same shape come out.",
        nnkit,
        ("sigmoid", "tanh", "relu", "identity", "softmax", "half_squared_error", "cross_entropy"),
    ),
    "training": (
        "Training",
        "Optimisers take one step; fit takes many.",
        nnkit,
        ("fit", "History", "SGD", "Adam", "clip_by_norm", "accuracy"),
    ),
    "gradients": (
        "Gradients, measured and computed",
        "To find out whether a gradient is right, and where it comes from.",
        nnkit,
        ("gradcheck", "numerical_gradient", "complex_step_gradient", "Value"),
    ),
    "data": (
        "Data",
        "Small data sets that come with the package; nothing is downloaded.",
        nnkit.data,
        ("and_gate", "xor", "moons", "spirals", "digits"),
    ),
    "plots": (
        "Pictures",
        "Each function returns a matplotlib figure, and draws on given axes where asked to.",
        nnkit.plot,
        tuple(nnkit.plot.__all__),
    ),
    "students": (
        "In a notebook of the course",
        "What the cells of the course call, and what a student may call at any time.",
        nnkit,
        ("check", "hint", "progress", "practice", "review", "set_student", "variant"),
    ),
}


def api_pages() -> dict[str, str]:
    """By name each page as reStructuredText, the index first."""
    pages = {"index": _index()}
    for name, (title, about, module, names) in _CHAPTERS.items():
        lines = [title, "=" * len(title), "", about, ""]
        for each in names:
            kind = "class" if inspect.isclass(getattr(module, each)) else "function"
            lines.append(f".. auto{kind}:: {module.__name__}.{each}")
            lines += ["   :members:", ""] if kind == "class" else [""]
        pages[name] = "\n".join(lines)
    return pages


def _index() -> str:
    title = "The library"
    return "\n".join(
        [
            title,
            "=" * len(title),
            "",
            "Back-propagation in straight-line NumPy, small enough to read. ``import nnkit`` needs",
            "NumPy only; matplotlib is loaded with the first picture.",
            "",
            ".. toctree::",
            "   :maxdepth: 2",
            "",
            *(f"   {name}" for name in _CHAPTERS),
            "",
        ]
    )
