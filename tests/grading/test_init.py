"""One line in nbgrader_config.py lets nbgrader's own commands work as nnkit does."""

from __future__ import annotations

from pathlib import Path

from nnkit.grading import configure
from nnkit.grading.classroom.autograde import SandboxedExecute
from nnkit.grading.classroom.configuration import own_config
from nnkit.grading.classroom.formgrader import CleanOutputs
from nnkit.grading.classroom.written.model_answers import ShowModelAnswers

PAGE = Path(__file__).parents[2] / "nnkit" / "grading" / "YOUR_COURSE.md"


def test_the_line_that_is_documented_configures_all(tmp_path: Path) -> None:
    line = "import nnkit.grading; nnkit.grading.configure(c)"
    assert f"\n    {line}\n" in PAGE.read_text(encoding="utf-8")
    assert line in (configure.__doc__ or "")
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n", encoding="utf-8")
    config = own_config(tmp_path)
    assert SandboxedExecute in config.Autograde.autograde_preprocessors
    assert config.Autograde.sanitize_preprocessors == []
    assert config.HTMLExporter.preprocessors == [CleanOutputs, ShowModelAnswers]
    assert len(config.GenerateFeedback.preprocessors) == 3
