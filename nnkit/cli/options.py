"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Modules = Annotated[
    list[str] | None,
    typer.Argument(metavar="MODULE", help="Such as 05 or 05_backpropagation; all by default."),
]
Assignments = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ASSIGNMENT",
        help="Such as ps1, or a module's number, such as 05; all by default.",
    ),
]
CourseFolder = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="The course's folder; by default the one here."),
]
Work = Annotated[
    Path | None,
    typer.Option(
        "--work",
        metavar="DIR",
        help="Your copy of the modules; by default work/ in the course, or nnkit-work/ at home.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="How many submissions run at a time."),
]
Unconfined = Annotated[
    bool,
    typer.Option("--unconfined", help="Run students' code with all your rights, if you trust it."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", "-v", help="Say each step, and the points of each submission."),
]
Steps = Annotated[bool, typer.Option("--verbose", "-v", help="Say each step.")]
LogFile = Annotated[
    Path | None,
    typer.Option("--log-file", metavar="FILE", help="Append each step, with its time, to a file."),
]
