"""Who may import whom: each contract in pyproject.toml is seen to fail with a planted import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# The contract, the module, and what it must not import.
PLANTED = [
    ("house", "activations", "network"),
    ("house", "network", "plot"),
    ("house", "plot", "checks"),
    ("house", "checks", "course"),
    ("house", "checks", "course.m02_forward_propagation"),
    ("house", "course", "grading.grader"),
    ("house", "grading.classroom", "authoring"),
    ("house", "authoring", "cli"),
    ("house", "without_a_layer", "network"),
    ("grading", "grading.protocol", "grading.sandbox"),
    ("grading", "grading.protocol", "grading.grader"),
    ("grading", "grading.sandbox", "grading.grader"),
    ("grading", "grading.sandbox", "grading.classroom"),
    ("grading", "grading.grader", "grading.classroom"),
    ("grading", "grading.without_a_layer", "network"),
    ("sandbox", "grading.sandbox", "course"),
    ("protocol", "grading.protocol", "checks"),
    ("protocol", "grading.protocol", "course"),
    ("circles", "plot.style", "plot.network"),
]


def lint(folder: Path, *contracts: str) -> str:
    """What import-linter says about the package in a folder; empty if all contracts are kept."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"]
        + [f"--contract={contract}" for contract in contracts],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return done.stdout if done.returncode else ""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which an import may be planted."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        ROOT / "nnkit",
        folder / "nnkit",
        ignore=lambda _, names: (
            {name for name in names if "." in name and not name.endswith(".py")} | {"__pycache__"}
        ),
    )
    return folder


def test_every_contract_is_kept(house: Path) -> None:
    assert lint(house) == ""


def test_every_contract_is_tried() -> None:
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, *_ in PLANTED}


@pytest.mark.parametrize(("contract", "importer", "imported"), PLANTED)
def test_planted_import_is_found(house: Path, contract: str, importer: str, imported: str) -> None:
    place = house / "nnkit" / importer.replace(".", "/")
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\nimport nnkit.{imported}\n", encoding="utf-8")
    try:
        assert importer.rpartition(".")[2] in lint(house, contract)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
