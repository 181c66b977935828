"""What ``%pip`` becomes: Python that a cell may hold."""

import ast
import asyncio

from nnkit.site.browser.kernel.piplite.cli import get_transformed_code


def test_the_code_is_python_for_a_cell() -> None:
    code = asyncio.run(get_transformed_code(["install", "jax"]))
    compile(code, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert "piplite.install" in code
