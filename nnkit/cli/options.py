"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Modules = Annotated[
    list[str] | None,
    typer.Argument(metavar="[MODULE]...", help="Such as 05 or 05_backpropagation; all by default."),
]
CourseFolder = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="The course's folder; by default the one here."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")]
