"""What a student sees when cells run, in a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.course.student_kernel import Run, error, message, needs, student_kernel, text

IMPORTS = "from nnkit import check, hint, progress, variant"
STUB = "    raise NotImplementedError('Write your code here, then delete this line.')"
AFFINE = f"def affine(W, b, a):\n{STUB}"
WRITTEN = "def affine(W, b, a):\n    return W * a + b"


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    folder = tmp_path / "02_forward_propagation"
    folder.mkdir()
    with student_kernel(folder, tmp_path / "home") as run:
        run(IMPORTS)
        yield run


def test_a_cell_that_needs_an_answer_says_so_and_runs_when_it_is_written(run: Run) -> None:
    run(AFFINE)
    cell = run("import numpy as np\nz = affine(1, np.ones(2), np.ones(2))\nprint(z)")
    assert needs(cell) == ["02.affine"]
    assert "This cell needs 02.affine first" in text(cell)
    assert "Write and run 02.affine. Then run this cell again." in text(cell)
    later = "print('z is', z)"
    assert needs(run(later)) == ["02.affine"]
    assert not error(run("np.ones(2)")), "what ran before the cell stopped is there"

    run(WRITTEN)
    assert needs(run(later)) == ["z"]
    assert text(run(cell.source)) == "[2. 2.]\n"
    assert text(run(later)) == "z is [2. 2.]\n"


def test_functions_that_call_an_unwritten_one_need_it_too(run: Run) -> None:
    run(AFFINE)
    helper = run(
        "def twice(a):\n    return 2 * deeper(a)\ndef deeper(a):\n    return affine(1, 1, a)"
    )
    assert needs(helper) is None
    assert needs(run("twice(1)")) == ["02.affine"]
    assert needs(run("class Layer:\n    def out(self): return twice(1)\nLayer().out()")) == [
        "02.affine"
    ]
    assert needs(run("[twice(k) for k in range(3)]")) == ["02.affine"]
    assert needs(run("list(map(lambda k: twice(k), [1]))")) == ["02.affine"]
    run(WRITTEN)
    assert text(run("twice(1)")) == "4"


def test_answers_that_are_no_functions(run: Run) -> None:
    run("n4 = ...\nz6 = ...")
    assert needs(run("print(n4 * 2)")) == ["02.n4"]
    assert needs(run("both = [n4, z6]")) == ["02.n4", "02.z6"]
    run("n4 = 3")
    assert text(run("print(n4 * 2)")) == "6\n"
    assert needs(run("len(both)")) == ["02.z6"]


def test_what_is_no_exercise_runs_as_ever(run: Run) -> None:
    run(f"mine = ...\ndef own():\n{STUB}")
    assert error(run("mine + 1")) == "TypeError"
    assert error(run("own()")) == "NotImplementedError"
    assert error(run("print(undefined)")) == "NameError"


def test_cells_that_only_look_or_reckon_with_it_run(run: Run) -> None:
    run(AFFINE)
    for cell in (
        "affine",
        "help(affine)",
        "affine?",
        "check('02.affine', affine)",
        "hint('02.affine')",
        "try:\n    affine(1, 1, 1)\nexcept NotImplementedError:\n    print('not yet')",
        "def careful():\n    try:\n        return affine(1)\n    except Exception:\n        pass",
        "careful()",
        "[affine for affine in range(2)]",
        "(lambda affine: affine)(1)",
        "affine = abs\naffine(-1)",
    ):
        ran = run(cell)
        assert needs(ran) is None, cell
        assert not error(ran), cell


def test_an_answer_that_has_been_begun_stops_with_its_own_errors(run: Run) -> None:
    run("z6 = ...")
    assert error(run("n4 = undefined")) == "NameError"
    assert error(run("n4 = 1 + '1'\nz6")) == "TypeError"
    assert error(run("n4 = {}['a']")) == "KeyError"
    assert error(run("def affine(W, b, a):\n    return W @ a\naffine(1, 2, 3)")) == "TypeError"


def test_an_answer_made_with_another_that_is_not_written(run: Run) -> None:
    """Its check waits as well, or it would stop the run."""
    run(AFFINE + "\nn4 = ...")
    assert needs(run("n4 = affine(1, 2, 3)")) == ["02.affine"]
    assert "`n4` did not run to its end: it needs `02.affine`." in message(
        run("check('02.n4', n4)")
    )
    run("del n4")
    check = "check('02.n4', n4)"
    assert needs(run(check)) == ["02.affine"]
    run(WRITTEN)
    assert needs(run(check)) == ["n4"]
    run("n4 = affine(1, 2, 3)")
    assert message(run(check))


def test_an_answer_that_reckons_with_a_value_that_is_not_there(run: Run) -> None:
    run("z6 = ...")
    assert needs(run("k = 2\nn4 = (\n    k *\n    z6\n)")) == ["02.z6"]
    assert needs(run("check('02.n4', n4)")) == ["02.z6"]
    run("n4 = [z6]")
    assert needs(run("check('02.n4', n4)")) is None


def test_a_half_written_answer_may_be_tried(run: Run) -> None:
    run(f"class affine:\n    def out(self): return 1\n    def back(self):\n    {STUB}")
    assert text(run("affine().out()")) == "1"
    assert needs(run("affine().back()")) == ["02.affine"]


def test_where_nothing_ran_above_the_exercise_is_named(run: Run) -> None:
    assert needs(run("print(affine(1, 1, 1))")) == ["02.affine"]
    assert error(run("def own():\n    return affine\nown()")) == "NameError", "maybe a mistake"


def test_an_error_before_something_is_needed_is_an_error(run: Run) -> None:
    run("n4 = ...")
    ran = run("1 / 0\nprint(n4)")
    assert error(ran) == "ZeroDivisionError"
    assert needs(ran) is None


def test_what_a_stopped_cell_had_begun_to_fill_waits_too(run: Run) -> None:
    run(AFFINE)
    run("before = []")
    cell = "losses = {}\nfor name in 'ab':\n    losses[name] = affine(1, 1, 1)\nbefore.append(1)"
    assert needs(run(cell)) == ["02.affine"]
    assert needs(run("losses['a']")) == ["02.affine"]
    assert needs(run("before[0]")) == ["02.affine"]
    run(WRITTEN)
    assert needs(run(cell)) is None
    assert text(run("losses['a'] + before[0]")) == "3"


def test_a_cell_that_relies_on_a_wrong_answer_says_so_below_its_error(run: Run) -> None:
    run("import numpy as np\ndef affine(W, b, a):\n    return None\ncheck('02.affine', affine)")
    cell = run("z = affine(np.ones((2, 2)), 0, np.ones((2, 1)))\nz + 1")
    assert error(cell) == "TypeError", "nothing is hidden"
    assert needs(cell) == ["02.affine"]
    assert "Put 02.affine right: its check does not pass yet. Then run this cell again" in text(
        cell
    )
    made_with_it = run("z.shape")
    assert error(made_with_it) == "AttributeError"
    assert needs(made_with_it) == ["02.affine"]
    run("def twice(a):\n    return affine(1, 0, a) * 2")
    assert needs(run("twice(3)")) == ["02.affine"]
    stopped = run("y = twice(3)")
    assert needs(stopped) == ["02.affine"]
    assert needs(run("print(y)")) == ["02.affine"]
    for other in ("affine(1, 0, undefined)", "affine(1, 0, 3); import undefined", "1 / 0"):
        assert error(run(other))
        assert needs(run(other)) is None
    run("def affine(W, b, a):\n    return W @ a + b\ncheck('02.affine', affine)")
    assert needs(run("print(y)")) == ["y"]
    right = run("affine(np.ones((2, 2)), 0, np.ones((2, 1))).nothing")
    assert error(right) == "AttributeError"
    assert needs(right) is None


def test_a_name_that_was_overwritten_is_told_rather_than_a_wrong_answer(run: Run) -> None:
    run("def affine(W, b, a):\n    return [1]\ncheck('02.affine', affine)")
    cell = run("len = 4\nlen(affine(1, 0, 1))")
    assert "You gave len another meaning" in text(cell)
    assert needs(cell) is None


def test_other_errors_look_as_they_always_did(run: Run, tmp_path: Path) -> None:
    cells = ["def f():\n    return undefined\nf()", "raise NotImplementedError('later')"]
    ours = [run(cell).outputs for cell in cells]
    with student_kernel(tmp_path, tmp_path / "home") as without:
        for cell in (IMPORTS.replace("from nnkit", "#"), *cells):
            theirs = without(cell).outputs
            if cell in cells:
                assert [o.ename for o in theirs] == [o.ename for o in ours[cells.index(cell)]]
                assert len(theirs[0].traceback) == len(ours[cells.index(cell)][0].traceback)


def test_a_line_to_be_deleted_that_does_no_harm_is_no_obstacle(run: Run) -> None:
    run(f"def affine(W, b, a):\n    if len(a): return W * a[0] + b\n{STUB}")
    assert text(run("affine(2, 3, [4])")) == "11"
    assert needs(run("affine(2, 3, [])")) == ["02.affine"]


def test_magics_and_mistakes_do_not_matter(run: Run) -> None:
    run(AFFINE)
    assert error(run("%%timeit -n 1 -r 1\naffine(1, 1, 1)")) == ""
    assert needs(run("%time affine(1, 1, 1)\nprint(affine(1, 1, 1))")) == ["02.affine"]
    assert error(run("affine(")) in ("SyntaxError", "_IncompleteInputError")
    assert error(run("return affine(1, 1, 1)")) == "SyntaxError"
    assert text(run("%%capture seen\nprint(1)")) == ""
    assert "<cell>" not in text(run("affine is 1\nprint(affine(1))")), "IPython has warned already"
    assert needs(run("import asyncio\nawait asyncio.sleep(affine(1, 1, 1))")) == ["02.affine"]
    run("%%capture\nz = affine(1, 1, 1)")
    assert needs(run("z")) == ["02.affine"]
    run(WRITTEN)
    assert text(run("%%capture\nz = affine(1, 1, 1)")) == ""
    assert text(run("z")) == "2"


def test_a_value_from_before_does_not_hide_what_was_skipped(run: Run) -> None:
    run(AFFINE)
    run("z = 1")
    before = run("print('before', z)")
    run("z = affine(1, 1, 1)")
    assert needs(run("print('after', z)")) == ["02.affine"]
    assert text(run(before.source)) == "before 1\n", "it ran with this value, so it runs again"
    run("z = 2")
    assert text(run("print('after', z)")) == "after 2\n"


def test_own_numbers_need_an_id_and_nothing_hangs(run: Run) -> None:
    cell = run("W, b, x = variant('02.my_hidden')\nprint(W)")
    assert needs(cell) == ["numbers"]
    assert 'from nnkit import set_student; set_student("your id")' in text(cell)
    assert needs(run("print(x.shape)")) == ["numbers"]
    assert needs(run("def own():\n    return variant('02.my_hidden')")) is None
    assert needs(run("own()")) == ["numbers"]
    assert "set_student" in message(run("my_hidden = 1\ncheck('02.my_hidden', my_hidden)"))
    run("import nnkit")
    assert 'run nnkit.set_student("your id")' in text(run(cell.source))
    run("nnkit.set_student('ada')")
    assert needs(run("print(x.shape)")) == ["x"]
    assert needs(run(cell.source)) is None
    assert text(run("print(x.shape)")) == "(2, 1)\n"


def test_the_id_may_be_said_in_the_same_cell(run: Run) -> None:
    cell = run("from nnkit import set_student\nset_student('ada')\nvariant('02.my_hidden')")
    assert needs(cell) is None
    assert not error(cell)


def test_a_check_says_that_the_cell_of_the_answer_stopped(run: Run) -> None:
    run("n4 = 0.978")
    check = "check('02.n4', n4)"
    assert "stopped" not in message(run(check))
    run("#\n\nn4 = undefined")
    assert "`n4` stopped with NameError in line 3" in message(run(check))
    run("n4 = 0.97 +")
    assert "stopped with SyntaxError in line 1. This is about the `n4` from before" in message(
        run(check)
    )
    run("n4 = 0.97\nreturn n4")
    assert "stopped with SyntaxError in line 2" in message(run(check))
    run("n4 = (_ for _ in ()).throw(KeyboardInterrupt)")
    assert "stopped with KeyboardInterrupt in line 1" in message(run(check))
    run("n4 = 0.97 +")
    run("1 / 0")
    assert "SyntaxError" in message(run(check)), "another cell's error is not this answer's"
    run("n4 = 0.978\n1 / 0")
    assert "stopped" not in message(run(check)), "the answer was made before the error"
    run("n4 = undefined")
    assert "stopped" not in message(run("n4 = 0.978\n" + check)), "this very cell makes it"
    run("n4 = undefined")
    assert "stopped" not in message(run("mine = 0.978\ncheck('02.n4', mine)"))
    run("mine = undefined")
    assert "`mine` stopped with" in message(run("check('02.n4', mine)"))
    run("%%time\nn4 = undefined")
    assert "stopped with" in message(run(check))
    run("%%time\nn4 = 0.978")
    assert "stopped" not in message(run(check))


def test_the_cell_of_an_answer_is_known_however_the_check_is_typed(run: Run) -> None:
    run("mine = 30.31")
    run("mine = 1 / 0")
    for call in (
        "'02.z6', mine",
        "'2.Z6', mine",
        "'02.z6', answer=mine",
        "id='02.z6', answer=mine",
    ):
        told = message(run(f"check({call})"))
        assert "The cell that makes mine stopped with ZeroDivisionError" in told.replace("`", "")
    assert "stopped with" not in message(run("check('02.z6', 30.31)"))


def test_a_function_with_a_mistake_in_its_syntax(run: Run) -> None:
    run(WRITTEN)
    run("def affine(W, b, a)\n    return W")
    verdict = message(run("check('02.affine', affine)"))
    assert "The cell that makes `affine` stopped with SyntaxError in line 1" in verdict


def test_a_notebook_of_another_course_is_left_as_it_is(tmp_path: Path) -> None:
    with student_kernel(tmp_path, tmp_path / "home") as run:
        run(IMPORTS)
        run(f"n4 = ...\n{AFFINE}")
        assert text(run("print(n4)")) == "Ellipsis\n"
        assert error(run("print(forward)")) == "NameError"
        assert error(run("affine(1, 1, 1)")) == "NotImplementedError"
        run("check('02.n4', n4)")
        assert needs(run("affine(1, 1, 1)")) == ["02.affine"]


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "NNKIT_STUDENT"])
def test_a_graders_run_is_left_as_it_is(name: str, tmp_path: Path) -> None:
    with student_kernel(tmp_path, tmp_path / "home", **{name: "autograde"}) as run:
        run(IMPORTS)
        run(AFFINE)
        assert error(run("affine(1, 1, 1)")) == "NotImplementedError"
        assert error(run("n4 = 3\nn4 = undefined")) == "NameError"
        assert "stopped" not in message(run("check('02.n4', n4)"))
