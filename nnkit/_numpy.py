"""Looks whether NumPy is NumPy: a file numpy.py beside a notebook comes first."""

import numpy

if not hasattr(numpy, "ndarray"):
    raise ImportError(
        f"Your {getattr(numpy, '__file__', None) or 'folder numpy'} stands in the place of NumPy. "
        "Rename it, then restart the kernel."
    )
