"""No answer is lost on its way in: whatever happened to a notebook, it is graded or told."""

from __future__ import annotations

import copy
import io
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.nnkit_command import REPOSITORY, nnkit

MODULE, NAME = "00_start_here", "start_here.ipynb"
SOLUTION = json.loads((REPOSITORY / "solutions" / MODULE / NAME).read_text(encoding="utf-8"))
RELEASE = json.loads((REPOSITORY / "modules" / MODULE / NAME).read_text(encoding="utf-8"))
ANSWERS = {cell["id"]: cell["source"] for cell in SOLUTION["cells"]}
MOST, WRITTEN = 40.5, 2
ALL = MOST - WRITTEN


def is_answer(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def is_code(cell: dict[str, Any]) -> bool:
    return bool(cell["cell_type"] == "code")


def answered(notebook: Any = RELEASE) -> Any:
    made = copy.deepcopy(notebook)
    for cell in filter(is_answer, made["cells"]):
        cell["source"] = ANSWERS[cell["id"]]
    return made


def in_own_cells() -> Any:
    """Each answer in a cell of one's own below its stub."""
    made = copy.deepcopy(RELEASE)
    cells = made["cells"]
    for cell in list(filter(is_answer, cells)):
        own = {**copy.deepcopy(cell), "id": f"own-{cell['id']}", "metadata": {}}
        cells.insert(cells.index(cell) + 1, {**own, "source": ANSWERS[cell["id"]]})
    return made


def without_metadata(notebook: Any) -> Any:
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        cell["metadata"] = {}
    return made


def from_jupyterlab() -> Any:
    """With answers and outputs."""
    made = answered()
    for n, cell in enumerate(filter(is_code, made["cells"])):
        shown = {"data": {"text/html": ["<b>3</b>"], "text/plain": ["3"]}, "metadata": {}}
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": n, **shown}]
        cell["execution_count"] = n
    return made


def as_vscode(notebook: Any) -> Any:
    """With new cells that have no id, and an older version than cells with ids have."""
    for cell in filter(is_code, notebook["cells"]):
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["outputs"] += [{"output_type": "update_display_data", "data": {}, "transient": {}}]
    notebook["cells"].insert(3, {"cell_type": "code", "metadata": {}, "source": ["x = 1"]})
    about = {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}
    return {**notebook, "metadata": {**about, "orig_nbformat": 4}, "nbformat_minor": 2}


def as_colab(notebook: Any) -> Any:
    """With ids in the metadata, beside nbgrader's, and data of its own."""
    for cell in notebook["cells"]:
        cell["metadata"] |= {"id": cell.pop("id"), "outputId": "f0a3", "cellView": "form"}
        cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/", "height": 35}
        for output in cell.get("outputs", []):
            output["data"] |= {"application/vnd.google.colaboratory.intrinsic+json": {"type": "x"}}
    about = {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU"}
    return {**notebook, "metadata": about, "nbformat_minor": 0}


def as_classic_notebook(notebook: Any) -> Any:
    """Without ids, with states of the page."""
    for cell in notebook["cells"]:
        del cell["id"]
        cell["metadata"] |= {"trusted": True, "scrolled": "auto", "collapsed": True}
    return {**notebook, "metadata": {"hide_input": False, "toc": {}}, "nbformat_minor": 4}


def without_ids(notebook: Any) -> Any:
    """As converters leave it."""
    made = without_metadata(notebook)
    for cell in made["cells"]:
        del cell["id"]
    return {**made, "nbformat_minor": 0}


def without_checks(notebook: Any) -> Any:
    made = copy.deepcopy(notebook)
    made["cells"] = [c for c in made["cells"] if not "".join(c["source"]).startswith("check(")]
    return made


def text(notebook: Any) -> str:
    return json.dumps(notebook)


def merged(notebook: Any) -> Any:
    """With two versions in a cell, as git leaves them where it merges a notebook's lines."""
    made = copy.deepcopy(notebook)
    cell = next(cell for cell in made["cells"] if cell["id"] == "recall_slope")
    cell["source"] = f"<<<<<<< HEAD\n{cell['source']}\n=======\nrecall_slope = 4\n>>>>>>> mine"
    return made


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr(f"__MACOSX/._{NAME}", b"\0\5")
    return file.getvalue()


DONE, STUB = text(answered()), text(RELEASE)
OTHER = text(json.loads((REPOSITORY / "modules/03_gradients/gradients.ipynb").read_text("utf-8")))
LINES = json.dumps(answered(), indent=1)
# By student: the files in submitted/STUDENT/MODULE, the points or None, and what is told.
CLASS: dict[str, tuple[dict[str, str | bytes], float | None, str]] = {
    "plain": ({NAME: DONE}, ALL, "^$"),
    "stub": ({NAME: STUB}, 0, "^$"),
    "own": ({NAME: text(in_own_cells())}, ALL, "^$"),
    "unmarked": ({NAME: text(without_metadata(answered()))}, ALL, "by their ids \\(79\\)"),
    "vscode": ({NAME: text(as_vscode(from_jupyterlab()))}, ALL, "^$"),
    "colab": ({NAME: text(as_colab(from_jupyterlab()))}, ALL, "^$"),
    "classic": ({NAME: text(as_classic_notebook(from_jupyterlab()))}, ALL, "^$"),
    "no-ids": ({NAME: text(without_ids(answered()))}, ALL, "their text .* names .* place"),
    "no-ids-own": ({NAME: text(without_ids(in_own_cells()))}, ALL, "their text .* names"),
    "no-ids-stub": ({NAME: text(without_ids(RELEASE))}, 0, "their text"),
    "no-checks": ({NAME: text(without_checks(in_own_cells()))}, ALL, "was missing and was put"),
    "alone": ({NAME: text(without_ids(without_checks(answered())))}, ALL, "the names that they"),
    "other": ({NAME: OTHER}, None, "None of the exercises was found"),
    "twice": (
        {NAME: STUB, "start_here (1).ipynb": DONE},
        ALL,
        r"start_here \(1\)\.ipynb was graded: start_here.ipynb beside it has no answers",
    ),
    "both": (
        {NAME: DONE, "start_here (1).ipynb": DONE.replace("recall_slope = 3", "recall_slope = 4")},
        ALL,
        r"start_here\.ipynb was graded, not start_here \(1\)\.ipynb",
    ),
    "deep": ({f"work/{NAME}": DONE}, ALL, f"work/{NAME} was graded as {NAME}"),
    "capitals": ({"START_HERE.IPYNB": DONE}, ALL, f"START_HERE.IPYNB was graded as {NAME}"),
    "ending": ({f"{NAME}.txt": DONE}, ALL, f"{NAME}.txt was graded as {NAME}"),
    "mac": ({f"._{NAME}": "\0\5", "mine.ipynb": DONE}, ALL, f"mine.ipynb was graded as {NAME}"),
    "zip": ({"work.rar": "Rar!"}, None, r"work\.rar was not unpacked: it is empty, or of a kind"),
    "zipped": ({"work.zip": zipped(f"mine/{NAME}", DONE)}, ALL, f"work.zip/mine/{NAME} was graded"),
    "zipped-too": (
        {NAME: STUB, "work.zip": zipped(NAME, DONE)},
        ALL,
        rf"work\.zip/{NAME} was graded: {NAME} beside it has no answers",
    ),
    "merged": (
        {NAME: text(merged(answered()))},
        ALL - 0.5,
        "^the cell recall_slope holds two versions that git could not merge$",
    ),
    "conflict": (
        {NAME: LINES.replace(' "nbformat"', '<<<<<<< HEAD\n "nbformat"')},
        None,
        r"two versions that git could not merge \(line \d+",
    ),
    "cut": ({NAME: LINES[:9000]}, None, "ends in the middle of the notebook"),
    "joined": ({NAME: LINES + LINES}, None, "There are two notebooks in one file"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """What ``nnkit grade --json`` says of each student, and what it writes to stderr."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    shutil.copytree(REPOSITORY / "solutions" / MODULE, course / "solutions" / MODULE)
    for student, (files, _, _) in CLASS.items():
        for name, content in files.items():
            path = course / "submitted" / student / MODULE / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    (course / "submitted" / "s14_start_here.ipynb").write_text(DONE, encoding="utf-8")
    (course / "submitted" / "plain" / f"{MODULE}.zip").write_text("PK", encoding="utf-8")
    if sys.platform == "linux":
        for student, module in (("jos\u00e9", "00_Start_Here "), ("jose\u0301", MODULE)):
            path = course / "submitted" / student / module / NAME
            path.parent.mkdir(parents=True)
            path.write_text(DONE, encoding="utf-8")
    if os.name != "nt":
        (course / "submitted" / "zip" / MODULE / NAME).symlink_to(
            course / "solutions" / MODULE / NAME
        )
    _, _, err = nnkit("grade", "--course", course, "--json", course / "out.json")
    found = json.loads((course / "out.json").read_text(encoding="utf-8"))["submissions"]
    return {submission["student"]: submission for submission in found}, err


@pytest.mark.timeout(300)
@pytest.mark.parametrize("student", CLASS)
def test_answers_are_found_or_it_is_told_why_not(
    student: str, graded: tuple[dict[str, Any], str]
) -> None:
    result, (_, points, told) = graded[0][student], CLASS[student]
    assert result["status"] == ("failed" if points is None else "graded")
    assert result["score"] == (points or 0)
    assert re.search(told, result["error"] or "; ".join(result["repairs"]))


def test_a_written_answer_in_a_cell_of_ones_own_waits_for_a_person(
    graded: tuple[dict[str, Any], str],
) -> None:
    for student, status in [("own", "manual"), ("stub", "not attempted")]:
        (why,) = [e for e in graded[0][student]["exercises"] if e["id"] == "00.why_columns"]
        assert why["status"] == status


def test_what_lies_in_no_module_is_told(graded: tuple[dict[str, Any], str]) -> None:
    place = Path("submitted/s14") / MODULE / NAME
    assert (
        f"{Path('submitted/s14_start_here.ipynb')} is not graded: it belongs into {place}."
        in (graded[1])
    )
    place = Path("submitted/plain") / MODULE / NAME
    assert f"{MODULE}.zip is not graded: it belongs into {place}." in graded[1]
    link = Path("submitted/zip") / MODULE / NAME
    assert os.name == "nt" or f"{link} is a link and is passed over" in graded[1]


@pytest.mark.parametrize("made", [answered, in_own_cells])
def test_nnkit_check_gives_the_same_points(made: Callable[[], Any], tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text(made()), encoding="utf-8")
    _, out, _ = nnkit("check", tmp_path / NAME, NNKIT_STUDENT="own")
    assert f"{ALL} of {ALL} points" in out


def test_two_versions_in_a_cell_are_named_at_the_exercise(
    graded: tuple[dict[str, Any], str],
) -> None:
    (told,) = [e for e in graded[0]["merged"]["exercises"] if e["id"] == "00.recall_slope"]
    assert (told["points"], told["status"]) == (0, "error")
    assert "holds two versions that git could not merge (line 1" in told["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not tell them apart")
def test_names_of_folders_that_are_written_differently_are_found_and_told(
    graded: tuple[dict[str, Any], str],
) -> None:
    folder = Path("submitted/jos\u00e9") / "00_Start_Here "
    assert f"{folder} is taken for {MODULE}." in graded[1]
    assert r"'jose\u0301' and 'jos\xe9' are two students who differ only in" in graded[1]
    for student in ("jos\u00e9", "jose\u0301"):
        assert graded[0][student]["score"] == ALL
