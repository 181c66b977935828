"""Run by Pyodide: import what is in the memory with which Python begins in the browser."""

import gc
import importlib
import sys
import zipimport

importlib.import_module("pyodide_kernel")  # with IPython and the course: see nnkit_browser
importlib.import_module("numpy.random")

# Places in archives; there the archive has less, because what is in the memory needs no bytecode.
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
gc.collect()
