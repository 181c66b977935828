"""Where test cells run: a folder with the instructor's files, whose modules they can import.

Workers grade one assignment after the other, so nothing of one may be found by the next.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import weakref
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from nnkit.grading.grader.files import write_files
from nnkit.grading.grader.scratch import new_folder, remove_folder


class WorkingDirectory:
    """A folder of its own; while it is entered, the working directory and first on the path.

    Parameters
    ----------
    files : mapping of str to bytes
        What lies in it, by path.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._folder: str | None = None
        self._previous = ""
        self._modules: dict[str, ModuleType] = {}

    def __enter__(self) -> None:
        if self._folder is None:
            folder = new_folder()
            weakref.finalize(self, remove_folder, folder)
            self._folder = str(folder)
            write_files(folder, self._files)
        os.environ.setdefault("MPLBACKEND", "agg")  # no window for what a test draws
        self._previous = os.getcwd()
        os.chdir(self._folder)
        sys.path.insert(0, self._folder)
        sys.modules.update(self._modules)

    def __exit__(self, *error: object) -> None:
        assert self._folder is not None
        os.chdir(self._previous)
        sys.path[:] = [path for path in sys.path if path != self._folder]
        sys.path_importer_cache.pop(self._folder, None)
        if self._files:
            self._set_modules_aside(self._folder)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")

    def _set_modules_aside(self, folder: str) -> None:
        tops = {name.partition("/")[0].partition(".")[0] for name in self._files}
        for name in [n for n in sys.modules if n.partition(".")[0] in tops]:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(folder + os.sep):
                self._modules[name] = sys.modules.pop(name)

    def can_import(self, module: str) -> bool:
        """Whether a module can be imported here; one that cannot is the student's own."""
        top = module.partition(".")[0]
        try:
            return top in sys.modules or importlib.util.find_spec(top) is not None
        except (ImportError, ValueError):
            return False

    def module(self, module: str) -> ModuleType | None:
        """A module; None if there is none."""
        try:
            found: Any = importlib.import_module(module)
        except (ImportError, ValueError):
            return None
        return found if isinstance(found, ModuleType) else None
