"""Run by Pyodide: keep the bytecode of all modules that a notebook of the course imports.

Names of zip members are places below ``/lib``.
"""

import importlib
import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER, cache_from_source
from typing import Any

sys.dont_write_bytecode = False  # so that nothing is compiled twice
HEADER = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)  # taken as it is, without a look
FONTS = "python3.12/site-packages/matplotlib/fontlist.json"  # Pyodide's has another version's form
USED = [
    *("piplite.piplite", "pyodide_kernel", "nnkit.plot", "nnkit.data", "ipywidgets"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "matplotlib.pyplot"),
    *("matplotlib_inline.backend_inline", "matplotlib.mathtext", "IPython.core.completer"),
]

for name in USED:
    importlib.import_module(name)
importlib.import_module("nnkit.course.catalogue").every_exercise()

with zipfile.ZipFile("/out/recorded.zip", "w") as archive:
    archive.write(f"/lib/{FONTS}", FONTS)
    for name, module in list(sys.modules.items()):
        spec: Any = getattr(module, "__spec__", None)
        source = getattr(spec, "origin", None) or ""
        if source.startswith("/lib/") and source.endswith(".py") and name == spec.name:
            code = spec.loader.get_code(name)
            place = source + "c" if ".zip/" in source else cache_from_source(source)
            archive.writestr(place.removeprefix("/lib/"), HEADER + marshal.dumps(code))
