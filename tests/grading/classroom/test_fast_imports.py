"""nbformat loads without a grammar of web addresses, and works as ever."""

from __future__ import annotations

import subprocess
import sys

from nnkit.grading.classroom.executors import PRELOADED

FIRST = "import sys, nnkit.grading.classroom.fast_imports\n"


def printed(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nbformat_loads_without_the_grammar() -> None:
    validate = "nbformat.validate(nbformat.v4.new_notebook())\n"
    broken = (
        "try: nbformat.validate({'nbformat': 4, 'nbformat_minor': 5, 'cells': [], 'metadata': 3})\n"
    )
    broken += "except nbformat.ValidationError: print('refused')"
    program = f"{FIRST}import nbformat\n{validate}print('lark' in sys.modules)\n{broken}"
    assert printed(program) == "False\nrefused\n"


def test_what_is_loaded_already_stays() -> None:
    program = f"import sys\nsys.modules['rfc3987_syntax'] = sys\n{FIRST}"
    assert printed(program + "print(sys.modules['rfc3987_syntax'] is sys)") == "True\n"


def test_garbage_is_looked_for_seldom() -> None:
    program = f"{FIRST}import gc\nprint(gc.isenabled(), gc.get_threshold()[0] > 10_000)"
    assert printed(program) == "True True\n"


def test_workers_load_no_nbgrader() -> None:
    program = "import sys, {}\nprint({{'nbgrader', 'sqlalchemy'}} & sys.modules.keys())"
    assert printed(program.format(", ".join(PRELOADED))) == "set()\n"
