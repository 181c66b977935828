"""Leave out the tests of modules that have not changed since they passed; for `make test-quick`.

A test belongs to a module if it stands in the module's notebook or test file, or is about one of
its exercises or notebooks.  What a module's tests rely on is its own files and everything else but
the other modules, so a change in the machinery brings all modules back.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nnkit.checks.exercise import Exercise

ROOT = Path(__file__).resolve().parents[1]
PASSED = "changed-modules/passed"
MODULE = re.compile(r"(?:solutions/|modules/|course/m|course/test_m)(\d\d)_")
failed: set[str] = set()
UNCHANGED = pytest.StashKey[list[str]]()
FILES = (
    "nnkit/**/*.py",
    "tests/**/*.py",
    "solutions/*/*",
    "modules/*/*",
    "*.py",
    "*.toml",
    "*.lock",
)


@cache
def state() -> dict[str, str]:
    """By module a digest of all that its tests rely on."""
    files: dict[str, list[Path]] = {}
    for path in sorted({path for pattern in FILES for path in ROOT.glob(pattern)}):
        if path.is_file():
            files.setdefault(_module_of_path(path), []).append(path)
    common = files.pop("", [])
    return {module: _digest([*common, *own]) for module, own in files.items()}


def _module_of_path(path: Path) -> str:
    found = MODULE.search(path.relative_to(ROOT).as_posix())
    return found[1] if found else ""


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def module_of(item: Any) -> str:
    """The digits of the module that a test belongs to; empty if it belongs to none."""
    for value in getattr(getattr(item, "callspec", None), "params", {}).values():
        if isinstance(value, Exercise):
            return value.module
        if isinstance(value, Path) and value.is_relative_to(ROOT):
            return _module_of_path(value)
    return _module_of_path(item.path)


def pytest_configure(config: pytest.Config) -> None:
    """Find out which modules have not changed; a worker of pytest-xdist is told."""
    told = getattr(config, "workerinput", {}).get("unchanged")
    if told is None:
        assert config.cache is not None
        passed = config.cache.get(PASSED, {})
        told = sorted(module for module, digest in state().items() if passed.get(module) == digest)
    config.stash[UNCHANGED] = told


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker, which has to leave out the same tests."""
    node.workerinput["unchanged"] = node.config.stash[UNCHANGED]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of unchanged modules."""
    left_out = [item for item in items if module_of(item) in config.stash[UNCHANGED]]
    if left_out:
        items[:] = [i for i in items if module_of(i) not in config.stash[UNCHANGED]]
        config.hook.pytest_deselected(items=left_out)
    for item in items:
        item.user_properties.append(("module", module_of(item)))  # a report goes to another process


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the module of a test that fails."""
    if report.failed:
        failed.add(str(dict(report.user_properties).get("module", "")))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remember the files of the modules that passed; a run that was broken off tells nothing."""
    config = session.config
    if exitstatus in (0, 1) and not hasattr(config, "workerinput"):
        assert config.cache is not None
        passed = {module: digest for module, digest in state().items() if module not in failed}
        config.cache.set(PASSED, passed)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what was left out."""
    if unchanged := config.stash[UNCHANGED]:
        terminalreporter.write_line(
            f"Left out: the tests of modules {', '.join(unchanged)}, which have not changed since "
            "these passed. `make test` runs all."
        )
