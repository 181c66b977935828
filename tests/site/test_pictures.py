"""Pictures become files, once each, and keep what is said about them."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from nbformat.v4 import new_output

from nnkit.site.pictures import Pictures

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (880).to_bytes(4, "big") + (440).to_bytes(4, "big")


def shown(folder: Path, attributes: str) -> str:
    data = b64encode(PNG).decode()
    html = f'<img {attributes} src="data:image/png;base64,{data}">'
    output = new_output("display_data", {"text/html": html, "image/png": data})
    moved = Pictures(folder, "../figures").moved(output, "05-loss")
    assert list(moved.data) == ["text/html"]
    return str(moved.data["text/html"])


def test_a_picture_is_a_file_and_keeps_its_words(tmp_path: Path) -> None:
    html = shown(tmp_path, 'class="nnkit-figure" alt="The loss &amp; more" width="440"')
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == PNG
    assert html == (
        '<img class="nnkit-figure" alt="The loss &amp; more" width="440" height="220" '
        f'loading="lazy" src="../figures/{file.name}">'
    )
    assert shown(tmp_path, 'alt="x"').startswith('<img alt="x" width="880" height="440" ')
    assert len(list(tmp_path.iterdir())) == 1


def test_other_outputs_stay(tmp_path: Path) -> None:
    stream = new_output("stream", text="1\n")
    assert Pictures(tmp_path, "x").moved(stream, "cell") == new_output("stream", text="1\n")
