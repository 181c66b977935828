"""What a test changes on its own side, or asks of memory, is found in its source."""

from __future__ import annotations

import pytest

from nnkit.grading.grader.unseen import unseen_in

MODULES = {"np", "builtins", "math", "sys", "mock", "plt", "os"}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("kept, builtins.max = builtins.max, None", "builtins.max"),
        ("np.linalg.solve = None", "np.linalg.solve"),
        ("del math.sqrt\nassert root(4) == 2", "math.sqrt"),
        ("sys.modules['numpy'] = None", "sys.modules['numpy']"),
        ("setattr(np, 'dot', None)", "setattr(np, 'dot', None)"),
        ("with patch('builtins.print') as out: f()", "patch('builtins.print')"),
        ("with mock.patch.object(np, 'dot'): f()", "mock.patch.object(np, 'dot')"),
        ("@patch('math.sqrt')\ndef test(fake): f()\ntest()", "patch('math.sqrt')"),
        ("%matplotlib inline\nnp.dot += 1", "np.dot"),
    ],
)
def test_what_is_changed_here_only(source: str, what: str) -> None:
    assert unseen_in(source, MODULES).startswith(f"`{what}` is changed on this side only: ")


@pytest.mark.parametrize("call", ["np.shares_memory(f(a), a)", "np.may_share_memory(a, b)"])
def test_what_is_asked_of_memory(call: str) -> None:
    assert unseen_in(f"assert not {call}", MODULES) == (
        f"`{call}` asks for memory: outside, the test has copies"
    )


@pytest.mark.parametrize(
    "source",
    [
        "np.random.seed(3)\nassert f(3) == 9",
        "x.y = 3\nsetattr(x, 'y', 4)\ndel x.y",
        "sys.stdout = io.StringIO()\nf()",
        "plt.rcParams['font.size'] = 4\nos.environ['A'] = 'b'",
        "np.testing.assert_allclose(f(np.pi), 0)",
        "no python (",
    ],
)
def test_what_is_not_changed(source: str) -> None:
    assert unseen_in(source, MODULES) == ""
