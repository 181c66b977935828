"""Runs a student's cells; when its sandbox is lost, it starts another and runs them again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.notebook import Node
from nnkit.grading.grader.outputs import OutputValidator
from nnkit.grading.grader.sandbox import Sandbox, SandboxLost
from nnkit.grading.grader.session import Session
from nnkit.grading.grader.variants import Variants

logger = logging.getLogger(__name__)


class Kernel:
    """The sandboxes of one notebook, one after the other.

    A cell in which a sandbox is lost is not run again in the next one.

    Parameters
    ----------
    open_sandbox : callable
    variants : dict
        The student's own numbers, from `variants_in`.
    limits : Limits
    deadline : float
        When the time of the whole submission is used up, on the clock of `time.monotonic`.
    run_source : callable
        Runs the source of a cell in a session.

    Attributes
    ----------
    validator : OutputValidator
        Of all cells.
    """

    def __init__(
        self,
        open_sandbox: Callable[[], Sandbox],
        variants: Variants,
        limits: Limits,
        deadline: float,
        run_source: Callable[[Session, str], Any] = Session.run_cell,
    ) -> None:
        self._open, self._variants, self._run_source = open_sandbox, variants, run_source
        self._seconds, self._deadline = limits.seconds, deadline
        self._cells: list[Node] = []  # that have run, for the next sandbox
        self._session: Session | None = None
        self.validator = OutputValidator(limits.output)

    def run_cell(self, cell: Node) -> None:
        """Run one cell, which gets its outputs.

        Raises
        ------
        SandboxLost
        """
        cell.outputs = self.validator.validate(self.run(cell))

    def run(self, cell: Node) -> Any:
        """Run one cell and return what the sandbox says of it.

        Raises
        ------
        SandboxLost
        """
        reply = self._run_source(self.session(), cell.source)
        self._cells.append(cell)
        return reply

    def session(self) -> Session:
        """A session in which all cells so far have run, with time for the next cell or test.

        Raises
        ------
        SandboxLost
            If there is no time left.
        """
        while self._session is None:
            self._check_time()
            self._session = Session(self._open())
            culprit = None
            try:
                for id, numbers in self._variants.items():
                    self._allow_time(self._session)
                    self._session.request("set_variant", id=id, **numbers._asdict())
                for culprit in list(self._cells):
                    self._allow_time(self._session)
                    self._run_source(self._session, culprit.source)
            except SandboxLost:
                self.shut_down()
                if culprit is None or time.monotonic() > self._deadline:
                    raise
                logger.info("cells run again without cell %.80r", culprit.get("id"))
                self._cells.remove(culprit)
        self._allow_time(self._session)
        return self._session

    def shut_down(self) -> None:
        """End the sandbox; the next cell or test starts another."""
        if self._session is not None:
            self._session.sandbox.end()
            self._session = None

    def _allow_time(self, session: Session) -> None:
        """Start the time of the next cell or test."""
        self._check_time()
        session.deadline = min(time.monotonic() + self._seconds, self._deadline)

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise SandboxLost("the time of the whole submission was used up before")
