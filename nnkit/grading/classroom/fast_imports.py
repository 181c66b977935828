"""Lets nbformat load faster: to be imported before it, by our own processes only.

Where it is installed, jsonschema loads a grammar of international web addresses to check whether a
text is one.  That takes most of a second, and no notebook's schema asks for it.  None in
`sys.modules` means that a module is not there, as it is where jsonschema's extra is not installed.
"""

from __future__ import annotations

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
