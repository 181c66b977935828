"""The kernels that notebooks name: every Python is graded with the one that runs."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

_USUAL = {"", "python", "python3"}
# A notebook that no kernel has run yet may name its kernel, but no language.
_OTHERS = re.compile(
    r"(ir|r|i?java|julia.*|bash|octave|gophernotes|deno|javascript|iruby|ihaskell|xcpp.*|xr|\.net.*)"
)


def language(metadata: Mapping[str, Any]) -> str:
    """The language that a notebook is in, in small letters; empty if it says nothing."""
    kernel, about = (metadata.get(key) or {} for key in ("kernelspec", "language_info"))
    named = str(kernel.get("language") or about.get("name") or "").casefold()
    name = _name(metadata).casefold()
    return named or (name if _OTHERS.fullmatch(name) else "")


def is_python(language: str) -> bool:
    """Whether what `language` gives is Python, by whatever name."""
    return language in ("", "python", "ipython") or language.startswith("python")


def other_kernels(notebooks: Iterable[Mapping[str, Any]]) -> str:
    """A sentence about the kernels that notebooks name; empty if that is the usual one.

    Parameters
    ----------
    notebooks : iterable of mapping
        Their metadata.
    """
    names = sorted({_name(metadata) for metadata in notebooks} - _USUAL)
    if not names:
        return ""
    return (
        f"its notebooks name the kernel {' and '.join(names)}. They are graded with Python "
        f"{platform.python_version()} in {sys.prefix}: install there what they import."
    )


def _name(metadata: Mapping[str, Any]) -> str:
    return str((metadata.get("kernelspec") or {}).get("name") or "")
