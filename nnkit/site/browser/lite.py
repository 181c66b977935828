"""JupyterLite with the course's notebooks, made by ``jupyter lite build``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
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
_CONFIGURATION = "/lib/python3.12/site-packages/nnkit_browser"
SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    # Cells that are taken off the page when they are out of sight can fail to come back.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
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


def build(output: Path, contents: Path, work: Path, packages: Iterable[str]) -> None:
    """Make JupyterLite in a folder.

    Parameters
    ----------
    output : Path
        Is made anew.
    contents : Path
        The files that a student finds there.
    work : Path
        An empty folder for what is made on the way.
    packages : iterable of str
        What Pyodide loads when a kernel starts.

    Raises
    ------
    CourseError
        If ``jupyter lite`` fails.
    """
    _write(work / "jupyter_lite_config.json", _how_to_build(output, contents))
    _write(work / "jupyter-lite.json", _at_run_time(packages))
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
    """Put Python beside JupyterLite.

    Parameters
    ----------
    folder : Path
        JupyterLite's.
    python : mapping
        The files from which Python starts.
    """
    write_all(folder / PYODIDE, python)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


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


def _at_run_time(packages: Iterable[str]) -> Mapping[str, Any]:
    kernel = {
        "pyodideUrl": f"./{PYODIDE}/pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "env": {"IPYTHONDIR": _CONFIGURATION, "NNKIT_HOME": "/drive/.nnkit"},
            "lockFileURL": f"./{PYODIDE}/pyodide-lock.json",
            "packages": list(packages),
        },
    }
    data = {
        "appName": "nnkit",
        "appUrl": "./tree",
        # For tests, and for who wants to look inside.
        "exposeAppInBrowser": True,
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
