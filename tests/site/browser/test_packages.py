"""What Python in the browser has: small archives that are the same whenever they are made."""

from __future__ import annotations

import gzip
import json
import zipfile
from io import BytesIO

from nnkit.site.browser.packages import archive, course_files, lock, slim, zipped


def test_what_nobody_uses_is_left_out() -> None:
    kept = {"numpy/core.py": b"", "matplotlib/mpl-data/matplotlibrc": b"", "PIL/_imaging.x.so": b""}
    left = {"numpy/tests/test_core.py": b"", "numpy/core.pyi": b"", "PIL/_imagingtk.x.so": b""}
    assert slim(kept | left) == kept


def test_the_course_comes_without_grading() -> None:
    names = course_files().keys()
    assert {"nnkit/network.py", "nnkit/course/catalogue.py", "nnkit/checks/verdict.py"} <= names
    assert any(name.endswith(".npz") for name in names)
    assert not any(name.startswith(("nnkit/grading", "nnkit/cli", "nnkit/site")) for name in names)


def test_an_archive_depends_on_its_content_only() -> None:
    files = {"b.py": b"2", "a.py": b"1"}
    assert zipped(files) == zipped(dict(sorted(files.items())))
    with zipfile.ZipFile(BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_all_packages_are_one_file_that_depends_on_their_content_only() -> None:
    made = archive([{"b.so": b"2\n"}, {"a/c.py": b"one", "a/b.py": b""}], ["b.so"])
    assert made == archive([{"a/b.py": b"", "a/c.py": b"one"}, {"b.so": b"2\n"}], ["b.so"])
    listed, contents = gzip.decompress(made).split(b"\n", 1)
    files = [["a/b.py", 0], ["a/c.py", 3], ["b.so", 2]]
    assert json.loads(listed) == {"extensions": ["b.so"], "files": files}
    assert contents == b"one2\n"


def test_the_lock_has_nothing_to_load() -> None:
    assert json.loads(lock())["packages"] == {}
