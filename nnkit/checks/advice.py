"""What the errors of Python and NumPy mean, in the words of the course.

NumPy speaks of gufuncs, core dimensions and operands, Python of unsupported operand types.  A
student needs to hear about shapes, lists and arrays.
"""

from __future__ import annotations

import re

_STAR = "Python reads `a(...)` as a call of a function. A product needs its star: `a * (...)`."
_POWER = "In Python `^` is not a power: write `a**2`."
_LIST = (
    "A list is not an array: `+ - * /` and `@` do not reach the numbers in it. In a list of arrays "
    "take one array after the other, such as `for W, dW in zip(weights, dW_list)`; of a list of "
    "numbers make an array, `np.array(...)`."
)

_ADVICE: tuple[tuple[str, str], ...] = (
    (r"bitwise_xor|for \^: ", _POWER),
    (r"'(numpy\.ndarray|float|int)' object is not callable", _STAR),
    (
        r"matmul: .*\(size (\d+) is different from (\d+)\)",
        r"`@` needs equal sizes in the middle, (m, k) @ (k, n). Here they are \2 and \1: "
        r"the left array has \2 in each row, the right one has \1 in each column.",
    ),
    (
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned: (\d+) .* != (\d+) ",
        r"A matrix product needs equal sizes in the middle, (m, k) @ (k, n). "
        r"Here the shapes are \1 and \2, and \3 is not \4.",
    ),
    (
        r"matmul: .* does not have enough dimensions \(has 0",
        "One side of `@` is a single number. A product with a number is written `*`.",
    ),
    (
        r"operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        r"`+ - * /` go entry by entry: shapes must be equal, or have a 1 where they differ. "
        r"Here they are \1 and \2.",
    ),
    (
        r"output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))",
        r"The result has shape \2 and cannot be written into an array of shape \1.",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        r"`reshape` keeps all numbers: \1 of them do not fill the shape \2.",
    ),
    (
        r"Cannot cast ufunc .* from dtype\('float\d+'\) to dtype\('u?int\d+'\)",
        "An array of whole numbers cannot take decimals in place. Write `w = w - ...`, which makes "
        "a new array, instead of `w -= ...`.",
    ),
    (
        r"only (size-1|length-1|0-dimensional) arrays can be converted",
        "A single number is needed here and got an array. `np.exp(a)` works on whole arrays, "
        "`math.exp(a)` and `float(a)` do not.",
    ),
    (
        r"truth value of an array",
        "`if` needs one True or False and got an array of them. `np.where(a > 0, yes, no)` and "
        "`np.maximum(a, 0)` decide entry by entry.",
    ),
    (
        r"'ellipsis'",
        "There is still a `...` where a number is needed: an answer further up, or a gap in "
        "your code.",
    ),
    (
        r"'NoneType'",
        "Something is `None`: often the result of a function that lacks its `return`.",
    ),
    (
        r"'(function|method|builtin_function_or_method)'.* and |and '(function|method)'",
        "One side is a function, not its result: are the brackets of a call missing?",
    ),
    (r"'list' and '|and 'list'|operand type for unary .*: 'list'|sequence by non-int", _LIST),
    (r"can only concatenate list|'(list|tuple)' and '|and 'tuple'", _LIST),
    (
        r"list indices must be integers or slices, not tuple",
        "A list is indexed step by step, `A[i][j]`; only an array takes `A[i, j]`.",
    ),
    (
        r"'(list|tuple)' object has no attribute '(shape|T|reshape|sum|ravel)'",
        r"A \1 has no `\2`. Is it a list of arrays, and one of them is meant? Otherwise make an "
        r"array of it, `np.array(...)`.",
    ),
)


def advice(text: str) -> str:
    """What an error's text means, in the words of the course; empty if there is nothing to add."""
    for sign, words in _ADVICE:
        found = re.search(sign, text, re.DOTALL)
        if found:
            return found.expand(words)
    return ""
