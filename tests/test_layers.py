"""Who may import whom: each contract in pyproject.toml is seen to fail with a planted import."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# By contract the modules, and what each must not import.
PLANTED = {
    "house": [
        ("activations", "network"),
        ("network", "plot"),
        ("plot", "checks"),
        ("checks", "course"),
        ("checks", "course.m02_forward_propagation"),
        ("course", "grading.grader"),
        ("grading.classroom", "authoring"),
        ("grading.lms", "working_copy"),
        ("working_copy", "authoring"),
        ("authoring", "site"),
        ("site", "cli"),
    ],
    "grading": [
        ("grading.protocol", "grading.sandbox"),
        ("grading.protocol", "grading.grader"),
        ("grading.sandbox", "grading.grader"),
        ("grading.sandbox", "grading.classroom"),
        ("grading.grader", "grading.classroom"),
        ("grading.classroom", "grading.lms"),
        ("grading.classroom", "grading.similar"),
        ("grading.lms", "grading.similar"),
        ("grading.similar", "grading.lms"),
    ],
    "sandbox": [("grading.sandbox", "course"), ("grading.sandbox", "course.m01_neuron")],
    "protocol": [
        ("grading.protocol", "checks"),
        ("grading.protocol", "course"),
        ("grading.protocol", "plot"),
    ],
    "circles": [("plot.style", "plot.network")],
}


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
    assert {contract["id"] for contract in CONTRACTS} == PLANTED.keys()


@pytest.mark.parametrize(("contract", "imports"), PLANTED.items())
def test_planted_imports_are_found(
    house: Path, contract: str, imports: list[tuple[str, str]]
) -> None:
    with ExitStack() as planted:
        for importer, imported in imports:
            planted.enter_context(plant(house, importer, imported))
        told = lint(house, contract)
    assert [pair for pair in imports if not re.search(as_told(*pair), told)] == []


@pytest.mark.parametrize(("contract", "folder"), [("house", ""), ("grading", "grading.")])
def test_a_module_without_a_layer_is_found(house: Path, contract: str, folder: str) -> None:
    with plant(house, f"{folder}without_a_layer", "network"):
        assert "without_a_layer" in lint(house, contract)


@contextmanager
def plant(house: Path, importer: str, imported: str) -> Iterator[None]:
    """Let a module import another, and be as it was afterwards."""
    place = house / "nnkit" / importer.replace(".", "/")
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\nimport nnkit.{imported}\n", encoding="utf-8")
    try:
        yield
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")


def as_told(importer: str, imported: str) -> str:
    """How an import stands in what import-linter says; of siblings it gives the last names."""
    here, there = (rf"(nnkit|)\.({m}|{m.rpartition('.')[2]})" for m in (importer, imported))
    return rf"- +{here} -> {there}\b"
