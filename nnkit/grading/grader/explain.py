"""What a graded notebook tells under a test cell: never a hidden test, nor what it expects."""

from __future__ import annotations

from nnkit.checks.verdict import Verdict, number
from nnkit.checks.wording import with_article
from nnkit.grading.grader.cells import grade_id, hidden_lines, max_points, without_hidden
from nnkit.grading.grader.execute import Outcome, earned_points, is_number, lines_of
from nnkit.grading.grader.notebook import Node, encodable, new_error, new_output, text_of
from nnkit.grading.grader.remote_error import RemoteError

MAX_MESSAGE = 4000


class NotDefined(NameError):
    """A test needs a name that the student did not define.

    Attributes
    ----------
    cell : str
        The grade id of the answer cell in which it belongs.
    """

    def __init__(self, name: str, cell: str) -> None:
        super().__init__(f"{name} is not defined", name=name)
        self.cell = cell


def explain_error(error: Exception, test: Node, hidden: tuple[str, str]) -> str:
    """Say why a test cell failed.

    Parameters
    ----------
    error : Exception
    test : Node
    hidden : (str, str)
        Between what tests are hidden from students.
    """
    notes = getattr(error, "__notes__", ())
    return encodable("\n".join([_reason(error, test, hidden)[:MAX_MESSAGE], *notes]))


def shown_error(error: Exception, message: str, test: Node, hidden: tuple[str, str]) -> Node:
    """The output of a test cell that failed."""
    # The student names the class, and may put into the name what a hidden test calls it with.
    in_hidden = isinstance(error, RemoteError) and _is_hidden(error, test, hidden)
    return new_error("Exception" if in_hidden else type(error).__name__, message)


def reason_of(error: Exception, test: Node) -> str:
    """Why a test cell failed, hidden tests included: for its author only."""
    line = _line(error, test)
    text = f"{type(error).__name__}: {text_of(error)}".rstrip(": ")
    notes = getattr(error, "__notes__", ())
    return encodable(" ".join([f"{text} in the line {line!r}." if line else f"{text}.", *notes]))


def file_of(test: Node) -> str:
    """What a test cell is called in tracebacks: no other cell has this name."""
    return f"<test {grade_id(test)}>"


def _line(error: Exception, test: Node) -> str:
    """The line of a test cell in which an error came up; empty if it was none."""
    numbers, lines = lines_of(error, file_of(test)), test.source.split("\n")
    return lines[numbers[0] - 1].strip() if numbers and 0 < numbers[0] <= len(lines) else ""


def _reason(error: Exception, test: Node, hidden: tuple[str, str]) -> str:
    kind = type(error).__name__
    if isinstance(error, RemoteError):
        if _is_hidden(error, test, hidden):  # whose arguments the student's own text may tell
            return "Your code stopped with an error in a hidden test."
        text = f"Your code stopped with {with_article(kind)}" + (f": {error}" if str(error) else "")
        if error.overwritten and error.overwritten.is_meant():
            text = f"{text}. {error.overwritten.tell}"
        return f"{text}\n{error.own_line.strip()}" if error.own_line else text
    if isinstance(error, NotDefined):
        return f"{error}."
    line = _line(error, test)
    if _is_hidden(error, test, hidden):
        return "A hidden test failed."
    said = text_of(error)
    says_all = getattr(error, "says_all", False)
    text = said if says_all else f"{kind}: {said}" if said else kind
    return f"{text}\nin the test:  {line}" if line else text


def _is_hidden(error: Exception, test: Node, hidden: tuple[str, str]) -> bool:
    """Whether an error came through a hidden line, also if a line that students see called it."""
    return not hidden_lines(test.source, hidden).isdisjoint(lines_of(error, file_of(test)))


def outputs_of(outcome: Outcome, test: Node, hidden: tuple[str, str]) -> list[Node]:
    """The outputs of a test cell that ended well: what it printed, and its points."""
    outputs = []
    if outcome.printed and without_hidden(test.source, hidden) == test.source:
        outputs.append(new_output("stream", name="stdout", text=outcome.printed))
    if isinstance(outcome.value, Verdict):
        outputs.append(new_output("execute_result", data=outcome.value.bundle()))
    elif is_number(outcome.value):
        points = earned_points(outcome, max_points(test))
        outputs.append(new_output("execute_result", data={"text/plain": number(points)}))
    return outputs
