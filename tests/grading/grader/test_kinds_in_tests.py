"""What crosses the border as a kind of its own can be decided outside, and lies there gain nothing."""

from __future__ import annotations

import pytest

from tests.grading.grader.one_answer import result_of

GIVEN = """\
from collections import namedtuple
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
import numpy as np
Point = namedtuple("Point", "x y")
class Colour(Enum):
    RED = 1
    BLUE = 2
class Refused(Exception): pass"""
ANSWER = """\
def same(x): return x
def kind(x): return type(x).__name__
def half(x): return x / 2
def later(day): return day + timedelta(days=1)
def other(colour): return Colour.BLUE if colour is Colour.RED else Colour.RED
def flip(p): return Point(p.y, p.x)
def read(path): return path.read_text()
def views(d): return d.keys(), d.values(), d.items()
def part(xs, which): return xs[which]
def refuse(): raise Refused('no')
def hide(a): return np.ma.masked_less(a, 2)
def push(queue, data):
    queue.append(1)
    data += b'!'"""
TESTS = [
    "assert half(Fraction(1, 3)) == Fraction(1, 6) and half(Decimal('2.5')) == Decimal('1.25')\n"
    "assert kind(Fraction(1)) == 'Fraction' and half(1 + 2j) == 0.5 + 1j",
    "assert later(date(2020, 2, 28)) == date(2020, 2, 29)\n"
    "assert later(datetime(2020, 1, 1, 5)).hour == 5 and isinstance(later(date(2020, 1, 1)), date)",
    "assert other(Colour.RED) is Colour.BLUE and other(Colour.BLUE).name == 'RED'",
    "assert flip(Point(1, 2)) == (2, 1) and isinstance(flip(Point(1, 2)), Point)\n"
    "assert flip(Point(1, 2)).x == 2",
    "open('a.txt', 'w').write('x')\nassert kind(Path('a.txt')) == kind(Path('b').absolute())\n"
    "assert same(Path('a')) == Path('a') and str(same(Path('a') / 'b')) == 'a/b'",
    "keys, values, items = views({'a': 1, 'b': 2})\nassert keys == {'a', 'b'} and sorted(values) == [1, 2]\n"
    "assert list(items) == [('a', 1), ('b', 2)] and keys & {'a'} == {'a'}",
    "assert part([1, 2, 3], slice(1, None)) == [2, 3] and part('abc', slice(None, None, -1)) == 'cba'",
    "from collections import deque\nqueue, data = deque([0]), bytearray(b'a')\npush(queue, data)\n"
    "assert queue == deque([0, 1]) and data == b'a!'",
    "hidden = hide(np.arange(4))\nassert hidden.sum() == 5 and same(hidden).mask.tolist() == [True, True, False, False]",
    "try:\n    refuse()\n    assert False\nexcept Refused as error:\n    assert str(error) == 'no'",
]


def test_plain_kinds_are_decided_by_both() -> None:
    verdicts = result_of(ANSWER, TESTS, ANSWER, [GIVEN]).verdicts
    assert [(v.outside, v.inside) for v in verdicts] == [(3, 3)] * len(TESTS)


FRAMES = """\
def total(frame): return frame.groupby('k').sum()
def column(frame): return frame['v']
def first(frame): return frame.index[0]
def stamp(text): return pd.Timestamp(text, tz='Europe/Berlin')
df = pd.DataFrame({'k': ['a', 'b'], 'v': [1.5, 2]})"""
FRAME_TESTS = [
    "frame = pd.DataFrame({'k': ['a', 'b', 'a'], 'v': [1, 2, 3]})\n"
    "wanted = pd.DataFrame({'v': [4, 2]}, index=pd.Index(['a', 'b'], name='k'))\n"
    "pd.testing.assert_frame_equal(total(frame), wanted)",
    "assert (column(pd.DataFrame({'v': [1, 2]})) == [1, 2]).all() and df['v'].mean() == 1.75",
    "days = pd.date_range('2020', periods=2)\n"
    "assert first(pd.DataFrame({'v': [1, 2]}, index=days)) == pd.Timestamp('2020-01-01')\n"
    "assert stamp('2020-07-01').utcoffset().seconds == 7200",
    "assert df.iloc[-1, 0] == 'b' and isinstance(df, pd.DataFrame)",
]
LIAR = """\
class Liar(pd.DataFrame):
    def __getattribute__(self, name):
        return (lambda *a, **k: Liar()) if name[0] != '_' else super().__getattribute__(name)
    def __eq__(self, other): return self
def total(frame): return Liar()
column = first = stamp = total
df = Liar()"""


def test_frames_are_decided_by_both_and_a_liar_gains_nothing() -> None:
    pytest.importorskip("pandas")
    for answer, points in ((FRAMES, 3), (LIAR, 0)):
        verdicts = result_of(answer, FRAME_TESTS, FRAMES, ["import pandas as pd"]).verdicts
        assert [v.outside for v in verdicts] == [points] * len(FRAME_TESTS)
        assert [v.points for v in verdicts] == [points] * len(FRAME_TESTS)


# Each but the last is of a class that the student made, and would equal everything, as what is
# masked does.
LIES = """\
from fractions import Fraction
from datetime import date
from collections import Counter, namedtuple
from enum import Enum
from decimal import Decimal
yes = lambda *a: True
def liar(base, *values, **names):
    names |= {n: yes for n in ('__eq__', '__ne__', '__lt__', '__contains__')}
    return type('Liar', (base,), names | {'__hash__': lambda s: 0})(*values)
half = lambda x: liar(Fraction, 7, 8)
tomorrow = lambda x: liar(date, 1999, 1, 1)
tally = lambda x: liar(Counter, 'zz')
flip = lambda x: liar(namedtuple('Point', 'x y'), 7, 8)
price = lambda: liar(Decimal, '7')
import numpy as np
ones = lambda n: np.ma.masked_all(n)"""
HONEST = """\
from fractions import Fraction
from datetime import date, timedelta
from collections import Counter, namedtuple
from decimal import Decimal
Point = namedtuple('Point', 'x y')
def half(x): return Fraction(x, 2)
def tomorrow(x): return x + timedelta(days=1)
def tally(x): return Counter(x)
def flip(p): return Point(p[1], p[0])
def price(): return Decimal('2.50')
import numpy as np
def ones(n): return np.ones(n)"""
LIES_ABOUT = [
    "assert half(1) == Fraction(1, 2)",
    "assert tomorrow(date(2020, 1, 1)) == date(2020, 1, 2)",
    "assert tally('aab') == {'a': 2, 'b': 1}",
    "assert flip((1, 2)) == (2, 1)",
    "assert price() == Decimal('2.5') and price() in [Decimal('2.5')]",
    "np.testing.assert_allclose(ones(3), np.ones(3))",
]


def test_no_method_of_a_students_class_runs_here() -> None:
    for answer, points in ((HONEST, 3), (LIES, 0)):
        verdicts = result_of(answer, LIES_ABOUT, HONEST).verdicts
        assert [v.outside for v in verdicts] == [points] * len(LIES_ABOUT)
        assert [v.inside for v in verdicts] == [3] * len(LIES_ABOUT)
