"""Students are found by ids in their order; what could be two people is refused."""

from __future__ import annotations

from collections.abc import Sequence

from nnkit.grading.lms.match import Matches, match
from nnkit.grading.lms.students import Student
from nnkit.grading.lms.table import Table
from nnkit.grading.lms.template import Person, Template

KINDS = ("ID", "SIS User ID", "SIS Login ID")


def matched(
    people: Sequence[tuple[str, ...]],
    students: Sequence[Student | str],
    mapped: dict[str, str] | None = None,
    numbers: dict[str, str] | None = None,
    lms: str = "Canvas",
) -> Matches:
    kinds = KINDS if lms == "Canvas" else ("Identifier", "ID number", "Email address")
    rows = [
        Person(n, f"row{n}", tuple(p for p in zip(kinds, ids, strict=False) if p[1]))
        for n, ids in enumerate(people)
    ]
    compared = kinds if lms == "Canvas" else kinds[1:]
    template = Template(Table("", ",", []), lms, rows, compared, kinds[0], [])
    who = [s if isinstance(s, Student) else Student(s) for s in students]
    return match(who, template, mapped or {}, numbers or {})


def rows(matches: Matches) -> dict[str, int]:
    return {student: person.row for student, person in matches.people.items()}


def test_ids_are_tried_in_their_order() -> None:
    people = [("1", "u1", "ada"), ("2", "u2", "bob"), ("3", "u3", "eve@uni.test")]
    eve = Student("eve", email="EVE@uni.test")
    assert rows(matched(people, ["1", "u2", eve, "zoe"])) == {"1": 0, "u2": 1, "eve": 2}
    assert rows(matched(people, [Student("x", lms_id="3"), "ADA"])) == {"x": 2, "ADA": 0}


def test_another_way_to_see_it_is_told() -> None:
    found = matched([("7", "", "ada"), ("8", "7", "bob")], ["7"])
    assert rows(found) == {"7": 0}
    assert "7 is taken for row0, who has it as ID; row1 has it too" in found.unclear[0]
    assert not matched([("7", "7", "7")], ["7"]).unclear


def test_two_people_or_two_students_are_refused() -> None:
    found = matched([("1", "", "ada"), ("2", "", "ada")], ["ada"])
    assert found.refused == {"ada": "ada could be row0 (ID 1) and row1 (ID 2)"}
    assert found.rows == {0, 1}
    found = matched([("1", "u1", "ada")], ["u1", "ada"])
    assert not found.people
    assert found.refused == {
        "u1": "row0 (ID 1) could be ada as well",
        "ada": "row0 (ID 1) could be u1 as well",
    }
    exact = matched([("1", "", "Ada"), ("2", "", "ada")], ["ada"])
    assert rows(exact) == {"ada": 1}, "the exact one comes before one in capitals"


def test_a_map_says_it_and_nothing_else_counts() -> None:
    people = [("1", "u1", "ada"), ("2", "u2", "bob")]
    assert rows(matched(people, ["ada"], {"ada": "bob"})) == {"ada": 1}
    found = matched(people, ["ada"], {"ada": "9"})
    assert found.refused == {"ada": "nobody there has the id 9, which the map says"}
    found = matched([("1", "2"), ("2", "x")], ["ada"], {"ada": "2"})
    assert "ada" in found.refused


def test_a_participants_number_is_no_students_id() -> None:
    people = [("5001", "1001", "ada@uni.test")]
    assert not matched(people, ["5001"], lms="Moodle").people
    assert rows(matched(people, ["ada"], numbers={"ada": "5001"}, lms="Moodle")) == {"ada": 0}
    assert rows(matched(people, ["1001"], numbers={"1001": "9"}, lms="Moodle")) == {"1001": 0}
