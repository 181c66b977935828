"""Pyodide judges as CPython does: a few answers of each module, and in the nightly tests all."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from nnkit.course.catalogue import exercises, modules
from nnkit.site.browser import FOLDER, bytecode, lite
from tests.site.browser import known_answers
from tests.site.browser.browser import PYODIDE

IN_NODE = Path(bytecode.__file__).with_name("in_node") / "start.cjs"
EVERY = 1 if settings.get_current_profile_name() == "nightly" else 14


def judged_by_pyodide(ids: Sequence[str], site: Path, out: Path) -> object:
    (out / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    node = bytecode.node()
    assert node is not None
    folder = shutil.copytree(site / FOLDER / lite.PYODIDE, out / "python")
    compressed = (folder / "pyodide.wasm.bin").read_bytes()
    (folder / "pyodide.asm.wasm").write_bytes(gzip.decompress(compressed))
    subprocess.run([node, IN_NODE, folder, known_answers.__file__, out], check=True)
    return json.loads((out / "verdicts.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(not PYODIDE, reason="no Pyodide: say where it lies with PYODIDE=FOLDER")
@pytest.mark.skipif(bytecode.node() is None, reason="no Node")
@pytest.mark.timeout(1200)
def test_pyodide_judges_as_cpython(site: Path, tmp_path: Path) -> None:
    ids = [id for module in sorted(modules()) for id in [*exercises(module)][::EVERY]]
    here = json.loads(json.dumps(known_answers.verdicts(ids)))
    assert len(here) > len(ids)
    assert judged_by_pyodide(ids, site, tmp_path) == here
