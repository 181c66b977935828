"""Whether two values are the same, and values to try."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


def same(a: Any, b: Any) -> bool:
    """Whether two values are equal to the last bit and in all their types."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        dtype = a.dtype.newbyteorder("=")
        return (
            (a.shape, dtype) == (b.shape, b.dtype)
            and (a.flags.fnc, True) == (b.flags.fnc, b.flags.writeable and b.flags.owndata)
            and same_numbers(a.astype(dtype), b)
        )
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and same_numbers(np.array(a), np.array(b))
    if isinstance(a, (float, complex)):
        return repr(a) == repr(b)
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (set, frozenset)):
        return sorted(map(repr, a)) == sorted(map(repr, b))
    return bool(a == b)


def same_numbers(a: Any, b: Any) -> bool:
    if a.dtype.kind in "fc":
        parts = [(a.real, b.real), (a.imag, b.imag)]
        return all(
            np.array_equal(p, q, equal_nan=True) and np.array_equal(np.signbit(p), np.signbit(q))
            for p, q in parts
        )
    return bool(np.array_equal(a, b))


arrays = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
    hnp.unicode_string_dtypes(endianness="?", min_len=1),
    hnp.byte_string_dtypes(min_len=1),
).flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0)))
views = st.one_of(
    arrays,
    arrays.map(np.transpose),
    arrays.map(np.asfortranarray),
    arrays.map(lambda a: a[::-2] if a.ndim else a),
)
# Surrogates too, alone and in pairs.
texts = st.text(st.characters(codec=None)) | st.text("\ud83d\ude00😀", max_size=4)
keys = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), texts, st.binary()
)
scalars = arrays.filter(lambda a: a.size and a.dtype.kind not in "US").map(lambda a: a.flat[0])
plain = st.recursive(
    st.one_of(
        keys,
        views,
        scalars,
        st.integers(-(1 << 200), 1 << 200),
        st.builds(range, st.integers(max_value=99)),
    ),
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.one_of(keys, st.tuples(keys, keys), st.frozensets(keys)), inner),
        st.sets(keys),
        st.frozensets(keys),
    ),
    max_leaves=12,
)
