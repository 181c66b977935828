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
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        r"What is put in has shape \1, and the place for it has shape \2. Is a size of the "
        r"notebook's example built into your code? Here the sizes are others.",
    ),
    (
        r"all the input array dimensions .* must match exactly, but along dimension (\d), the "
        r"array at index 0 has size (\d+) and the array at index 1 has size (\d+)",
        r"Arrays that are joined must be equally long along every other axis; along axis \1 they "
        r"are \2 and \3 long. Is it the right axis, and does each size come from the arguments?",
    ),
    (
        r"setting an array element with a sequence|inhomogeneous shape",
        "An array needs rows of equal length, with one number in each place. Here a row, or a "
        "list, stands where one number belongs.",
    ),
    (
        r"only integer scalar arrays can be converted to a scalar index|"
        r"only integers, slices .* are valid indices",
        "An index is a whole number, and a function of NumPy takes a list of arrays in brackets, "
        "such as `np.concatenate([a, b])`.",
    ),
    (
        r"index (\d+) is out of bounds for axis \d with size (\d+)",
        r"There are \2 entries here, so the last has the index \2 - 1; \1 is too large. Is a "
        r"size of the notebook's example built into your code?",
    ),
    (
        r"(list|tuple) index out of range",
        r"The \1 has fewer entries than your index asks for: counting begins at 0, so of n entries "
        r"the last has the index n - 1. Is a size of the notebook's example built into your code?",
    ),
    (
        r"too many indices for array: array is (\d)-dimensional, but (\d) were indexed",
        r"The array has \1 axis or axes, and your brackets have \2 indices: look at its shape.",
    ),
    (
        r"axis (\d) is out of bounds for array of dimension (\d)",
        r"There is no axis \1: the array has \2, counted from 0.",
    ),
    (
        r"cannot access local variable '(\w+)'|local variable '(\w+)' referenced before assign",
        r"A function that assigns to a name has that name for itself, and reads it here before it "
        r"has a value. Give it a first value in the function, or change the outer object and not "
        r"its name.",
    ),
    (
        r"maximum recursion depth exceeded",
        "The function calls itself again and again without an end, or an object holds itself.",
    ),
    (
        r"'(float|int|float64|numpy\.float64)' object has no attribute '(\w+)'",
        r"A plain number stands where an object with `\2` is needed.",
    ),
    (
        r"'(float|int|float64|numpy\.float64)' object is not (iterable|subscriptable)",
        "A single number stands where a list, a tuple or an array is needed. A tuple of one needs "
        "its comma: `(x,)`.",
    ),
    (
        r"(not enough|too many) values to unpack",
        "The number of names on the left does not fit the number of values on the right.",
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
