"""Run all, on notebooks as students get them and as they fill them in."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from nnkit.checks.verdict import MIME
from tests.course.student_kernel import error, needs, run_all, student_kernel, text

STUB = 'raise NotImplementedError("Write your code here, then delete this line.")'
ROOT = Path(__file__).resolve().parents[2]
RELEASED = sorted((ROOT / "modules").glob("*/*.ipynb"))


def code_cells(path: Path) -> list[NotebookNode]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def written(cell: NotebookNode) -> str:
    """What an author wrote, without nbgrader's markers."""
    return ast.unparse(ast.parse(cell.source))


@pytest.mark.parametrize("path", RELEASED, ids=[p.parent.name for p in RELEASED])
def test_run_all_of_a_new_notebook_runs_all(path: Path, tmp_path: Path) -> None:
    """No id is set, nothing is written: no cell stops, none hangs, and each says what it needs."""
    folder = tmp_path / path.parent.name
    folder.mkdir()
    unwritten: set[str] = set()
    wanted: dict[str, list[str]] = {}
    for cell in run_all(path, folder, tmp_path / "home"):
        assert cell.execution_count is not None
        assert not error(cell), (cell.id, cell.outputs)
        for output in cell.outputs:
            assert output.get("name") != "stderr", (cell.id, output)
            verdict = output.get("data", {}).get(MIME)
            if verdict:
                assert verdict["status"] == "not attempted", verdict
        if is_solution(cell):
            unwritten.add(f"{path.parent.name[:2]}.{cell.id}")
        found = needs(cell)
        if found is not None:
            assert not is_solution(cell)
            wanted[cell.id] = found
    assert wanted, "some cell needs something"
    for id, found in wanted.items():
        assert found, id
        assert {*found} <= unwritten | {"numbers"}, id


def test_cells_run_as_the_answers_are_written_one_by_one(tmp_path: Path) -> None:
    """In the end nothing is skipped, and what is shown is what the source stores."""
    path = ROOT / "solutions" / "02_forward_propagation" / "forward_propagation.ipynb"
    released = ROOT / "modules" / path.relative_to(ROOT / "solutions")
    source = {cell.id: cell for cell in code_cells(path)}
    folder = tmp_path / "02_forward_propagation"
    folder.mkdir()
    with student_kernel(folder, tmp_path / "home") as run:
        cells = [(cell, run(cell.source)) for cell in code_cells(released)]
        skipped = [cell for cell, ran in cells if needs(ran) is not None]
        before = len(skipped)
        run("import nnkit\nnnkit.set_student('ada')")
        open_ids = {f"02.{cell.id}" for cell, _ in cells if is_solution(cell)}
        for cell in [cell for cell, _ in cells if is_solution(cell)]:
            assert not error(run(written(source[cell.id])))
            open_ids.remove(f"02.{cell.id}")
            again = [(cell, run(cell.source)) for cell in skipped]
            for _, ran in again:
                assert not error(ran)
                assert {n for n in needs(ran) or [] if n.startswith("02.")} <= open_ids
            skipped = [cell for cell, ran in again if needs(ran) is not None]
        assert before > 8
        assert not skipped
        for cell in source.values():
            today = shown(run(cell.source))
            if cell.id == "progress":  # a student's shows the other modules too
                assert "02_forward_propagation       ████████████████████ 38 of 38" in today
            else:
                assert today == shown(cell), cell.id


@pytest.mark.parametrize("every", [1, 2])
def test_run_all_of_a_notebook_with_answers_on_a_new_computer(every: int, tmp_path: Path) -> None:
    """The id is not known there; of the answers all are written, or every second one."""
    path = ROOT / "solutions" / "07_problems" / "problems.ipynb"
    released = nbformat.read(ROOT / "modules" / path.relative_to(ROOT / "solutions"), as_version=4)
    answers = {cell.id: written(cell) for cell in code_cells(path) if is_solution(cell)}
    some = dict(list(answers.items())[::every])
    for cell in released.cells:
        cell.source = some.get(cell.id, cell.source)
    folder = tmp_path / "07_problems"
    folder.mkdir()
    nbformat.write(released, folder / "problems.ipynb")
    cells = run_all(folder / "problems.ipynb", folder, tmp_path / "home")
    wanted = {id for cell in cells for id in needs(cell) or []}
    unwritten = {f"07.{name}" for name in answers.keys() - some.keys()}
    assert "numbers" in wanted
    assert wanted <= unwritten | {"numbers"}
    assert bool(wanted & unwritten) == (every > 1)


def shown(cell: NotebookNode) -> str:
    """The text that a cell shows; pictures differ from machine to machine."""
    return "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)


def without_result(cell: NotebookNode) -> str:
    """An answer whose line was deleted and nothing else written."""
    return str(cell.source).replace(STUB, "pass").replace("= ...", "= None")


def of_the_wrong_type(cell: NotebookNode) -> str:
    return str(cell.source).replace(STUB, "return 'x'").replace("= ...", "= 'x'")


@pytest.mark.parametrize(
    ("module", "half_written"), [("02", of_the_wrong_type), ("03", without_result)]
)
def test_run_all_goes_on_after_a_cell_that_relies_on_a_wrong_answer(
    module: str, half_written: Callable[[NotebookNode], str], tmp_path: Path
) -> None:
    """Whatever the answers are, the last cell runs; what stopped shows its error and why."""
    path = next(path for path in RELEASED if path.parent.name.startswith(module))
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code" and is_solution(cell):
            cell.source = half_written(cell)
    folder = tmp_path / path.parent.name
    folder.mkdir()
    nbformat.write(book, folder / path.name)
    cells = run_all(folder / path.name, folder, tmp_path / "home")
    assert cells[-1].outputs
    stopped = [cell for cell in cells if error(cell)]
    assert len(stopped) > 2, "some cell stops"
    for cell in stopped:
        assert needs(cell), cell.id
        assert "its check does not pass yet" in text(cell)
