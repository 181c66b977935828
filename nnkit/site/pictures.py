"""Figures of notebooks as files beside the pages: they load when they are scrolled to."""

from __future__ import annotations

import hashlib
import re
import struct
from base64 import b64decode
from pathlib import Path

from nbformat import NotebookNode

_STORED = re.compile(r'<img\b([^>]*?)\ssrc="data:image/(png|svg\+xml);base64,([^"]*)"([^>]*)>')
_WIDTH = re.compile(r'\swidth="(\d+)"')
_SIZE = slice(16, 24)  # of a PNG's header: width and height


class Pictures:
    """Takes the pictures out of outputs.

    Parameters
    ----------
    folder : Path
        Where the files go.
    address : str
        Of that folder, as pages with notebooks see it.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        folder.mkdir(parents=True, exist_ok=True)

    def moved(self, output: NotebookNode, name: str) -> NotebookNode:
        """An output whose pictures are files; only its HTML is kept, where it has one."""
        data = output.get("data", {})
        if "text/html" in data:
            html = _STORED.sub(lambda found: self._image(found, name), data["text/html"])
            output.data = NotebookNode({"text/html": html})
            output.metadata = NotebookNode()
        return output

    def _image(self, found: re.Match[str], name: str) -> str:
        before, kind, data, after = found.groups()
        picture = b64decode(data)
        digest = hashlib.sha256(picture).hexdigest()[:8]
        file = f"{name}-{digest}.{'png' if kind == 'png' else 'svg'}"
        (self.folder / file).write_bytes(picture)
        attributes = before + after
        if kind == "png":
            attributes = _with_height(attributes, *struct.unpack(">II", picture[_SIZE]))
        return f'<img{attributes} loading="lazy" src="{self.address}/{file}">'


def _with_height(attributes: str, width: int, height: int) -> str:
    """Attributes that reserve the picture's place, so that text does not jump when it arrives."""
    if "height=" in attributes:
        return attributes
    told = _WIDTH.search(attributes)
    if told is None:
        return f'{attributes} width="{width}" height="{height}"'
    return f'{attributes} height="{round(int(told[1]) * height / width)}"'
