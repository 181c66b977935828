"""Run by Pyodide: keep the bytecode of all modules that a notebook of the course imports.

Names of zip members are places below ``/lib``.
"""

import importlib
import json
import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER, cache_from_source
from typing import Any

sys.dont_write_bytecode = False  # so that nothing is compiled twice
HEADER = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)  # taken as it is, without a look
SITE = "/lib/python3.12/site-packages/"
FONTS = "python3.12/site-packages/matplotlib/fontlist.json"  # Pyodide's has another version's form
REMEMBERED = ["pyodide_kernel", "numpy.random"]  # by remember.py
USED = [
    *("piplite.piplite", "nnkit.plot", "nnkit.data", "ipywidgets"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "matplotlib.pyplot"),
    *("matplotlib_inline.backend_inline", "matplotlib.mathtext", "IPython.core.completer"),
]


for name in REMEMBERED:
    importlib.import_module(name)
remembered = dict(sys.modules)
libraries = [str(getattr(module, "__file__", "")) for module in remembered.values()]
extensions = sorted(name.removeprefix(SITE) for name in libraries if name.endswith(".so"))
for name in USED:
    importlib.import_module(name)
importlib.import_module("nnkit.course.catalogue").every_exercise()

bytecode = []
with zipfile.ZipFile("/out/recorded.zip", "w") as archive:
    archive.write(f"/lib/{FONTS}", FONTS)
    for name, module in list(sys.modules.items()):
        spec: Any = getattr(module, "__spec__", None)
        source = getattr(spec, "origin", None) or ""
        if source.startswith("/lib/") and source.endswith(".py") and name == spec.name:
            code = spec.loader.get_code(name)
            place = source + "c" if ".zip/" in source else cache_from_source(source)
            archive.writestr(place.removeprefix("/lib/"), HEADER + marshal.dumps(code))
            if name in remembered:
                bytecode.append(place.removeprefix("/lib/"))
    told = {"extensions": extensions, "bytecode": bytecode}
    archive.writestr("remembered.json", json.dumps(told))
