"""The words of a text that are compared: of code without names, comments and layout.

Python's own tokenizer stops at the first fault, at another place in each version.  This one never
does: what it cannot read is one token, and it goes on behind it.
"""

from __future__ import annotations

import builtins
import keyword
import re
from typing import NamedTuple

MAX_TOKENS = 20_000
_NAME, _STRING = "name", "string"
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))
_CODE = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>(?:\b[bfrtuBFRTU]{1,2})?(?:
          '''(?:\\.|[^\\])*?(?:'''|\Z) | \"""(?:\\.|[^\\])*?(?:\"""|\Z)
        | '(?:\\.|[^'\\\n])*'? | "(?:\\.|[^"\\\n])*"?))
    | (?P<number>0[xXbBoO][\da-fA-F_]+ | (?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?[jJ]?)
    | (?P<name>[^\W\d]\w*)
    | (?P<operator>\*\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%@&|^=!<>]=|[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_PROSE = re.compile(r"\w+")


class Token(NamedTuple):
    """A word that is compared, and where it stands in the text."""

    text: str
    start: int
    end: int


def tokens_of(text: str, *, is_code: bool) -> list[Token]:
    """The tokens of an answer, at most `MAX_TOKENS`."""
    return _code_tokens(text) if is_code else _words(text)


def _words(text: str) -> list[Token]:
    found = (Token(m[0].casefold(), *m.span()) for m in _PROSE.finditer(text))
    return [token for token, _ in zip(found, range(MAX_TOKENS), strict=False)]


def _code_tokens(text: str) -> list[Token]:
    """All names that a student may choose are one token, and strings are another.

    Keywords, built-in names and attributes that the text does not set itself say what is done.
    """
    own_attributes = frozenset(re.findall(r"\.\s*(\w+)\s*(?:[-+*/@]|//|\*\*)?=(?!=)", text))
    tokens: list[Token] = []
    depth, before = 0, ""
    for match in _CODE.finditer(text):
        kind, word = str(match.lastgroup), match[0]
        if kind == "comment" or (kind == "string" and not depth and _begins_line(text, match)):
            continue  # a string that begins a statement is a docstring
        if kind == "operator":
            depth = max(0, depth + (word in "([{") - (word in ")]}"))
        tokens.append(Token(_normal(kind, word, before, own_attributes), *match.span()))
        if len(tokens) == MAX_TOKENS:
            break
        before = word
    return tokens


def _begins_line(text: str, match: re.Match[str]) -> bool:
    line = text.rfind("\n", 0, match.start()) + 1
    return not text[line : match.start()].strip()


def _normal(kind: str, word: str, before: str, own_attributes: frozenset[str]) -> str:
    if kind == "string":
        return _STRING
    if kind == "number":
        try:
            return repr(float(word))  # 1, 1. and 1.0
        except ValueError:
            return word.lower()
    if kind == "name":
        is_kept = word not in own_attributes if before == "." else word in _KEPT
        return word if is_kept else _NAME
    return word
