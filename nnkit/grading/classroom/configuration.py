"""A course's nbgrader_config.py, after its user's own."""

from __future__ import annotations

import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
SCRIPTS = (
    "Formgrader would run scripts that students' notebooks display, with your rights. It shows "
    f"them as text with this line in {CONFIG}: "
    "c = get_config(); import nnkit.grading; nnkit.grading.configure(c)"
)
"""What is said of a course in which `lets_scripts_run`."""


class CourseError(Exception):
    """Something in a course that its instructor has to mend; says what and how."""


@cache
def read_config(root: Path, configured: Path | None = None) -> Config:
    """The configuration of a course; some of it may lie in another folder."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config

    config = Config()
    # As for nbgrader's own commands, a user's settings come first and the course's prevail.
    folders: list[str | Path] = [
        *reversed(jupyter_config_path()),
        *([configured] if configured else []),
        root,
    ]
    for folder in map(Path, folders):
        config.merge(own_config(folder))
    return config


def lets_scripts_run(config: Config) -> bool:
    """Whether formgrader shows what students' notebooks display as it is; see `formgrader`."""
    cleaning = config.HTMLExporter.get("preprocessors", ())
    names = [getattr(one, "__name__", str(one)) for one in [*cleaning]]
    return not any(name.endswith("CleanOutputs") for name in names)


def own_config(folder: Path) -> Config:
    """The configuration that lies in a folder; an empty one if there is none."""
    from traitlets.config import Config

    return _load(folder) if (folder / CONFIG).exists() else Config()


def _load(folder: Path) -> Config:
    """The configuration in a folder.

    Raises
    ------
    CourseError
        If the file, which is a program, stops.
    """
    from traitlets.config.loader import PyFileConfigLoader

    path = folder / CONFIG
    try:
        return PyFileConfigLoader(path.name, path=str(folder)).load_config()
    except (Exception, SystemExit) as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "nbgrader":
            raise  # who called this knows which extra has it
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None)
        where = f" in line {line}" if line else ""
        mend = "Mend it there"
        if isinstance(error, ImportError) and (error.name or "").startswith("nnkit."):
            mend = (
                "It was written for another version of nnkit: take the lines that begin with "
                "`from nnkit` from the nbgrader_config.py of this one"
            )
        raise CourseError(
            f"{path} stopped{where} with a {type(error).__name__}: {error}. {mend}; "
            "nothing was graded."
        ) from error
