"""A question's page shows all answers, whatever they hold, and nothing of them runs."""

from __future__ import annotations

import re
from pathlib import Path

from nnkit.grading.classroom.answer_pages import write_pages
from nnkit.grading.classroom.course import Course
from nnkit.grading.classroom.written.answers import Answer, Drawing, Part, in_order
from nnkit.grading.classroom.written.questions import written_questions
from tests.grading.classroom.class_of import MODULE
from tests.grading.classroom.written.asked import SCHEME, source

RUN = "**bold** <script>hit()</script> <img src=x onerror=hit()></article> [a](javascript:hit())"


def test_a_page_for_each_question(tmp_path: Path) -> None:
    course = Course(tmp_path)
    source(course)
    why, plot, project = written_questions(course, MODULE)
    answers = [
        Answer("ada", (Part(RUN, False),), None, False),
        Answer("b\u202eob", (Part("So.", False),), 1.5, False),
        Answer(
            "cy",
            (Part("so.", False), Part("x < 1", True, {}, (Drawing('image/png;base64,iVBO"'),))),
            2,
            False,
        ),
        Answer("dan", (), 0, True),
        Answer("eve", (Part("SO. ", False),), None, False),
    ]
    of = {why: in_order(answers), plot: [], project: []}
    paths = write_pages(course, of, lambda question: f"open {question.notebook}")
    assert [path.name for path in paths] == [f"{MODULE}-{q.grade_id}.html" for q in of]
    pages = [path.read_text(encoding="utf-8") for path in paths]
    text = pages[0]
    for shown in ("Say why.", "<mo>&lt;</mo>", "open quick.ipynb", "<strong>bold</strong>"):
        assert shown in text
    assert "4 of 5 students wrote something; 3 of 5 have points." in re.sub(r"\s+", " ", text)
    heads = re.findall(r'<h3 id="answer[^>]*>(.*?)</h3>', text)
    assert heads == [
        "Answer 1: 1.5 of 2",
        "Answer 2: not read yet",
        "Answer 3: 2 of 2",
        "Answer 4: not read yet",
        "Answer 5: 0 of 2",
    ]
    assert text.count("Equal to the one before.") == 1
    assert text.index("Blank.") > text.index("x &lt; 1")
    assert not re.search(
        r"<script|<[^>]*onerror|href=.?javascript|\bada\b|\bcy\b|(src|href)=.?https?:", text
    )
    assert text.count("</article>") == text.count("<article") == 5
    assert "default-src 'none'" in text
    assert (
        '<img class="nnkit-figure" alt="What it drew" src="data:image/png;base64,iVBO&#34;">'
        in text
    )
    assert SCHEME in pages[2]
    assert "None of the graded submissions was asked this." in pages[2]
    named, *_ = write_pages(course, of, lambda question: "", names=True)
    assert r"b\u202eob: 1.5 of 2" in named.read_text(encoding="utf-8")
