"""An answer in another process is known by its type, and takes all cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnkit.checks.cases import layers
from nnkit.checks.compare import describe
from nnkit.checks.exercise import Circumstances, Code
from nnkit.checks.judge import judge
from nnkit.checks.remote import RemoteAnswer, Uses, is_remote
from nnkit.checks.steps import Step, run_steps
from nnkit.grading.grader.proxy import Proxy


class Elsewhere:
    """Answers with a function, and counts messages."""

    def __init__(self, function: Any) -> None:
        self.function, self.messages = function, 0

    def __call__(self, *args: Any) -> Any:
        raise AssertionError("one message for each case")

    def _nnkit_call_each(self, cases: Sequence[list[Any]]) -> Uses:
        self.messages += 1
        for case in cases:
            yield self.function(*case), None

    def _nnkit_run_steps(
        self, name: str, uses: Sequence[tuple[dict[str, Any], list[Step]]]
    ) -> Uses:
        self.messages += 1
        for arguments, steps in uses:
            yield run_steps(steps, {name: self.function, **arguments}), None


class Pretends:
    def __getattr__(self, name: str) -> Any:
        return lambda *args: iter(())


def test_its_type_says_so() -> None:
    assert is_remote(Elsewhere(abs))
    assert not is_remote(Pretends())
    assert not is_remote(abs)
    assert describe(Elsewhere(abs)) == "a function or an object of your own"


def test_a_graders_proxy_is_one() -> None:
    assert issubclass(Proxy, RemoteAnswer)


def test_all_cases_go_in_one_message() -> None:
    affine = Code("02.affine", points=1, asks="affine(W, b, a)", cases=layers)
    affine.right(lambda W, b, a: W @ a + b)
    answer = Elsewhere(lambda W, b, a: W @ a + b)
    verdict = judge(affine, answer, Circumstances())
    assert (verdict.status, answer.messages) == ("passed", 1)


def test_all_steps_go_in_one_message() -> None:
    counter = Code(
        "02.Counter",
        points=1,
        asks="a class",
        cases=lambda rng: [(float(rng.normal()),), (float(rng.normal()),)],
        steps=lambda x: [("", "c = Counter(x)"), ("real", "c.real")],
        arguments=("x",),
        reference=complex,
    )
    answer = Elsewhere(complex)
    verdict = judge(counter, answer, Circumstances())
    assert (verdict.status, answer.messages) == ("passed", 1)
