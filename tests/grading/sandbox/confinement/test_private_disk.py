"""A process gets a disk of its own, with the files of its folder and an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading.sandbox.confinement.fresh_process import linux, python

PROGRAM = """
import errno, os, sys
from nnkit.grading.sandbox.confinement import private_disk

if not private_disk.available():
    sys.exit(print("namespaces are refused"))
folder = sys.argv[1]
os.chdir(folder)
private_disk.put_over(folder, 1 << 20)
print(open("given/a.csv").read(), os.readlink("link"))
with open("big", "wb", buffering=0) as file:
    os.unlink("big")
    try:
        for _ in range(20):
            file.write(bytes(1 << 16))
    except OSError as error:
        print(errno.errorcode[error.errno])
try:
    for i in range(300):
        open(f"{folder}/{i}", "x").close()
except OSError as error:
    print(errno.errorcode[error.errno], 250 < i < 260)
"""


@linux
def test_files_are_copied_and_more_has_an_end(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.csv").write_text("1,2")
    (tmp_path / "link").symlink_to("/etc/passwd")
    said = python(PROGRAM, str(tmp_path))
    if "refused" in said:
        pytest.skip(said)
    assert said.splitlines() == ["1,2 /etc/passwd", "ENOSPC", "ENOSPC True"]
    assert {path.name for path in tmp_path.iterdir()} == {"given", "link"}  # for all others
