"""JupyterLite with the course's notebooks, made by ``jupyter lite build``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path

from nnkit.grading.classroom.course import CourseError

APPS = ("lab", "notebooks", "tree", "edit")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
WIDGETS = "@jupyter-widgets/jupyterlab-manager"
PYODIDE = "static/pyodide"
"""Where Pyodide lies in the site."""

_OWN = Path(__file__).with_name("extension")
# What the kernel would load or install if it were not said to be there.  It does well without jedi,
# micropip and ssl.
_LOADED = (
    *("comm", "ipykernel", "ipython", "jedi", "micropip", "piplite", "pyodide_kernel"),
    *("sqlite3", "ssl"),
)
SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    # All cells come onto the page one after the other, while there is nothing else to do.  Those
    # that are taken off it when they are out of sight ("full") can fail to come back.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "defer"},
}


def extension(name: str) -> Path:
    """The folder of an extension of JupyterLab in this environment.

    Raises
    ------
    CourseError
        If it is not installed.
    """
    for folder in jupyter_path("labextensions"):
        if (Path(folder) / name / "package.json").is_file():
            return Path(folder) / name
    raise CourseError(f"{name} is missing: python -m pip install 'nnkit[site]'")


def build(output: Path, contents: Path, work: Path) -> None:
    """Make JupyterLite in a folder.

    Parameters
    ----------
    output : Path
        Is made anew.
    contents : Path
        The files that a student finds there.
    work : Path
        An empty folder for what is made on the way.

    Raises
    ------
    CourseError
        If ``jupyter lite`` fails.
    """
    _write(work / "jupyter_lite_config.json", _how_to_build(output, contents))
    _write(work / "jupyter-lite.json", _at_run_time())
    _write(work / "overrides.json", SETTINGS)
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(work)],
        cwd=work,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-15:]
        raise CourseError("jupyter lite build failed:\n" + "\n".join(last))
    shutil.rmtree(output / "extensions" / KERNEL / "static" / "pypi")  # PYODIDE has them


def prepare(folder: Path, python: Mapping[str, bytes]) -> None:
    """Put Python beside JupyterLite, and let it start when a notebook's page is opened.

    Parameters
    ----------
    folder : Path
        JupyterLite's.
    python : mapping
        The files from which Python starts.
    """
    write_all(folder / PYODIDE, python)
    page = folder / "notebooks" / "index.html"
    before, head, after = page.read_text(encoding="utf-8").partition("<head>")
    script = f'\n    <script src="../{PYODIDE}/page.js"></script>'
    page.write_text(f"{before}{head}{script}{after}", encoding="utf-8")


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, and into folders in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


def _how_to_build(output: Path, contents: Path) -> Mapping[str, Any]:
    extensions = [extension(KERNEL), extension(WIDGETS), _OWN]
    settings = {
        "apps": APPS,
        "contents": [str(contents)],
        "disable_addons": ["PipliteAddon", "PyodideAddon", "piplite", "pyodide"],
        "federated_extensions": [str(folder) for folder in extensions],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_libarchive": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(output),
        "settings_overrides": ["overrides.json"],
    }
    return {"LiteBuildConfig": settings}


def _at_run_time() -> Mapping[str, Any]:
    kernel = {
        "pyodideUrl": f"./{PYODIDE}/python.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": _LOADED},
    }
    data = {
        "appName": "nnkit",
        "appUrl": "./tree",
        # For tests, and for who wants to look inside.
        "exposeAppInBrowser": True,
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
