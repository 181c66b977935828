"""What Python in the browser has: small archives that are the same whenever they are made."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from nnkit.site.browser.packages import archives, course_files, own_files, slim, zipped
from nnkit.site.browser.pyodide import LOCK


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


def test_the_lock_names_each_archive_and_its_digest() -> None:
    made = archives({"nnkit_browser": own_files("nnkit_browser"), "jedi": {}})
    locked = json.loads(made.pop(LOCK))["packages"]
    assert {entry["file_name"] for entry in locked.values()} == made.keys()
    assert locked["nnkit-browser"]["imports"] == ["nnkit_browser"]
    assert locked["jedi"]["imports"] == []
