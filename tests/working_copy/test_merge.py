"""A new version of a notebook takes nothing from a student."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from nnkit.grading.grader.cells import grade_id
from nnkit.grading.grader.notebook import Node
from nnkit.working_copy.copy import digests_of_cells
from nnkit.working_copy.merge import Merge, NotSafeError
from nnkit.working_copy.notebook import read, written
from tests.working_copy.notebooks import (
    LESSON,
    SOLVED,
    STUB,
    answer,
    changed,
    check,
    code,
    inserted,
    lesson,
    notebook,
    own,
    run,
    sources,
    text,
)

NEW = changed(LESSON, title="# Better", exercise_f="### Exercise 05.f\n\nDouble x.")


def merged(mine: bytes, new: bytes, base: bytes | None = LESSON) -> Node:
    return Merge(read(mine), read(new), digests_of_cells(base) if base else {}).notebook()


def ids(made: Node) -> list[str]:
    return [cell.id for cell in made.cells]


def test_answers_stay_and_the_courses_cells_are_new() -> None:
    made = sources(written(merged(changed(LESSON, f=SOLVED, why="Because."), NEW)))
    assert made == {**sources(NEW), "f": SOLVED, "why": "Because."}


def test_outputs_stay_where_the_code_is_the_same() -> None:
    new = changed(NEW, imports="import nnkit as nn")
    made = {cell.id: cell for cell in merged(run(changed(LESSON, f=SOLVED)), new).cells}
    assert made["f"].outputs[0].text == made["check-f"].outputs[0].text == "hello"
    assert made["imports"].outputs == []


def test_cells_of_ones_own_stay_where_they_are() -> None:
    first, mid, last = own("1"), own("2"), own("3")
    mine = inserted(inserted(LESSON, "f", mid), "why", last)
    mine = notebook(first, *read(mine).cells)
    made = ids(merged(mine, NEW))
    assert made[0] == first.id
    assert made[made.index("f") + 1] == mid.id
    assert made[-1] == last.id
    assert len(made) == len(lesson()) + 3


def test_new_exercises_come_and_old_ones_go_unless_they_are_answered() -> None:
    begun = notebook(*lesson(), answer("g", "g = ..."), check("g"), answer("h", "h = ..."))
    given = [text("exercise-k", "### Exercise 05.k"), answer("k", "k = ..."), check("k")]
    new = inserted(LESSON, "check-f", *given)
    made = merged(changed(begun, g="g = 1"), new, begun)
    assert ids(made) == [*ids(read(new)), "g"]
    assert made.cells[-1].source == "g = 1"
    assert "nbgrader" not in made.cells[-1].metadata, "it is a cell of their own now"


def test_a_changed_beginning_is_taken_only_where_nothing_is_written() -> None:
    new = changed(LESSON, f="def f(x, y):\n    ...")
    assert sources(written(merged(LESSON, new)))["f"] == "def f(x, y):\n    ..."
    merge = Merge(read(changed(LESSON, f=SOLVED)), read(new), digests_of_cells(LESSON))
    assert sources(written(merge.notebook()))["f"] == SOLVED
    assert merge.changed_below == ["f"]
    emptied = changed(LESSON, f="")
    assert sources(written(merged(emptied, LESSON)))["f"] == STUB


def test_a_check_is_the_courses_whatever_was_done_to_it() -> None:
    mine = changed(LESSON, check_f="1", f=SOLVED)
    assert sources(written(merged(mine, NEW)))["check-f"] == 'check("05.f", f)'


def without_ids(cells: list[Node]) -> list[Node]:
    return [Node({k: v for k, v in cell.items() if k != "id"}) for cell in cells]


def with_new_ids(cells: list[Node]) -> list[Node]:
    return [Node(cell, id=f"{i:08x}") for i, cell in enumerate(cells)]


@pytest.mark.parametrize("converted", [without_ids, with_new_ids])
def test_what_has_lost_its_ids_stands_there_once(
    converted: Callable[[list[Node]], list[Node]],
) -> None:
    mine = read(changed(LESSON, f=SOLVED)).cells
    made = merged(notebook(*converted(mine)), NEW)
    assert sources(written(made)) == {**sources(NEW), "f": SOLVED}


def test_a_cell_that_was_cut_and_pasted_is_the_courses_still() -> None:
    cells = read(changed(LESSON, f=SOLVED)).cells
    title = cells.pop(0)
    mine = notebook(*cells, Node(title, id="0123abcd"))
    made = merged(mine, changed(LESSON, title="# Better"))
    assert [cell.source for cell in made.cells if cell.source.startswith("# ")] == ["# Better"]
    assert ids(made)[-1] == "title"


def test_a_copy_of_one_of_the_courses_cells_is_the_students() -> None:
    copy = own(read(LESSON).cells[0].source)
    made = merged(inserted(LESSON, "f", copy), NEW)
    assert copy.id in ids(made)


def test_what_only_the_student_changed_stays() -> None:
    mine = changed(LESSON, imports="import nnkit\nimport math", title="# Title\n\nMy note.")
    new = changed(LESSON, exercise_f="### Exercise 05.f\n\nDouble x.")
    assert sources(written(merged(mine, new))) == {
        **sources(mine),
        **{"exercise-f": "### Exercise 05.f\n\nDouble x."},
    }


def test_a_text_that_both_changed_stands_twice_and_code_is_not_safe() -> None:
    made = merged(changed(LESSON, title="# Title\n\nMy note."), NEW)
    assert [cell.source for cell in made.cells[:2]] == ["# Better", "# Title\n\nMy note."]
    with pytest.raises(NotSafeError):
        merged(changed(LESSON, imports="1"), changed(LESSON, imports="2"))


def test_what_the_course_took_out_stays_if_the_student_wrote_in_it() -> None:
    new = notebook(*(cell for cell in lesson() if cell.id not in ("title", "imports")))
    made = merged(changed(LESSON, title="My note"), new)
    assert [cell.source for cell in made.cells[:1]] == ["My note"]
    assert len(made.cells) == len(lesson()) - 1


def test_the_order_is_the_courses_or_the_students_if_only_they_moved_cells() -> None:
    cells = lesson()
    moved = notebook(cells[1], cells[0], *cells[2:])
    assert ids(merged(LESSON, moved)) == ids(read(moved))
    assert ids(merged(moved, NEW)) == ids(read(moved))
    new = inserted(NEW, "title", text("more", "More"))
    assert ids(merged(moved, new))[:3] == ["imports", "title", "more"]
    with pytest.raises(NotSafeError):
        merged(moved, notebook(*cells[:2], *cells[3:], cells[2]))


def test_a_second_copy_of_an_answer_stays_with_an_id_of_its_own() -> None:
    copy = answer("f", SOLVED)
    mine = inserted(LESSON, "f", copy)
    made = merged(mine, NEW)
    assert [cell.source for cell in made.cells if "f(x)" in cell.source] == [STUB, SOLVED]
    assert len(set(ids(made))) == len(ids(made))


def test_a_copy_that_has_the_grade_id_alone_is_not_taken_for_the_first() -> None:
    copy = answer("f", SOLVED)
    copy.id = "0a0a0a0a"
    made = merged(inserted(LESSON, "exercise-f", copy), NEW)
    assert [cell.id for cell in made.cells if "f(x)" in cell.source] == ["0a0a0a0a", "f"]


def test_metadata_that_was_dropped_comes_back() -> None:
    bare = read(changed(LESSON, f=SOLVED))
    for cell in bare.cells:
        cell.metadata = Node()
    made = {cell.id: cell for cell in merged(written(bare), NEW).cells}
    assert made["f"].source == SOLVED
    assert made["f"].metadata.nbgrader.solution


def test_cells_without_any_id_are_not_guessed() -> None:
    bare = read(changed(LESSON, f=SOLVED))
    for cell in bare.cells:
        cell.metadata = Node()
        del cell["id"]
    with pytest.raises(NotSafeError):
        merged(written(bare), NEW)


def test_without_a_record_answers_stay_too() -> None:
    made = merged(changed(LESSON, f=SOLVED), LESSON, None)
    assert sources(written(made)) == {**sources(LESSON), "f": SOLVED}
    untouched = notebook(*lesson()[:3], answer("f", "old stub"), *lesson()[4:])
    assert sources(written(merged(untouched, LESSON, None)))["f"] == STUB


def test_a_new_version_that_has_two_cells_of_one_name_is_not_safe() -> None:
    with pytest.raises(NotSafeError):
        merged(LESSON, notebook(code("a", "1"), code("a", "2")))


def edited(content: bytes, random: Random, who: str) -> bytes:
    """A notebook after some changes: by the course, or by a student, who has answers as well."""
    made = read(content)
    for number in range(random.randrange(5)):
        at = random.randrange(len(made.cells))
        what, cell = random.choice(["change", "insert", "delete", "move"]), made.cells[at]
        if what == "change" and (who == "student" or not grade_id(cell)):
            cell.source = f"{who} {number}"
        elif what == "insert":
            new = text(f"{who}-{number}-{at}", f"{who} adds {number}")
            made.cells.insert(at, new if who == "course" else own(f"{who} adds {number}"))
        elif what == "delete" and len(made.cells) > 1:
            del made.cells[at]
        elif what == "move":
            made.cells.insert(random.randrange(len(made.cells)), made.cells.pop(at))
    return written(made)


@pytest.mark.parametrize("seed", range(200))
def test_whatever_both_did_nothing_of_the_students_is_lost(seed: int) -> None:
    random = Random(seed)
    begun = notebook(*lesson(), answer("g", "g = ..."), check("g"), text("end", "The end"))
    mine, new = edited(begun, random, "student"), edited(begun, random, "course")
    checks = {"check-f", "check-g"}
    theirs = {c.source for c in read(mine).cells if c.source.startswith("student")}
    theirs -= {c.source for c in read(mine).cells if c.id in checks}
    try:
        made = merged(mine, new, begun)
    except NotSafeError:
        return
    assert theirs <= {cell.source for cell in made.cells}
    assert set(ids(read(new))) <= set(ids(made)), "every cell of the course is there"
    assert len(set(ids(made))) == len(ids(made))
    again = merged(written(made), new, new)
    assert written(again) == written(made)
