"""Code is compared without names, comments and layout, whatever is wrong with it."""

from __future__ import annotations

import time

import pytest

from nnkit.grading.similar.tokens import MAX_TOKENS, tokens_of


def words(text: str, is_code: bool = True) -> list[str]:
    return [token.text for token in tokens_of(text, is_code=is_code)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(a, b):\n    return a @ b", "def g(left,right): return (left)@right"),
        ("x = 1  # one", "y=1.0"),
        ("def f(z):\n    '''Doc.'''\n    return z.T", 'def f(q):\n  return q.T  # """'),
        ("self.rate = rate\nself.rate -= 1", "self.alpha = a\nself.alpha -= 1"),
        ("s = f'{a} b'", 's = "other"'),
        ("np.sum(\n    a,\n    b\n)", "numpy.sum(a, b)"),
    ],
)
def test_the_same_program_in_other_clothes(one: str, other: str) -> None:
    without_brackets = [w for w in words(other) if w not in "()"]
    assert [w for w in words(one) if w not in "()"] == without_brackets


def test_what_is_done_stays() -> None:
    text = " ".join(words("for i in range(n): total += x.sum()"))
    assert text == "for name in range ( name ) : name += name . sum ( )"


def test_a_string_that_is_handed_over_is_no_docstring() -> None:
    assert words("f(\n'a',\n'b')") == ["name", "(", "string", ",", "string", ")"]


def test_each_token_knows_its_place() -> None:
    text = "total = 2.50  # half\nname"
    assert [text[t.start : t.end] for t in tokens_of(text, is_code=True)] == [
        "total",
        "=",
        "2.50",
        "name",
    ]


BROKEN = ("def f(:\n  retrun (a", "x = 'open\ny = 2", "a = $ ?\n%magic", "'''open\nx", "\0é½\ud800")


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_code_is_read_to_its_end(broken: str) -> None:
    tokens = tokens_of(broken, is_code=True)
    assert tokens_of(broken, is_code=True) == tokens
    assert all(0 <= token.start < token.end <= len(broken) for token in tokens)
    assert words("x = 'open\ny = 2")[-2:] == ["=", "2.0"]


@pytest.mark.parametrize("piece", ["(", "'", '"""', "1e", "a.", "#", "\\", "0x", "r'''\\"])
def test_hostile_code_takes_no_time(piece: str) -> None:
    start = time.process_time()
    assert len(tokens_of(piece * 100_000, is_code=True)) <= MAX_TOKENS
    assert time.process_time() - start < 2


def test_prose_is_its_words() -> None:
    assert words("The *chain* rule,\nTWICE.", is_code=False) == ["the", "chain", "rule", "twice"]
