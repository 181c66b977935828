"""Looks for links, anchors, pictures and scripts of a site that lead nowhere or to another host."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a page loads by itself; a link is followed by who reads.
_LOADED = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}
_ONLY_NAMED = frozenset(["canonical", "next", "prev", "search", "author", "index"])


class _Page(HTMLParser):
    """Collects the ids of a page and the addresses that it names."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: set[str] = set()
        self.addresses: list[tuple[str, bool]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if found.get(name)}
        if tag == "a" and "href" in found:
            self.addresses.append((found["href"], False))
        elif tag in _LOADED and _LOADED[tag] in found:
            loaded = not (tag == "link" and found.get("rel") in _ONLY_NAMED)
            self.addresses.append((found[_LOADED[tag]], loaded))


def broken(site: Path, skip: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the addresses of a site, a sentence each.

    Parameters
    ----------
    site : Path
        The folder with its pages.
    skip : tuple of str
        Folders in it whose pages are another program's; links to them are checked.
    """
    paths = [p for p in sorted(site.rglob("*.html")) if p.relative_to(site).parts[0] not in skip]
    pages = {path.resolve(): _Page(path) for path in paths}
    return [
        f"{path.relative_to(site.resolve()).as_posix()}: {problem}"
        for path, page in pages.items()
        for problem in dict.fromkeys(_problems(site.resolve(), path, page, pages))
    ]


def _problems(root: Path, path: Path, page: _Page, pages: dict[Path, _Page]) -> Iterator[str]:
    for address, loaded in page.addresses:
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            if loaded:
                yield f"{address} is loaded from another host"
            continue
        goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if goal.is_dir():
            goal = goal / "index.html"
        if root not in goal.parents or parts.path.startswith("/"):
            yield f"{address} leads out of the site"
        elif not goal.is_file():
            yield f"{address} leads to no file"
        elif parts.fragment and goal in pages and unquote(parts.fragment) not in pages[goal].ids:
            yield f"{address} names no place on that page"
