"""What makes an instructor's pages of templates: no text in them runs, hides or turns round."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from nnkit.grading.classroom.shown import in_lines


def template_environment(package: str) -> Environment:
    """The templates of a package, in the folder ``templates`` beside its files."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else in_lines(value)
