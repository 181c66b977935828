"""The service workers know every file of the site by its digest."""

from __future__ import annotations

import json
from pathlib import Path

from nnkit.site.browser.offline import LISTED, WORKER, add_to_jupyterlite, add_to_pages


def listed(folder: Path) -> dict[str, object]:
    text = (folder / LISTED).read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text.removeprefix("self.OFFLINE = ").rstrip(";\n"))
    return found


def page(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<html><body>text</body></html>", encoding="utf-8")


def test_each_page_registers_the_worker_of_the_root_once(tmp_path: Path) -> None:
    for name in ("index.html", "a/b.html", "try/index.html"):
        page(tmp_path / name)
    for _ in range(2):
        add_to_pages(tmp_path, "try")
    deep = (tmp_path / "a" / "b.html").read_text(encoding="utf-8")
    assert deep.count('<script src="../offline.js"></script>') == 1
    assert "offline" not in (tmp_path / "try" / "index.html").read_text(encoding="utf-8")
    found = listed(tmp_path)
    assert set(found["files"]) == {"index.html", "a/b.html", "offline.js"}  # type: ignore[call-overload]
    assert found["next"] is None


def test_jupyterlites_worker_comes_after_ours(tmp_path: Path) -> None:
    page(tmp_path / "index.html")
    (tmp_path / WORKER).write_text("theirs", encoding="utf-8")
    add_to_jupyterlite(tmp_path)
    found = listed(tmp_path)
    assert (tmp_path / str(found["next"])).read_text(encoding="utf-8") == "theirs"
    assert "OFFLINE" in (tmp_path / WORKER).read_text(encoding="utf-8")


def test_a_changed_file_has_another_digest(tmp_path: Path) -> None:
    page(tmp_path / "index.html")
    add_to_pages(tmp_path, "try")
    before = listed(tmp_path)["files"]
    (tmp_path / "index.html").write_text("<body>other</body>", encoding="utf-8")
    add_to_pages(tmp_path, "try")
    assert listed(tmp_path)["files"] != before
