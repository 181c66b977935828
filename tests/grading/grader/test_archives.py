"""Archives are unpacked in memory, within limits, and it is told what was left out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from nnkit.grading.grader import archives
from nnkit.grading.grader.archives import Unpacked, is_archive, unpack

MANY = 10_001


def zipped(*names: str, content: bytes = b"{}", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def tarred(*names: str, content: bytes = b"{}") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def with_password() -> bytes:
    """The flag alone: the standard library cannot encrypt."""
    whole = bytearray(zipped("a.ipynb"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(sign) + place] |= 1
    return bytes(whole)


def smaller_than_it_is() -> bytes:
    """A zip whose entry says that it has 100 bytes, and has 50 MB."""
    whole = bytearray(zipped("a.ipynb", content=bytes(50 << 20)))
    place = whole.index(b"PK\x01\x02") + 24
    whole[place : place + 4] = struct.pack("<I", 100)
    return bytes(whole)


def unpacked(files: dict[str, bytes], others: int = 1 << 20) -> tuple[Unpacked, list[str]]:
    repairs: list[str] = []
    return unpack(files, others, repairs), repairs


@pytest.mark.parametrize(
    ("archive", "content"),
    [
        ("w.zip", zipped("07/a.ipynb", "07/data.csv")),
        ("W.ZIP", zipped("07\\a.ipynb", "./07/data.csv")),
        ("renamed.ipynb", zipped("07/a.ipynb", "07/data.csv")),
        ("w.tar", tarred("07/a.ipynb", "07/data.csv")),
        ("w.tar.gz", gzip.compress(tarred("07/a.ipynb", "07/data.csv"))),
        ("w.tgz", gzip.compress(tarred("07/a.ipynb", "07/data.csv"))),
        ("w.tar.bz2", bz2.compress(tarred("07/a.ipynb", "07/data.csv"))),
        ("w.tar.xz", lzma.compress(tarred("07/a.ipynb", "07/data.csv"))),
    ],
)
def test_what_is_in_an_archive_lies_below_its_name(archive: str, content: bytes) -> None:
    found, repairs = unpacked({archive: content, "notes.txt": b"n"})
    inside = {f"{archive}/07/a.ipynb": b"{}", f"{archive}/07/data.csv": b"{}"}
    assert found.files == {"notes.txt": b"n", **inside}
    assert repairs == []
    assert found.around([f"{archive}/07/a.ipynb"]) == {"notes.txt": b"n", **inside}
    assert found.around(["a.ipynb"]) == {archive: content, "notes.txt": b"n"}


def test_one_compressed_notebook_is_an_archive_too() -> None:
    found, _ = unpacked({"a.ipynb.gz": gzip.compress(b"{}"), "data.csv.gz": gzip.compress(b"1")})
    assert found.archives == {"a.ipynb.gz": {"a.ipynb.gz/a.ipynb": b"{}"}}


def test_what_is_no_archive_of_a_notebook_stays_as_it_is() -> None:
    files = {"a.ipynb": b"{}", "data.npz": zipped("x.npy"), "._w.zip": zipped("a.ipynb")}
    found, repairs = unpacked(files)
    assert (found.files, found.faults, repairs) == (files, {}, [])


def test_leftovers_are_passed_over_and_paths_out_of_it_are_told() -> None:
    names = (
        "__MACOSX/._a.ipynb",
        ".DS_Store",
        "a.ipynb",
        "../b.ipynb",
        "/etc/c",
        "C:/d",
        "x" * 300,
    )
    for content in (zipped(*names), tarred(*names)):
        found, repairs = unpacked({"w.zip": content})
        assert found.archives["w.zip"] == {"w.zip/a.ipynb": b"{}"}
        [told] = repairs
        assert told.startswith("files with paths out of w.zip were left out: '../b.ipynb', ")
        assert told.endswith(" …")


def test_links_and_a_file_in_the_place_of_a_folder_are_left_out() -> None:
    file = io.BytesIO(tarred("a.ipynb", "a.ipynb/b", "c.txt"))
    with tarfile.open(fileobj=file, mode="a") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found, _ = unpacked({"w.tar": file.getvalue()})
    assert found.archives["w.tar"].keys() == {"w.tar/a.ipynb/b", "w.tar/c.txt"}


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (with_password, "it asks for a password; hand it in without one"),
        (smaller_than_it_is, "it is damaged"),
        (lambda: zipped("a.ipynb")[:-9], "it is damaged"),
        (lambda: zipped("a.ipynb", method=zipfile.ZIP_LZMA), "packed by a method that cannot be"),
        (lambda: zipped("a.ipynb", content=bytes(60 << 20)), "a.ipynb in it has 60 MB; 47 are"),
        (lambda: zipped("a.ipynb", "d", content=bytes(2 << 20)), "beside its notebook have more"),
        (lambda: zipped(*map(str, range(MANY)), "a.ipynb"), "it has more than 10000 files"),
        (lambda: tarred(*map(str, range(MANY)), "a.ipynb"), "it has more than 10000 files"),
        (lambda: gzip.compress(bytes(300 << 20), 1), "it holds more than may be handed in"),
        (lambda: bz2.compress(bytes(300 << 20), 1), "it holds more than may be handed in"),
        (lambda: zipped("inner.zip"), "it holds no notebook"),
        (lambda: b"Rar!", "it is empty, or of a kind that cannot be read here"),
        (lambda: b"", "it is empty, or of a kind"),
    ],
)
def test_what_cannot_be_unpacked_is_told_and_takes_no_memory(
    make: Callable[[], bytes], why: str
) -> None:
    content = make()
    tracemalloc.start()
    try:
        found, repairs = unpacked({"w.zip": content})
        assert tracemalloc.get_traced_memory()[1] < 450 << 20
    finally:
        tracemalloc.stop()
    assert why in found.faults["w.zip"]
    assert (found.archives, found.files) == ({}, {})
    told = why.startswith(("it holds no", "it is empty"))
    assert repairs == ([] if told else [f"w.zip was not unpacked: {found.faults['w.zip']}"])


def test_limits_hold_for_all_archives_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILES", 5)
    three = zipped("a.ipynb", "b", "c")
    found, _ = unpacked({"1.zip": three, "2.zip": three})
    assert ([*found.archives], [*found.faults]) == (["1.zip"], ["2.zip"])


@pytest.mark.parametrize(
    ("name", "is_one"), [("a.ZIP", True), ("a.tar.gz", True), ("a.csv", False)]
)
def test_archives_are_known_by_their_names(name: str, is_one: bool) -> None:
    assert is_archive(name) is is_one
