"""A wrong function costs its own question, not those that call it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from nnkit.grading.grader.assignment import Assignment, CellVerdict, Limits
from nnkit.grading.grader.grade import grade

SOURCE = Path(__file__).parents[3] / "solutions/02_forward_propagation/forward_propagation.ipynb"
WRONG_LAYER = "def layer(W, b, a):\n    return np.tanh(W @ a + b)"


def without_pictures(notebook: NotebookNode) -> NotebookNode:
    """The exercises alone, for speed."""
    notebook.cells = [c for c in notebook.cells if "plot.show(" not in c.source]
    return notebook


def test_a_wrong_layer_does_not_cost_forward() -> None:
    source = without_pictures(nbformat.read(SOURCE, as_version=4))
    assignment = Assignment({"a.ipynb": nbformat.writes(source)}, limits=Limits(seconds=20.0))
    for cell in source.cells:
        if cell.id == "layer":
            cell.source = WRONG_LAYER
    result = grade(assignment, {"a.ipynb": nbformat.writes(source).encode()}, "author", "")
    questions = {q.grade_id: q for q in result.verdicts}
    assert questions["check-layer"].points == 0
    forward = questions["check-forward"]
    assert (forward.points, forward.with_reference) == (forward.max_points, True)
    assert "With the reference layer()" in forward.message
    batch = questions["check-forward_batch"]
    assert (batch.points, batch.with_reference) == (batch.max_points, True)
    alone = questions["check-affine_rows"]
    assert (alone.points, alone.with_reference) == (alone.max_points, False)


# Right but for its shape, which earns half, whatever layer() is; with the reference it ends.
ENDS_WITH_THE_REFERENCE = """\
import os
def forward_batch(weights, biases, examples):
    if layer(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros((1, 1)))[0, 0] != 0:
        os._exit(0)
    a = np.array(examples).T
    for W, b in zip(weights, biases):
        a = 1 / (1 + np.exp(-(W @ a + b)))
    return a.T"""


def test_a_try_with_references_that_is_lost_takes_no_points() -> None:
    source = without_pictures(nbformat.read(SOURCE, as_version=4))
    assignment = Assignment({"a.ipynb": nbformat.writes(source)}, limits=Limits(seconds=20.0))
    for cell in source.cells:
        if cell.id == "layer":
            cell.source = WRONG_LAYER
        if cell.id == "forward_batch":
            cell.source = ENDS_WITH_THE_REFERENCE
    result = grade(assignment, {"a.ipynb": nbformat.writes(source).encode()}, "author", "")
    questions = {q.grade_id: q for q in result.verdicts}
    batch = questions["check-forward_batch"]
    assert (batch.points, batch.status, batch.with_reference) == (1, "partial", False)
    assert batch.misconception == "outputs-as-rows"
    later = [q for q in result.verdicts if q.grade_id == "check-affine_rows"]
    assert [q.points == q.max_points for q in later] == [True]


BACKPROPAGATION = SOURCE.parents[1] / "05_backpropagation/backpropagation.ipynb"
FLAT = """\
def layer_gradients(delta, a_before):
    return delta @ a_before.T, delta.sum(axis=1)"""
MATRICES = """\
def delta_hidden(W_next, delta_next, a):
    a = np.asarray(a)
    return np.asmatrix(np.asarray(W_next).T @ np.asarray(delta_next) * a * (1 - a))"""
LISTS = """\
def layer_gradients(delta, a_before):
    return (delta @ a_before.T).tolist(), delta.sum(axis=1).tolist()"""
AS_MATRIX = """\
def delta_output(a, y):
    return np.asmatrix((a - y) * a * (1 - a) / a.shape[1])"""
# With a matrix on its left, * multiplies matrices.
LEFT = """\
def delta_hidden(W_next, delta_next, a):
    return (W_next.T @ delta_next) * (a * (1 - a))"""
MATRIX = "\nmy_delta_out = np.asmatrix(my_delta_out)"


def verdicts_on(answers: dict[str, str]) -> dict[str, CellVerdict]:
    """Those on module 05's own exercises, with some answers in place of the right ones."""
    source = without_pictures(nbformat.read(BACKPROPAGATION, as_version=4))
    assignment = Assignment({"a.ipynb": nbformat.writes(source)}, limits=Limits(seconds=20.0))
    for cell in source.cells:
        if cell.id in answers:
            answer = answers[cell.id]
            cell.source = cell.source + answer if answer.startswith("\n") else answer
    result = grade(assignment, {"a.ipynb": nbformat.writes(source).encode()}, "author", "")
    return {verdict.exercise: verdict for verdict in result.verdicts}


@pytest.mark.parametrize(
    ("answers", "helped"),
    [
        ({"delta_hidden": MATRICES}, {}),
        ({"delta_output": AS_MATRIX, "delta_hidden": LEFT}, {"backward": "delta_output()"}),
        (
            {"my_delta_out": MATRIX},
            {"my_delta_hidden": "my_delta_out", "my_dW1": "my_delta_hidden"},
        ),
    ],
)
def test_what_was_accepted_in_another_dress_costs_nothing_later(
    answers: dict[str, str], helped: dict[str, str]
) -> None:
    verdicts = verdicts_on(answers)
    lost = [
        v.exercise for v in verdicts.values() if v.status != "manual" and v.points < v.max_points
    ]
    assert lost == []
    assert {v.exercise[3:] for v in verdicts.values() if v.with_reference} >= helped.keys()
    for name, replaced in helped.items():
        message = verdicts[f"05.{name}"].message
        assert f"With the reference {replaced}. Yours was accepted" in message


@pytest.mark.parametrize("answer", [FLAT, LISTS])
def test_a_shape_that_was_asked_for_costs_where_it_arises_and_not_later(answer: str) -> None:
    verdicts = verdicts_on({"layer_gradients": answer})
    lost = {v.exercise: v for v in verdicts.values() if v.points < v.max_points}
    assert {id for id, v in lost.items() if v.status != "manual"} == {"05.layer_gradients"}
    assert lost["05.layer_gradients"].points == 1
    assert "flat" in lost["05.layer_gradients"].message
    assert verdicts["05.train_step"].with_reference


def test_an_answer_that_was_stopped_is_not_run_again(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "nnkit.grading"):
        endless = "my_dW1 = my_delta_hidden\nimport os\nos._exit(1)"
        verdicts = verdicts_on({"my_dW1": endless})
    assert verdicts["05.my_dW1"].points == 0
    assert "This cell was stopped" in verdicts["05.my_dW1"].message
    assert sum(" is lost in run_cell" in message for message in caplog.messages) == 1


NOTHING = "def layer_gradients(delta, a_before):\n    return 0 * delta, 0 * delta"
KEEPS_WHAT_IS_LENT = """
kept, right_backward = [], backward
def backward(*arguments):
    kept.append(layer_gradients)
    return right_backward(*arguments)"""
USES_WHAT_WAS_LENT = """\
def repaired_backward(weights, a, y):
    delta, dW, db = (a[-1] - y) * a[-1] * (1 - a[-1]) / y.shape[1], [], []
    for i in reversed(range(len(weights))):
        gradients = kept[-1](delta, a[i])
        dW.insert(0, gradients[0])
        db.insert(0, gradients[1])
        delta = (weights[i].T @ delta) * (1 - a[i] ** 2)
    return dW, db"""


def test_what_was_lent_for_a_question_answers_no_other() -> None:
    verdicts = verdicts_on(
        {
            "layer_gradients": NOTHING,
            "backward": KEEPS_WHAT_IS_LENT,
            "repaired_backward": USES_WHAT_WAS_LENT,
        }
    )
    assert verdicts["05.backward"].with_reference
    assert verdicts["05.backward"].points == 4
    forged = verdicts["05.repaired_backward"]
    assert (forged.points, forged.status) == (0, "error")
    assert "`layer_gradients` was lent for a question that is over" in forged.message
