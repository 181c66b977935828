"""nbgrader's own command gets its preprocessors, and the points of the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.converters.base import NbGraderException

from nnkit.checks.verdict import MIME
from nnkit.grading.classroom.autograde import AUTOGRADE, SandboxedExecute
from nnkit.grading.classroom.record import GradingRecord
from nnkit.grading.classroom.worker import GradedSubmission, grade_submission
from tests.grading.classroom.class_of import MODULE, NOTEBOOK, RIGHT, WRONG, hand_in, mixed


def preprocessed(folder: Path, text: str) -> nbformat.NotebookNode:
    there = hand_in(folder, {"ada": text})
    about = {"assignment": MODULE, "student": "ada", "notebook": NOTEBOOK[:-6]}
    engine = SandboxedExecute(config=there.config())
    found: Any = engine.preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
    return found[0]


def test_execute_is_replaced_and_the_record_is_kept() -> None:
    names = [preprocessor.__name__ for preprocessor in AUTOGRADE]
    assert "SandboxedExecute" in names
    assert "SaveAutoGrades" in names
    assert not {"Execute", "ClearMetadataPreprocessor"} & set(names)


def test_a_notebook_comes_back_run_with_its_record(tmp_path: Path) -> None:
    notebook = preprocessed(tmp_path, mixed(RIGHT + "\nprint(square(5))", "Because."))
    answer, test = notebook.cells[:2]
    assert answer.outputs[0].text == "25\n"
    assert not any(output.output_type == "error" for output in test.outputs)
    record = GradingRecord.read(nbformat.writes(notebook).encode())
    assert [v.points for v in record.verdicts] == [3, 0, 0]
    assert MIME not in str(answer)


def test_what_cannot_be_graded_is_an_error_of_nbgrader(tmp_path: Path) -> None:
    with pytest.raises(NbGraderException, match="was it cut off"):
        preprocessed(tmp_path, "{")


def test_notebooks_with_the_same_grade_ids_are_graded_once_and_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    there = hand_in(tmp_path, {"ada": mixed(RIGHT)})
    for folder, answer in ((there.source(MODULE), RIGHT), (there.submitted("ada", MODULE), WRONG)):
        (folder / "other.ipynb").write_text(mixed(answer), encoding="utf-8")
    graded: list[str] = []

    def counting(*asked: Any) -> GradedSubmission:
        graded.append(asked[2])
        return grade_submission(*asked)

    monkeypatch.setattr("nnkit.grading.classroom.autograde.grade_submission", counting)
    scores = []
    for name in (NOTEBOOK[:-6], "other"):
        engine = SandboxedExecute(config=there.config())
        about = {"assignment": MODULE, "student": "ada", "notebook": name}
        found: Any = engine.preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
        record = GradingRecord.read(nbformat.writes(found[0]).encode())
        scores.append([v.points for v in record.verdicts])
    assert scores == [[3, 0, 0], [0, 0, 0]]
    assert graded == ["ada"]
    assert "has other answers" not in caplog.text
    engine.preprocess(nbformat.v4.new_notebook(), {"nbgrader": about})
    assert graded == ["ada", "ada"], "whoever asks again has it graded again"
