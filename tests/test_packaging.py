"""What is promised about installing: one list of requirements, locks that keep it, commands."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from nnkit import __version__
from nnkit.cli import EXTRA

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCKS: dict[str, list[str]] = {
    "requirements.lock": [],
    "requirements-test.lock": ["bench", "browser"],
}


def requirements(*extras: str) -> dict[str, Requirement]:
    """What nnkit needs with extras, those that these name included."""
    found: dict[str, Requirement] = {}
    wanted = [PROJECT["optional-dependencies"][extra] for extra in extras]
    for line in sum(wanted, PROJECT["dependencies"]):
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:
            found |= requirements(*requirement.extras)
        else:
            found[canonicalize_name(requirement.name)] = requirement
    return found


def lock(name: str) -> dict[str, str]:
    """The lines of a lock, by package."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0]: line for line in lines if not line.startswith("#")}


def test_conda_gets_the_same_requirements() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    lines = re.findall(r"^  - ([\w-]+)(>=[\d.]+(?:,<[\d.]+)?)?$", text, re.MULTILINE)
    conda: dict[str, str] = {canonicalize_name(name): bound for name, bound in lines}
    del conda["conda-forge"], conda["pip"]
    wanted = {name: needed.specifier for name, needed in requirements("test").items()}
    assert {name: SpecifierSet(bound) for name, bound in conda.items()} == wanted | {
        "python": SpecifierSet(PROJECT["requires-python"])
    }


def test_what_git_ignores_stays_out_of_the_sdist() -> None:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line for line in lines if line and not line.startswith("#")]
    assert PYPROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["exclude"] == ignored


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_lock_keeps_the_bounds(name: str, extras: list[str]) -> None:
    locked = lock(name)
    wanted = requirements(*extras)
    for line in PYPROJECT["dependency-groups"]["install"]:
        wanted[Requirement(line).name] = Requirement(line)
    for left_out in PYPROJECT["tool"]["uv"]["exclude-dependencies"]:
        wanted.pop(left_out, None)
    assert wanted.keys() <= locked.keys()
    for package, requirement in wanted.items():
        version = str(Requirement(locked[package]).specifier).removeprefix("==")
        assert version in requirement.specifier, f"{name} has {locked[package]}, not {requirement}"


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_and_names_no_host(name: str) -> None:
    for line in lock(name).values():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+(post\d+)?( ; [\w.'<>=! ()]+)?", line), line


def test_both_locks_agree() -> None:
    small, large = ({line.partition(" ;")[0] for line in lock(name).values()} for name in LOCKS)
    assert small <= large


def test_the_lock_is_what_is_installed_with() -> None:
    """The build backend comes from the lock, because nnkit is installed without build isolation."""
    assert set(PYPROJECT["build-system"]["requires"]) <= set(
        PYPROJECT["dependency-groups"]["install"]
    )


@pytest.mark.parametrize(
    "target", ["setup", "demo", "test", "test-quick", "lab", "bench", "nightly", "lint"]
)
def test_make_has_the_promised_commands(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_ci_runs_everything() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


@pytest.mark.skipif(os.name == "nt", reason="releases are made on Linux")
def test_a_release_has_its_notes_and_one_version_everywhere() -> None:
    present, other = (
        subprocess.run([ROOT / ".ci" / "release_notes", version], capture_output=True, text=True)
        for version in (__version__, "99.0")
    )
    assert (present.returncode, present.stderr) == (0, "")
    assert "### " in present.stdout
    assert "\n## " not in present.stdout
    assert (other.returncode, other.stdout) == (1, "")
    assert other.stderr.startswith("nnkit/__init__.py has another version than 99.0")


def imported() -> set[str]:
    """What nnkit imports of others, by the names that they are imported by."""
    found = set()
    for path in (ROOT / "nnkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    # matplotlib brings PIL, which comes as pillow, Jinja brings markupsafe and Sphinx docutils;
    # pandas is imported only where somebody else has brought it.
    brought = {"nnkit", "PIL", "docutils", "markupsafe", "pandas"}
    return found - sys.stdlib_module_names - brought


def test_what_nnkit_imports_is_declared() -> None:
    declared = requirements("cluster", "site")
    assert {canonicalize_name(name) for name in imported()} <= declared.keys()


def test_a_missing_package_is_asked_for_with_the_extra_that_brings_it() -> None:
    for name in imported():
        package = canonicalize_name(name)
        brings = [extra for extra in ("cluster", "site") if package in requirements(extra)]
        if package in requirements():
            assert name not in EXTRA
        else:
            assert [EXTRA[name]] == [f"'nnkit[{extra}]'" for extra in brings], name


def test_nnkit_needs_only_numpy_and_matplotlib() -> None:
    """Students may use nnkit where nothing else is installed, in a browser for example."""
    blocked = ["IPython", "ipykernel", "ipywidgets", "nbclient", "nbconvert", "nbformat"]
    blocked += ["nbgrader", "rich", "traitlets", "typer"]
    program = f"""
import sys
sys.modules.update(dict.fromkeys({blocked}))
from nnkit import *
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
