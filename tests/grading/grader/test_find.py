"""The notebook is found under other names and in other places, and it is told which was taken."""

from __future__ import annotations

import pytest

from nnkit.grading.grader.find import NotHandedIn, find_notebook, in_folder_of
from nnkit.grading.grader.submission import SubmissionError


def answered(content: bytes) -> bool:
    return content.startswith(b"answer")


def found(files: dict[str, bytes], *others: str) -> tuple[str, list[str]]:
    repairs: list[str] = []
    return find_notebook(files, "a.ipynb", repairs, answered, others), repairs


def files(*names: str) -> dict[str, bytes]:
    return dict.fromkeys(names, b"answer")


def test_the_expected_name_is_nothing_to_tell() -> None:
    assert found(files("a.ipynb", "b.ipynb", "data.csv")) == ("a.ipynb", [])


@pytest.mark.parametrize(
    "name",
    ["mine.ipynb", "07/a.ipynb", "A.IPYNB", "a.ipynb.txt", "a (1).ipynb", "b.ipynb.json"],
)
def test_another_name_or_place_is_found_and_told(name: str) -> None:
    assert found(files(name)) == (name, [f"{name} was graded as a.ipynb"])


def test_a_file_is_known_by_its_content_if_no_name_fits() -> None:
    handed_in = {"a.json": b'{"nbformat": 4}', "data.json": b"{}"}
    assert found(handed_in)[0] == "a.json"
    assert found({**handed_in, "b.ipynb": b""})[0] == "b.ipynb"


@pytest.mark.parametrize("name", ["._a.ipynb", "__MACOSX/a.ipynb", ".~a.ipynb", ".trash/a.ipynb"])
def test_what_macos_and_editors_leave_is_passed_over(name: str) -> None:
    assert found({name: b"\x00\x05", "b.ipynb": b""})[0] == "b.ipynb"
    with pytest.raises(NotHandedIn, match="no file"):
        found({name: b"answer"})


def test_the_copy_with_answers_counts_where_the_expected_file_has_none() -> None:
    told = ["a (1).ipynb was graded: a.ipynb beside it has no answers"]
    assert found({"a.ipynb": b"", "a (1).ipynb": b"answer"}) == ("a (1).ipynb", told)
    assert found({"a.ipynb": b"", "a (1).ipynb": b""}) == ("a.ipynb", [])
    assert found({"a.ipynb": b"answer", "a (1).ipynb": b""}) == ("a.ipynb", [])
    assert found(files("a.ipynb", "a (1).ipynb")) == ("a.ipynb", [])


def test_where_both_have_answers_the_expected_name_counts_and_that_is_told() -> None:
    told = ["a.ipynb was graded, not a (1).ipynb, which has other answers"]
    assert found({"a.ipynb": b"answer 1", "a (1).ipynb": b"answer 2"}) == ("a.ipynb", told)


def test_of_several_other_names_the_one_with_answers_is_taken() -> None:
    handed_in = {"b.ipynb": b"", "c.ipynb": b"answer"}
    assert found(handed_in)[0] == "c.ipynb"
    with pytest.raises(SubmissionError, match=r"b\.ipynb, c\.ipynb\. Name the one that counts"):
        found({"b.ipynb": b"answer 1", "c.ipynb": b"answer 2"})
    with pytest.raises(SubmissionError, match=r"a1\.ipynb, a2\.ipynb\. Name the one that counts"):
        found({"a.ipynb": b"", "a1.ipynb": b"answer 1", "a2.ipynb": b"answer 2"})


def test_another_notebook_of_the_assignment_is_not_taken() -> None:
    with pytest.raises(NotHandedIn):
        found(files("ab.ipynb", "c.ipynb"), "ab.ipynb")
    assert found(files("ab.ipynb", "sub/A.ipynb"), "ab.ipynb")[0] == "sub/A.ipynb"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "the folder has no file"),
        (("data.csv",), "no notebook, only data.csv"),
    ],
)
def test_what_there_is_instead_of_a_notebook_is_told(names: tuple[str, ...], told: str) -> None:
    with pytest.raises(NotHandedIn, match=rf"a\.ipynb is needed, but .*{told}"):
        found(files(*names))


def test_files_are_reached_from_where_the_notebook_lies() -> None:
    handed_in = {"07/a.ipynb": b"", "07/data.csv": b"2", "data.csv": b"1", "timestamp.txt": b""}
    assert in_folder_of(handed_in, "a.ipynb") == handed_in
    assert in_folder_of(handed_in, "07/a.ipynb") == {
        "a.ipynb": b"",
        "data.csv": b"2",
        "timestamp.txt": b"",
    }
