"""Look whether a machine can do all that the course needs.

What confines students' code is not only asked for but tried: a sandbox is started and text to do
what it must not.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nnkit.cli.attempts import ENDLESS, FORBIDDEN, PREPARE
from nnkit.grading.classroom.configuration import SCRIPTS, lets_scripts_run
from nnkit.grading.classroom.course import Course, CourseError
from nnkit.grading.classroom.shown import plural

if TYPE_CHECKING:
    from nnkit.grading.grader.session import Session

PACKAGES = ("numpy", "matplotlib", "jupyterlab", "ipykernel", "nbgrader", "distributed")
OPTIONAL = {"distributed": "only for --scheduler: python -m pip install 'nnkit[cluster]'"}
_DISK = 4 << 20  # bytes that a sandbox may write here


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    what, text : str
    good : bool or None
        None for what is neither good nor bad.
    """

    what: str
    text: str
    good: bool | None = None


def examine(course: Course | None) -> bool:
    """Print what was found; return whether everything needed is there. A course need not be."""
    good = True
    for finding in _findings(course):
        mark = {True: "✓", False: "✗", None: "·"}[finding.good]
        print(f"{mark} {finding.what + ':':<24} {finding.text}")
        good = good and finding.good is not False
    print("\nEverything is there." if good else "\nWhat is marked ✗ needs your hand.")
    return good


def _findings(course: Course | None) -> Iterator[Finding]:
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    yield Finding("System", system)
    yield Finding("Python", f"{platform.python_version()} in {sys.prefix}")
    for name in PACKAGES:
        try:
            yield Finding(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            text = OPTIONAL.get(name, "not installed: python -m pip install nnkit")
            yield Finding(name, text, None if name in OPTIONAL else False)
    if course is None:
        yield Finding("Course", "none here: go to its folder, or name it with --course")
    else:
        yield from _course(course)
    yield from _confinement()


def _course(course: Course) -> Iterator[Finding]:
    yield Finding("Course", str(course.root))
    what = f"{course.word.capitalize()}s"
    try:
        modules = course.modules()
        handed = sum(len(course.submissions(module)) for module in modules)
        yield Finding(what, f"{len(modules)}, with {plural(handed, 'submission')}")
        if lets_scripts_run(course.config()):
            yield Finding("Formgrader", SCRIPTS)
    except CourseError as error:
        yield Finding(what, str(error))
    yield from _gradebook(course)


def _gradebook(course: Course) -> Iterator[Finding]:
    try:
        from nbgrader.coursedir import CourseDirectory

        from nnkit.grading.classroom.gradebook import open_gradebook

        address = CourseDirectory(config=course.config()).db_url
        if address.startswith("sqlite:///") and not Path(address[10:]).exists():
            yield Finding("Gradebook", f"{address}, not made yet")
            return
        with open_gradebook(course) as gradebook:
            students = len(gradebook.students)
            where = gradebook.engine.url.render_as_string(hide_password=True)
        yield Finding("Gradebook", f"{where}, {plural(students, 'student')}", True)
    except ModuleNotFoundError:
        return  # nbgrader, which is listed already
    except Exception as error:
        text = str(error).partition("\n")[0]
        yield Finding("Gradebook", f"cannot be opened: {text}", False)


def _confinement() -> Iterator[Finding]:
    from nnkit.grading.sandbox.confinement import support

    offered = support()
    if offered.missing:
        yield Finding("Confinement", "none: grading needs --unconfined", False)
        for sentence in offered.missing:
            yield Finding("", sentence)
        return
    yield Finding("Confinement", f"{offered.level}, Landlock {offered.landlock}", True)
    yield from _attempts()


def _attempts() -> Iterator[Finding]:
    """Start sandboxes and try what is forbidden in them."""
    import socket

    from nnkit.grading.grader.sandbox import SandboxUnavailable

    os.environ["NNKIT_DOCTOR"] = "a secret of the grader's"
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder, "secret")
        secret.write_text("secret", encoding="utf-8")
        names = {"secret": str(secret), "port": server.getsockname()[1], "grader": os.getpid()}
        session = None
        try:
            _start().sandbox.end()  # starts the fork server
            start = time.perf_counter()
            session = _start()
            outputs = session.run_cell("print(6 * 7)")
            seconds = time.perf_counter() - start
            works = [output.get("text") for output in outputs] == ["42\n"]
            yield Finding("A sandbox", f"started in {1000 * seconds:.0f} ms", works)
            yield Finding("Its disk", _disk(session))
            prepare = "\n".join(f"{name} = {value!r}" for name, value in names.items()) + PREPARE
            for what, code in FORBIDDEN.items():
                if session is None:
                    session = _start()
                session, fault = _try(session, prepare, code)
                yield Finding("It cannot", what + fault, not fault)
        except SandboxUnavailable as error:
            yield Finding("A sandbox", str(error), False)
        finally:
            if session is not None:
                session.sandbox.end()
            del os.environ["NNKIT_DOCTOR"]


def _start() -> Session:
    from nnkit.grading.grader.assignment import Limits
    from nnkit.grading.grader.sandbox import Sandbox
    from nnkit.grading.grader.session import Session

    limits = Limits(memory=256 << 20, disk=_DISK)
    return Session(Sandbox.start({}, {}, limits, confine=True))


def _disk(session: Session) -> str:
    """How what a sandbox writes is bounded."""
    code = "import os\ndisk = os.statvfs('.')\nprint(disk.f_blocks * disk.f_frsize)"
    size = "".join(str(output.get("text")) for output in session.run_cell(code)).strip()
    if size.isdecimal() and int(size) <= 2 * _DISK:
        return "one of its own, in memory: the kernel bounds it"
    return "a folder that is watched: this system grants no user namespaces"


def _try(session: Session, prepare: str, code: str) -> tuple[Session | None, str]:
    """The session, if it is not lost, and what to say if the attempt did not fail as it should."""
    from nnkit.grading.grader.sandbox import SandboxLost

    session.deadline = time.monotonic() + 30
    try:
        if session.run_cell(prepare):
            return session, ": this could not be tried"
        if code == ENDLESS:
            session.deadline = time.monotonic() + 0.3
        outputs = session.run_cell(code)
    except SandboxLost as lost:
        session.sandbox.end()
        meant = ("it ran out of time",) if code == ENDLESS else ("it started more", "it wrote more")
        return None, "" if str(lost).startswith(meant) else f": this could not be tried, {lost}"
    failed = [output["output_type"] for output in outputs] == ["error"]
    return session, "" if failed else ": BUT IT COULD. Grade nothing here."
