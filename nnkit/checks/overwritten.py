"""A name that means something else than it should: ``len = 4`` and later ``len(x)``.

Python then speaks of an int that is not callable, or of an attribute that an int has not.  The
traceback knows the operation that failed, and the frame what its names mean there.
"""

from __future__ import annotations

import ast
import builtins
import os
import re
import sys
import traceback
from collections.abc import Container, Iterator
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from nnkit.checks.frames import is_library, own_frame, source_of

_MODULES = ("np", "plt", "numpy", "matplotlib", "nnkit", "math", "random", "plot")
_YOUR_FILE = "Your file"
_PLAIN = (int, float, complex, bool, str, list, tuple, dict, set, type(None))
_LONGEST = 40


@dataclass(frozen=True)
class Overwritten:
    """A name with another meaning, and what to tell about it.

    Attributes
    ----------
    name, tell : str
    """

    name: str
    tell: str

    def is_meant(self, functions: Container[str] = ()) -> bool:
        """Whether the name has a meaning that everybody knows, or is one of these functions."""
        course = getattr(sys.modules.get("nnkit"), "__all__", ())
        if self.name == "data":  # a module of the course, but also what many call their own
            return False
        known = hasattr(builtins, self.name) or self.name in _MODULES or self.name in course
        return known or self.name in functions or self.tell.startswith(_YOUR_FILE)


def overwritten(error: BaseException) -> Overwritten | None:
    """The name whose other meaning an exception comes from; None if there is none."""
    found = own_frame(error.__traceback__)
    if found is None:
        return None
    frame, place = found
    try:
        if isinstance(error, ImportError):
            name = (error.name or "").partition(".")[0]
            module = sys.modules.get(name)
            tell = _sentence_on_module(name, module) if module else ""
            return Overwritten(name, tell) if tell else None
        if isinstance(error, UnboundLocalError):
            name = (re.findall(r"'(\w+)'", str(error)) or [""])[0]
            within = f"In `{place.name}` you give `{name}` another meaning, `{name} = ...`"
            tell = f"{within}, so what it means outside cannot be used there. Take another name."
            return Overwritten(name, tell) if hasattr(builtins, name) else None
        for node in ast.walk(ast.parse(source_of(place), mode="eval")):
            for name in _suspects(node, error):
                tell = _sentence(name, frame, place)
                if tell:
                    return Overwritten(name, tell)
            if isinstance(node, (ast.Call, ast.Attribute)):
                break  # the outermost is what failed
    except Exception:  # whatever goes wrong here, the student's own error is told
        return None
    return None


def _suspects(node: ast.AST, error: BaseException) -> Iterator[str]:
    """The names that an operation needs as they are: a function, a module, a type."""
    match node:
        case ast.Attribute(value=ast.Name(id=name)) if isinstance(error, AttributeError):
            yield name
        case ast.Call(func=function, args=arguments):
            if isinstance(function, ast.Name):
                yield function.id
            elif isinstance(error, AttributeError):
                yield from _suspects(function, error)
            if isinstance(error, TypeError):
                inner = [part for argument in arguments for part in ast.walk(argument)]
                names = [part.id for part in inner if isinstance(part, ast.Name)]
                yield from (n for n in names if isinstance(getattr(builtins, n, None), type))


def _sentence(name: str, frame: FrameType, place: traceback.FrameSummary) -> str:
    """What to tell about a name; empty if it means what it should, or something harmless."""
    is_local = name in frame.f_locals and frame.f_locals is not frame.f_globals
    value = (frame.f_locals if is_local else frame.f_globals).get(name, _NOTHING)
    usual = getattr(builtins, name, _NOTHING)
    if value is usual or value is _NOTHING:
        return ""
    if isinstance(value, ModuleType):
        return _sentence_on_module(name, value)
    if callable(value) and (usual is _NOTHING or not _is_new(value)):
        return ""  # a function of this name, or IPython's own `open`
    if _is_numpys(value):
        return (
            f"`{name}` is NumPy's here, not Python's: `from numpy import *` does that. Write "
            "`import numpy as np` there, then restart and run all."
        )
    if is_local:
        return (
            f"In `{place.name}` you gave `{name}` another meaning: `{_how(name, value)}`. Take "
            "another name there."
        )
    return (
        f"You gave `{name}` another meaning in a cell: `{_how(name, value)}`. Rename it there, "
        "then restart and run all."
    )


_NOTHING = object()


def _is_numpys(value: Any) -> bool:
    return callable(value) and str(getattr(value, "__module__", "")).startswith("numpy")


def _is_new(value: Any) -> bool:
    """Whether a function or class is the student's or NumPy's, and not IPython's."""
    file = getattr(getattr(value, "__code__", None), "co_filename", "")
    own = not is_library(file) if file else isinstance(value, type)
    return own or _is_numpys(value)


def _sentence_on_module(name: str, module: ModuleType) -> str:
    """What to tell about a module: a file of the student's may stand in its place."""
    file = os.path.realpath(getattr(module, "__file__", None) or "")
    usual = {"np": "numpy", "plt": "matplotlib.pyplot"}.get(name, name)
    library = module.__name__ in {*sys.stdlib_module_names, *_MODULES}
    # Other folders may hold installed packages, this one the student's own files.
    if library and os.path.dirname(file) == os.path.realpath(os.getcwd()):
        return (
            f"{_YOUR_FILE} `{os.path.basename(file)}` stands in the place of the real "
            f"`{module.__name__}`. Rename the file, then restart and run all."
        )
    if name in ("np", "plt") and module.__name__ != usual:
        return (
            f"`{name}` is the module {module.__name__} here. Write `import {usual} as {name}`, "
            "then restart and run all."
        )
    return ""


def _how(name: str, value: Any) -> str:
    """The line that gave a name its meaning, as far as the value tells it."""
    if type(value) in _PLAIN and len(repr(value)) <= _LONGEST:
        return f"{name} = {value!r}"
    if isinstance(value, type):
        return f"class {name}"
    return f"def {name}(...)" if callable(value) else f"{name} = ..."
