"""Lets nbformat and nbgrader load faster: to be imported before them, by our own processes only.

Where it is installed, jsonschema loads a grammar of international web addresses to check whether a
text is one.  That takes most of a second, and no notebook's schema asks for it.  None in
`sys.modules` means that a module is not there, as it is where jsonschema's extra is not installed.

Modules stay loaded: Python's collector finds no garbage among them, and is told to look less often.
"""

from __future__ import annotations

import gc
import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
gc.set_threshold(50_000, 20, 50)
