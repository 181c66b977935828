"""Pyodide from a folder or an archive: each file is checked, and what is wrong is named."""

from __future__ import annotations

import hashlib
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from nnkit.grading.classroom.course import CourseError
from nnkit.site.browser import pyodide
from nnkit.site.browser.pyodide import LOCK, VERSION, hashes, look_for, read_all

FILES = {"pyodide.js": b"js", "numpy.whl": b"wheel"}
DIGESTS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def lock(version: str = VERSION, digest: str = DIGESTS["numpy.whl"]) -> bytes:
    packages = {"numpy": {"file_name": "numpy.whl", "sha256": digest}}
    return json.dumps({"info": {"version": version}, "packages": packages}).encode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pyodide, "hashes", lambda: DIGESTS)
    folder = tmp_path / "python"
    folder.mkdir()
    for name, content in (FILES | {LOCK: lock()}).items():
        (folder / name).write_bytes(content)
    return folder


def test_the_listed_files_have_digests() -> None:
    assert {"pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip"} <= hashes().keys()
    assert all(len(digest) == 64 for digest in hashes().values())


def test_a_folder_a_zip_and_a_tar_give_the_same(folder: Path) -> None:
    zipped, tarred = folder.with_name("p.zip"), folder.with_name("p.tar.gz")
    with zipfile.ZipFile(zipped, "w") as archive, tarfile.open(tarred, "w:gz") as tar:
        for path in folder.iterdir():
            archive.write(path, f"full/{path.name}")
            tar.add(path, f"full/{path.name}")
    for source in (folder, zipped, tarred):
        assert read_all(str(source)) == FILES


def test_a_changed_file_is_named(folder: Path) -> None:
    (folder / "pyodide.js").write_bytes(b"other")
    with pytest.raises(CourseError, match=r"pyodide\.js is not the file of Pyodide"):
        read_all(str(folder))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lock(version="0.28.0"), r"is Pyodide 0\.28\.0; the course needs"),
        (lock(digest="0" * 64), r"another SHA-256 for numpy\.whl"),
        (b"[]", "is damaged"),
    ],
)
def test_another_lock_is_refused(folder: Path, content: bytes, told: str) -> None:
    (folder / LOCK).write_bytes(content)
    with pytest.raises(CourseError, match=told):
        read_all(str(folder))


def test_what_is_missing_is_named(folder: Path) -> None:
    (folder / "numpy.whl").unlink()
    with pytest.raises(CourseError, match=r"numpy\.whl of Pyodide cannot be read"):
        read_all(str(folder))
    for source in ("nowhere", "nowhere.zip"):
        with pytest.raises(CourseError, match="There is no Pyodide at nowhere"):
            read_all(str(folder / source).replace(str(folder) + "/", ""))


def test_an_archive_that_is_none_is_told(folder: Path) -> None:
    for name in ("p.zip", "p.tar"):
        folder.with_name(name).write_bytes(b"no archive")
        with pytest.raises(CourseError, match="no archive that can be read"):
            read_all(str(folder.with_name(name)))


def test_an_archive_that_is_damaged_further_on_is_told(folder: Path) -> None:
    archive = folder.with_name("p.tgz")
    (folder / LOCK).write_text(json.dumps([*range(30_000)]), encoding="utf-8")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder / LOCK, LOCK)
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 1_000] = b"\xff" * 1_000
    archive.write_bytes(content)
    with pytest.raises(CourseError, match=r"no archive that can be read|is damaged; get it anew"):
        read_all(str(archive))


def test_what_is_there_is_looked_for_in_time(folder: Path) -> None:
    look_for(str(folder))
    with pytest.raises(CourseError, match="no such folder, archive or address"):
        look_for("nowhere")
    with pytest.raises(CourseError, match=r"nowhere\.zip: no such file"):
        look_for("nowhere.zip")
    with pytest.raises(CourseError, match=r"cannot be downloaded: .* --no-browser"):
        look_for("http://127.0.0.1:1/")
