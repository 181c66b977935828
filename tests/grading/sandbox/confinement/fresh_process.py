"""Programs that lock themselves away, each in a process of its own, and where they can."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnkit.grading.sandbox.confinement import support

REPOSITORY = Path(__file__).parents[4]
confinable = pytest.mark.skipif(bool(support().missing), reason=" ".join(support().missing))
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


def python(program: str | Path, *arguments: str) -> str:
    """Run a program in a fresh process, which has one thread and may lock itself away."""
    source = [str(program)] if isinstance(program, Path) else ["-c", program]
    done = subprocess.run(
        [sys.executable, *source, *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
