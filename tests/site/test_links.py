"""What leads nowhere is found, and what leads somewhere is not."""

from __future__ import annotations

from pathlib import Path

from nnkit.site.links import broken


def make(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_each_kind_of_fault_is_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.html").touch()
    faults = {
        '<a href="no.html">x</a>': "no.html leads to no file",
        '<a href="other.html#no">x</a>': "other.html#no names no place on that page",
        '<a href="#no">x</a>': "#no names no place on that page",
        '<img src="no.png">': "no.png leads to no file",
        '<a href="../outside.html">x</a>': "../outside.html leads out of the site",
        '<a href="/other.html">x</a>': "/other.html leads out of the site",
        '<script src="https://cdn.test/x.js"></script>': "is loaded from another host",
        '<link rel="stylesheet" href="//fonts.test/x.css">': "is loaded from another host",
    }
    for html, told in faults.items():
        make(site, page=html, other="")
        found = broken(site)
        assert len(found) == 1, html
        assert found[0].startswith("page.html: ")
        assert told in found[0]


def test_what_is_right_passes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "index.html").write_text('<a href="../page.html#δ">x</a>', "utf-8")
    (tmp_path / "other program").mkdir()
    (tmp_path / "other program" / "x.html").write_text('<img src="no.png">', "utf-8")
    make(
        tmp_path,
        page='<p id="δ"></p><a href="folder/">x</a><a href="?q=1#%CE%B4">x</a>'
        '<a href="https://example.org">x</a><a href="other%20program/x.html?path=a">x</a>'
        '<img src="data:image/png;base64,xx"><link rel="next" href="folder/index.html">',
    )
    assert broken(tmp_path, skip=("other program",)) == []
