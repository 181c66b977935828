"""From the sources of pages to HTML, by Sphinx."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Sphinx loads these itself; here they are missed in time, and by name.
import myst_nb  # noqa: F401
import numpydoc  # type: ignore[import-untyped] # noqa: F401
import sphinx_book_theme  # type: ignore[import-untyped] # noqa: F401
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

import nnkit
from nnkit.grading.classroom.course import CourseError
from nnkit.site import formulas

_CONFIGURATION: dict[str, Any] = {
    "project": "nnkit",
    "author": "the nnkit authors",
    "version": nnkit.__version__,
    "release": nnkit.__version__,
    "language": "en",
    "exclude_patterns": ["download"],
    "extensions": [
        "myst_nb",
        "sphinx.ext.autodoc",
        "numpydoc",
        formulas.__name__,
    ],
    "html_math_renderer": formulas.NAME,
    "html_theme": "sphinx_book_theme",
    "html_title": "nnkit",
    "html_static_path": ["_static"],
    "html_css_files": ["nnkit.css"],
    "html_context": {"default_mode": "auto"},
    "html_favicon": "_static/icon.svg",
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_show_sphinx": False,
    "html_theme_options": {
        "collapse_navbar": True,
        "home_page_in_toc": True,
        "navbar_persistent": [],  # the search field stands above the list of pages
        "show_toc_level": 1,
        "use_download_button": False,
        "use_fullscreen_button": False,
        "use_issues_button": False,
        "use_repository_button": False,
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
    },
    "nb_execution_mode": "off",
    "nb_code_prompt_show": "Show the {type}",
    "nb_code_prompt_hide": "Hide the {type}",
    "myst_enable_extensions": ["amsmath", "attrs_block", "deflist", "dollarmath"],
    "myst_heading_anchors": 4,
    "myst_dmath_double_inline": True,
    "numpydoc_show_class_members": False,
    "numpydoc_xref_param_type": False,
    "autodoc_typehints": "none",
    "autodoc_member_order": "bysource",
    "default_role": "py:obj",
    "python_use_unqualified_type_names": True,
    "add_module_names": False,
    "toc_object_entries_show_parents": "hide",
}


def make_html(
    sources: Path, directory: Path, scratch: Path, advance: Callable[[], None] = lambda: None
) -> None:
    """Make the pages.

    Parameters
    ----------
    sources, directory, scratch : Path
        Where the sources are, where the pages go, and where Sphinx keeps what it has read.
    advance : callable
        Called when a page is read, and when it is written.

    Raises
    ------
    CourseError
        If Sphinx warns of anything: a link that leads nowhere, a formula that cannot be read.
    """
    told = io.StringIO()
    with patch_docutils(), docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries of Sphinx, about themselves
        app = Sphinx(
            sources,
            None,
            directory,
            scratch,
            "html",
            confoverrides=dict(_CONFIGURATION),
            status=None,
            warning=told,
            freshenv=True,
        )
        app.connect("source-read", lambda *_: advance())
        app.connect("html-page-context", lambda *_: advance())
        app.build(force_all=True)
    faults = strip_colors(told.getvalue()).strip()
    if faults:
        raise CourseError(f"The pages have faults:\n{faults}")
