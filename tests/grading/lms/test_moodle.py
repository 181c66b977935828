"""Moodle's worksheet and gradebook are read in whatever language the site is."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.grading.lms.moodle import can_be_changed, read_moodle
from tests.grading.lms.files import GERMAN, GRADEBOOK, WORKSHEET, write


@pytest.mark.parametrize("text", [WORKSHEET, GERMAN, GERMAN.replace(",Bestwertung", ",Most")])
def test_a_worksheet_shows_what_its_columns_are(tmp_path: Path, text: str) -> None:
    found = read_moodle(write(tmp_path, text))
    assert found.is_worksheet
    assert found.people[0].name == "Ada Lovelace"
    assert found.people[0].ids[0] == ("Identifier", "5001")
    assert ("Email address", "ada@uni.test") in found.people[0].ids
    headings = found.table.headings
    [column] = found.columns
    assert column.heading in ("Grade", "Bewertung")
    assert column.most in ("9.00", "9,00")
    assert found.comments is not None
    assert headings[found.comments].startswith("Feedback")
    assert found.modified == found.comments - 1
    assert can_be_changed(found, found.people[0])
    assert not can_be_changed(found, found.people[-1])


@pytest.mark.parametrize(
    "text",
    [
        "ID,Nombre,Estado,Grupo,Nota,Nota máxima,Cambios,Modificada (envío),Modificada (nota),C\n"
        'Participante 5001,Ada,x,1,"5,00","20,00",Sí,-,-,\n',
        "编号,全名,状态,组,成绩,最高分,成绩可以更改,上次修改（提交）,上次修改（成绩）,反馈\n"
        "参与者5001,Ada,未提交,1,,100.00,是,-,-,\n",
    ],
)
def test_any_language_will_do(tmp_path: Path, text: str) -> None:
    found = read_moodle(write(tmp_path, text))
    assert [c.index for c in found.columns] == [4]
    assert (found.modified, found.comments) == (8, 9)
    assert found.people[0].ids[0] == ("Identifier", "5001")
    assert [id for kind, id in found.people[0].ids if kind in found.kinds] == ["Ada"]
    assert ("Other", "1") in found.people[0].ids, "a group is nobody's id"


def test_a_worksheet_without_names_and_one_with_a_scale(tmp_path: Path) -> None:
    blind = "Identifier,Status,Grade,Maximum grade,Last modified (grade)\nParticipant 7,x,,5,-\n"
    found = read_moodle(write(tmp_path, blind))
    assert [c.heading for c in found.columns] == ["Grade"]
    assert (found.comments, found.changeable) == (None, None)
    scale = 'ID,Status,Grade,Scale,Changed (grade)\nParticipant 7,x,,"bad\ngood",-\n'
    assert read_moodle(write(tmp_path, scale)).columns == []
    unknown = "ID,Name,Mark,Of\nParticipant 7,Ada,3,ten\nParticipant 8,Bob,4,ten\n"
    assert read_moodle(write(tmp_path, unknown)).columns == []
    assert [c.heading for c in read_moodle(write(tmp_path, unknown), "Mark").columns] == ["Mark"]


def test_a_gradebook_has_items_and_ids(tmp_path: Path) -> None:
    found = read_moodle(write(tmp_path, GRADEBOOK))
    assert not found.is_worksheet
    assert [(c.title, c.heading) for c in found.columns] == [("quick", "Assignment: quick (Real)")]
    french = GRADEBOOK.replace("(Real)", "(Brut)").replace("Percentage", "Pourcentage")
    assert len(read_moodle(write(tmp_path, french.replace("Course total", "Total"))).columns) == 2
    german = (
        "Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Aufgabe: quick (Punkte);Kurs gesamt (Punkte)\n"
        "Ada;L;1001;ada@uni.test;-;-\n"
    )
    other = read_moodle(write(tmp_path, german))
    assert [c.title for c in other.columns] == ["quick"]
    assert other.people[0].ids[0] == ("ID number", "1001")
    assert found.people[0].name == "Ada Lovelace"
    assert found.people[0].ids[:2] == (("ID number", "1001"), ("Email address", "ada@uni.test"))
    assert "Ada" not in dict(found.people[0].ids).values()


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "Identifier,Grade\nParticipant 1,2\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CourseError, match="is not of Moodle: neither a grading worksheet"):
        read_moodle(write(tmp_path, text))
