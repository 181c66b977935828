"""The test runner: test cells, run on this side with proxies for what the student wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from nnkit.grading.grader.cells import HIDDEN, grade_id
from nnkit.grading.grader.execute import Outcome, execute
from nnkit.grading.grader.explain import file_of
from nnkit.grading.grader.names import names_in
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.remote_error import RemoteError
from nnkit.grading.grader.scope import Scope
from nnkit.grading.grader.session import Session
from nnkit.grading.grader.working_directory import WorkingDirectory

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_MASKED = re.compile(r"\bma\b|[Mm]asked")  # by which a notebook speaks of masked arrays


class Runner:
    """Runs the tests of one notebook.

    Parameters
    ----------
    source : Node
        The instructor's notebook.
    fixed : mapping of str to object
        What some names mean, whatever a cell says.
    files : mapping of str to bytes
        The instructor's other files, among which tests run.
    hidden : (str, str)
        Between what tests are hidden from students.
    """

    def __init__(
        self,
        source: Node,
        fixed: Mapping[str, Any] = _NOTHING,
        files: Mapping[str, bytes] = _NOTHING,
        hidden: tuple[str, str] = HIDDEN,
    ) -> None:
        self.hidden = hidden
        self._folder = WorkingDirectory(files)
        self._scope = Scope(source, self._folder, fixed)
        self._places = {grade_id(cell): i for i, cell in enumerate(source.cells)}
        self._seeds = any("seed(" in cell.source for cell in source.cells)
        # NumPy's own asserts pass for what is masked, so who returns it could earn all with it.
        self._keep_masks = any(_MASKED.search(cell.source) for cell in source.cells)
        self._session: Session | None = None

    def run(self, test: Node, session: Session) -> Outcome:
        """Run one test cell.

        Raises
        ------
        SandboxLost
            If the sandbox is lost on the way.
        """
        if session is not self._session:
            self._scope.forget_proxies()
            self._session = session
            session.seeded, session.classes = self._seeds, self._scope.namespace
            session.keep_masks = self._keep_masks
        session.unsupported.clear()
        place = self._places[grade_id(test)]
        with self._folder:
            missing = self._scope.bind(names_in(test.source).needed, place, session)
            session.captured = True
            try:
                outcome = execute(test.source, self._scope.namespace, file_of(test))
            finally:
                session.captured = False
        self._scope.record(place)
        error = outcome.error
        if isinstance(error, NameError) and not isinstance(error, RemoteError):
            outcome.error = missing.get(error.name or "", error)
        if isinstance(error, FileNotFoundError) and not isinstance(error, RemoteError):
            session.unsupported.append("Tests do not see files that the student's code wrote.")
        for sentence in dict.fromkeys(session.unsupported):
            if outcome.error is not None:
                outcome.error.add_note(sentence)
        session.sandbox.raise_if_lost()
        return outcome
