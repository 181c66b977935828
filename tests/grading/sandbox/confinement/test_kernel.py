"""Calls into the kernel carry 64 bits both ways, and one that fails says why."""

from __future__ import annotations

import errno
import os
import platform
from pathlib import Path

import pytest

from nnkit.grading.sandbox.confinement import seccomp
from nnkit.grading.sandbox.confinement.kernel import prctl, syscall
from tests.grading.sandbox.confinement.fresh_process import linux

PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4


@linux
def test_numbers_larger_than_32_bits_arrive(tmp_path: Path) -> None:
    lseek = seccomp.numbers("lseek 8 62", platform.machine())["lseek"]
    with (tmp_path / "file").open("wb") as file:
        assert syscall(lseek, file.fileno(), 5 << 32, os.SEEK_SET) == 5 << 32
        assert file.tell() == 5 << 32


@linux
def test_what_fails_raises_the_kernels_error() -> None:
    lseek = seccomp.numbers("lseek 8 62", platform.machine())["lseek"]
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)) as error:
        syscall(lseek, -1, 0, os.SEEK_SET)
    assert error.value.errno == errno.EBADF
    assert prctl(PR_GET_DUMPABLE) in (0, 1)
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        prctl(PR_SET_DUMPABLE, 7)
