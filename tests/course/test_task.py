"""`practice` asks with fresh numbers, explains as the exercise does, and gives no points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from nnkit import practice
from nnkit.checks.exercise import Value, Variant
from nnkit.checks.verdict import MIME
from nnkit.checks.wording import in_words, named
from nnkit.course import notebook, student
from nnkit.course.catalogue import every_exercise, find
from nnkit.course.note import Complaint
from nnkit.course.numbers import can_be_practised
from nnkit.course.task import Proposals, Task
from tests.course.student_kernel import student_kernel

PRACTISED = [e for e in every_exercise() if isinstance(e, Value) and can_be_practised(e)]


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNKIT_HOME", str(tmp_path / "home"))
    for name in ("NNKIT_STUDENT", "JUPYTERHUB_USER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(student, "_memory", {})
    monkeypatch.setattr(notebook, "_seen", [])
    monkeypatch.chdir(tmp_path)
    InteractiveShell.clear_instance()


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.kernel = object()  # type: ignore[attr-defined]
    shell.run_cell("from nnkit import practice, review")
    yield shell
    InteractiveShell.clear_instance()


def task(id: str, seed: int = 1) -> Task:
    made = practice(id, seed=seed)
    assert isinstance(made, Task)
    return made


def listed(proposals: Any) -> list[str]:
    assert isinstance(proposals, Proposals)
    return [id for id, _ in proposals.lines]


def test_the_right_answer_passes_without_points() -> None:
    walk = task("03.my_walk")
    c, m, x, alpha = walk.numbers
    first = x - alpha * 2 * c * (x - m)
    verdict = walk.check([first, first - alpha * 2 * c * (first - m)])
    assert verdict.status == "passed"
    assert verdict.headline == "✓ Passed · 03.my_walk · practice, no points"
    assert verdict.points == 0
    assert str(verdict).endswith('Again, with other numbers: practice("03.my_walk")')
    assert "<code>practice(&quot;03.my_walk&quot;)</code>" in verdict.html()


def test_a_wrong_one_is_explained_as_in_the_exercise() -> None:
    walk = task("03.my_walk")
    c, m, x, alpha = walk.numbers
    verdict = walk.check([x - 2 * c * (x - m), 0.0])
    assert verdict.status == "failed"
    first = x + alpha * 2 * c * (x - m)
    verdict = walk.check([first, first + alpha * 2 * c * (first - m)])
    assert verdict.misconception == "uphill"
    assert "uphill" in verdict.message
    assert len(verdict.hints) == 3
    assert walk.check(...).status == "not attempted"
    assert walk.check(len).status == "failed"


@pytest.mark.parametrize("exercise", PRACTISED, ids=[e.id for e in PRACTISED])
def test_a_card_shows_each_number_that_it_asks_about(exercise: Value) -> None:
    for seed in range(3):
        made = task(exercise.id, seed)
        shown = repr(made)
        assert "{" not in made.question
        if exercise.fresh:
            for value in named(made.numbers).values():
                assert in_words(value) in shown or repr(value) in shown, (seed, value)
        assert shown.count("\n") >= 2
        assert 'role="status"' in made._html()


@pytest.mark.parametrize("id", ["02.my_hidden", "05.my_dW1", "07.z_first", "06.delta_W"])
def test_the_numbers_can_be_copied(id: str) -> None:
    made = task(id)
    space: dict[str, Any] = {"np": np}
    exec(made._given(), space)
    for name, value in named(made.numbers).items():
        if name in space:
            assert np.all(space[name] == value)
    assert "shape (" in repr(made)


def test_numbers_without_names_and_question_are_shown_all_the_same() -> None:
    bare = Value(
        "08.bare",
        points=1,
        asks="the sum of two",
        reference=sum,
        variant=Variant("08.bare", lambda draw: (draw.integer(1, 9), draw.integer(1, 9))),
    )
    made = Task(bare, 1)
    assert "The question of 08.bare, with these numbers." in repr(made)
    assert f"numbers = {made.numbers}" in repr(made)
    assert made.check(sum(made.numbers)).status == "passed"


def test_the_numbers_are_others_each_time() -> None:
    made = {repr(practice("00.my_product")) for _ in range(5)}
    assert len(made) > 1


def test_the_solution_waits_for_an_answer() -> None:
    walk = task("05.recall_slope")
    assert "Try one" in str(walk.solution())
    walk.check(0)
    assert in_words(round(walk.numbers.slope, 6)) in str(walk.solution())
    many = task("00.layer_shapes")
    many.check(0)
    assert "W: (" in str(many.solution())


def test_it_counts_how_often_it_went_right(tmp_path: Path) -> None:
    made = task("05.recall_slope")
    made.check(made.numbers.slope)
    made.check(99)
    made.check(...)
    kept = json.loads((tmp_path / "home" / "progress.json").read_text(encoding="utf-8"))
    assert kept["/practice"][""]["05.recall_slope"] == {"right": 1, "tried": 2}
    assert "right 1 of 2 times" in repr(practice("05"))
    assert student.remembered() == {}


@pytest.mark.parametrize("entry", [7, [], {"tried": "x"}, None])
def test_a_count_that_makes_no_sense_counts_nothing(entry: Any) -> None:
    student.record(student.PRACTICE, "05.recall_slope", entry)
    made = task("05.recall_slope")
    made.check(made.numbers.slope)
    assert student.recorded(student.PRACTICE)["05.recall_slope"] == {"right": 1, "tried": 1}


def test_what_was_wrong_last_is_proposed_first() -> None:
    assert listed(practice()) == ["00.recall_slope", "00.recall_dot", "00.recall_composition"]
    for id, points in [("03.my_walk", 0), ("05.my_dW1", 0.5), ("00.my_outer", 0), ("07.loss", 1)]:
        student.remember(id, points)
    assert listed(practice()) == ["00.my_outer", "05.my_dW1", "03.my_walk"]
    assert 'practice("00.my_outer")  was not all right yet' in repr(practice())


def test_a_file_of_an_earlier_version_does_not_say_when(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    text = '{"": {"03.my_walk": 0.0, "05.my_dW1": 0.0, "02.affine": 0.0}}'
    (home / "progress.json").write_text(text, encoding="utf-8")
    assert listed(practice()) == ["05.my_dW1", "03.my_walk"]


def test_all_that_is_right_is_kept_so() -> None:
    student.remember("03.my_walk", 1.5)
    assert repr(practice()).startswith("What you have checked of what can be practised is right.")
    assert listed(practice())[0] == "03.recall_dot"


@pytest.mark.parametrize("name", ["03", "3", "03_gradients"])
def test_a_module_lists_what_it_has(name: str) -> None:
    ids = listed(practice(name))
    assert "03.my_walk" in ids
    assert all(id.startswith("03.") for id in ids)


def test_without_other_numbers_it_says_which_have() -> None:
    made = practice("02.affine")
    assert repr(made).startswith("02.affine has no other numbers to practise with; these have:")
    assert "02.my_hidden" in listed(made)


def test_what_is_no_exercise_is_refused() -> None:
    with pytest.raises(ValueError, match=r"is '03\.my_walk' meant"):
        practice("03.my_wlk")
    with pytest.raises(ValueError, match="there is no module '99'"):
        practice("99")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("practice('03.my_wlk')", "is '03.my_walk' meant?"),
        ("practice(3)", "A text in quotes comes first; got 3"),
        ("practice('03.my_walk', 4)", "too many arguments"),
        ("practice('03.my_walk', seed=1).check()", "Its argument 'answer' is missing"),
        ("practice('03.my_walk', seed=1).check(1, 2)", "several parts belong in one pair"),
    ],
)
def test_a_mistake_is_a_card(cell: str, told: str, shell: InteractiveShell) -> None:
    with capture_output():
        result = shell.run_cell(cell)
    assert result.success
    assert isinstance(result.result, Complaint)
    assert told in str(result.result)
    assert result.result._repr_mimebundle_()["text/plain"] != "0"


def test_in_a_notebook_a_card_shows_and_no_number_is_taken_for_points(
    shell: InteractiveShell,
) -> None:
    with capture_output() as shown:
        shell.run_cell("task = practice('05.recall_slope', seed=2)", store_history=True)
    assert [{*output.data} for output in shown.outputs] == [{"text/html", "text/plain"}]
    bundle = shell.run_cell("task.check(0.1)").result._repr_mimebundle_()
    assert MIME not in bundle
    with pytest.raises(ValueError, match="could not convert"):
        float(bundle["text/plain"])


def test_a_students_notebook(tmp_path: Path) -> None:
    with student_kernel(tmp_path, tmp_path / "home") as run:
        run("from nnkit import practice, review")
        asked = run('task = practice("03.my_walk")')
        judged = run("task.check([1e6, 2e6])")
        proposed = run("practice()")
        reviewed = run("session = review()")
        told = run("session.check(1, 'z')")
    for cell in (asked, judged, proposed, reviewed, told):
        (output,) = cell.outputs
        assert "text/html" in output["data"], output
    assert "Practice" in asked.outputs[0]["data"]["text/html"]
    assert "Not yet · 03.my_walk · practice, no points" in judged.outputs[0]["data"]["text/plain"]


PRACTICE_CELLS = (
    "from nnkit import practice, review",
    'task = practice("02.my_hidden")',
    "task.check([0.5, 0.5])",
    "task.check(1)\ntask.solution()",
    "practice()",
    "session = review()\nsession.check(1, 'b')",
    "practice('nonsense')",
)


def graded_with(cells: tuple[str, ...], folder: Path, **environment: str) -> list[Any]:
    """What the checks of a notebook say that holds these cells before each of them."""
    answers = ("affine = lambda W, b, a: W @ a + b", "affine = lambda W, b, a: W.T @ a + b")
    verdicts = []
    with student_kernel(folder, folder / "home", **environment) as run:
        run("import numpy as np\nfrom nnkit import check, set_student")
        for answer in answers:
            for cell in cells:
                run(cell)
            run(answer)
            (output,) = run('check("02.affine", affine)').outputs
            verdicts.append((output["data"]["text/plain"], output["data"][MIME]))
    return verdicts


@pytest.mark.parametrize(
    "environment",
    [{}, {"NBGRADER_EXECUTION": "autograde", "NNKIT_STUDENT": "ada"}],
    ids=["student", "nbgrader"],
)
def test_practice_changes_no_verdict(environment: dict[str, str], tmp_path: Path) -> None:
    with_it = graded_with(PRACTICE_CELLS, tmp_path, **environment)
    assert with_it == graded_with((), tmp_path, **environment)
    assert with_it[0][0] != with_it[1][0]


def test_every_kind_of_id_is_found() -> None:
    assert task("3.my walk")._exercise.id == find("03.my_walk").id
