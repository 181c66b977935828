"""What is promised about installing: one list of requirements, locks that keep it, commands."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from nnkit.cli import EXTRA

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCKS = {"requirements.lock": ["grading"], "requirements-test.lock": ["bench", "browser"]}


def requirements(extra: str) -> dict[str, Requirement]:
    """What nnkit needs with an extra, the extras that this one names included."""
    found: dict[str, Requirement] = {}
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:
            for inner in requirement.extras:
                found |= requirements(inner)
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


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_lock_keeps_the_bounds(name: str, extras: list[str]) -> None:
    locked = lock(name)
    wanted = {name: needed for extra in extras for name, needed in requirements(extra).items()}
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


def imported() -> set[str]:
    """What nnkit imports of others, by the names that they are imported by."""
    found = set()
    for path in (ROOT / "nnkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    # matplotlib brings PIL, which comes as pillow, and Jinja brings markupsafe; pandas is
    # imported only where somebody else has brought it.
    return found - sys.stdlib_module_names - {"nnkit", "PIL", "markupsafe", "pandas"}


def test_what_nnkit_imports_is_declared() -> None:
    declared = requirements("cluster") | requirements("site")
    assert {canonicalize_name(name) for name in imported()} <= declared.keys()


def test_a_missing_package_is_asked_for_with_the_extra_that_brings_it() -> None:
    always = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    for name in imported():
        if (package := canonicalize_name(name)) not in always:
            extras = ("lab", "grading", "cluster", "site")
            brings = next(extra for extra in extras if package in requirements(extra))
            assert EXTRA.get(name, "lab") == brings, name


def test_nnkit_needs_only_numpy_and_matplotlib() -> None:
    """Students may use nnkit where none of the extras is installed, in a browser for example."""
    blocked = ["IPython", "ipykernel", "ipywidgets", "nbclient", "nbconvert", "nbformat"]
    blocked += ["nbgrader", "rich", "traitlets", "typer"]
    program = f"""
import sys
sys.modules.update(dict.fromkeys({blocked}))
from nnkit import *
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_wheel_holds_the_whole_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in (".gitignore", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "nnkit", source / "nnkit", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    files = {
        path.relative_to(source).as_posix() for path in source.glob("nnkit/**/*") if path.is_file()
    }
    build = ["wheel", "-qq", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", *build, str(source)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if name.startswith("nnkit/")} == files
    assert any(name.endswith("licenses/LICENSE") for name in names)
