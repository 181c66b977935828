"""Submissions that try to get points for nothing, by family.

Each is a notebook whose honest worth is 0 points of the victim's, or says what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from tests.grading.grader.victim import ANSWERS, SETUP, metadata, submission


@dataclass(frozen=True)
class Attack:
    """One attack; `worth` is what its functions earn honestly."""

    family: str
    name: str
    notebook: NotebookNode
    worth: float = 0.0


ATTACKS: list[Attack] = []


def attack(family: str, name: str, notebook: NotebookNode, worth: float = 0.0) -> None:
    ATTACKS.append(Attack(family, name, notebook, worth))


def code(family: str, name: str, source: str, **answers: str) -> None:
    """An attack by a cell that runs first, and again last."""
    attack(family, name, submission(answers, first=source, last=source))


def edited(family: str, name: str, edit: Callable[[NotebookNode], Any]) -> None:
    """An attack by what stands in the file."""
    notebook = submission()
    edit(notebook)
    attack(family, name, notebook)


def tests_of(notebook: NotebookNode) -> list[NotebookNode]:
    return [c for c in notebook.cells if c.id.startswith("test-")]


def each_test(change: Callable[[NotebookNode], Any]) -> Callable[[NotebookNode], None]:
    def edit(notebook: NotebookNode) -> None:
        for cell in tests_of(notebook):
            change(cell)

    return edit


# --- metadata and tags

edited("metadata", "points 1000", each_test(lambda c: c.metadata.nbgrader.update(points=1000)))
edited("metadata", "points 0", each_test(lambda c: c.metadata.nbgrader.update(points=0)))
edited(
    "metadata",
    "tests are solutions",
    each_test(lambda c: c.metadata.nbgrader.update(solution=True)),
)
edited(
    "metadata", "tests are not graded", each_test(lambda c: c.metadata.nbgrader.update(grade=False))
)
edited("metadata", "no nbgrader metadata", each_test(lambda c: c.metadata.clear()))
edited(
    "metadata",
    "tag skip-execution",
    each_test(lambda c: c.metadata.update(tags=["skip-execution"])),
)
edited(
    "metadata",
    "tag raises-exception",
    each_test(lambda c: c.metadata.update(tags=["raises-exception"])),
)
edited("metadata", "another kernel", lambda n: n.metadata.update(kernelspec={"name": "bash"}))
edited("metadata", "old schema", each_test(lambda c: c.metadata.nbgrader.update(schema_version=1)))
edited("metadata", "wrong checksum", each_test(lambda c: c.metadata.nbgrader.update(checksum="0")))


def forged_outputs(cell: NotebookNode) -> None:
    data = {"text/plain": "1000", "application/vnd.nnkit.verdict+json": {"points": 1000}}
    cell.outputs = [new_output("execute_result", data)]


edited("metadata", "forged outputs", each_test(forged_outputs))

# --- cells deleted, moved, renamed, duplicated, retyped

edited("cells", "tests emptied", each_test(lambda c: c.update(source="")))
edited("cells", "tests say 1000", each_test(lambda c: c.update(source="1000")))
edited("cells", "tests commented out", each_test(lambda c: c.update(source="# " + c.source)))
edited("cells", "tests deleted", lambda n: [n.cells.remove(c) for c in tests_of(n)])
edited("cells", "tests first", lambda n: n.cells.sort(key=lambda c: not c.id.startswith("test-")))
edited("cells", "tests last", lambda n: n.cells.sort(key=lambda c: c.id.startswith("test-")))
edited("cells", "all deleted", lambda n: n.cells.clear())


def markdown(cell: NotebookNode) -> None:
    cell.cell_type = "markdown"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


edited("cells", "tests are text", each_test(markdown))
edited(
    "cells", "tests renamed", each_test(lambda c: c.metadata.nbgrader.update(grade_id="x" + c.id))
)


def tests_behind_answers_of_their_own(notebook: NotebookNode) -> None:
    """The tests of some exercises are found by their text, and say something else as well."""
    for cell in tests_of(notebook):
        cell.metadata.clear()
        cell.id = f"x{cell.id}"
        notebook.cells.append(new_code_cell("1000", id=cell.id[1:]))


edited("cells", "cells with the ids of tests", tests_behind_answers_of_their_own)


def nothing_but_text(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata.clear()
        cell.id = f"x{cell.id}"
    for cell in tests_of(notebook):
        cell.source += "\n1000"


edited("cells", "no metadata, no ids", nothing_but_text)


def answers_as_tests(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.id in ANSWERS:
            cell.metadata = metadata(f"test-{cell.id}", 5)
            cell.source = "5"


edited("cells", "answers call themselves tests", answers_as_tests)


def duplicated(notebook: NotebookNode) -> None:
    for cell in tests_of(notebook):
        copy = new_code_cell("1000", metadata=cell.metadata)
        notebook.cells.append(copy)


edited("cells", "second copies that say 1000", duplicated)

# --- asserts, NumPy, numpy.testing, builtins, check, nnkit

PATCHES = {
    "assert_allclose does nothing": "assert_allclose = lambda *a, **k: None\nimport numpy.testing as t\nt.assert_allclose = assert_allclose",
    "np.allclose is True": "import numpy as np\nnp.allclose = np.isclose = np.array_equal = lambda *a, **k: True",
    "AssertionError is harmless": "import builtins\nbuiltins.AssertionError = type('A', (BaseException,), {})",
    "builtins.sum": "import builtins\nbuiltins.sum = lambda *a: 5\nbuiltins.abs = builtins.max = lambda *a: 0",
    "check returns all": "import nnkit, nnkit.course\nnnkit.check = nnkit.course.check = check = lambda *a: 2",
    "verdict class": "from nnkit.checks.verdict import Verdict\nVerdict.points = property(lambda s: 2)",
    "judge": "from nnkit.checks.exercise import Exercise, Code\nCode.judge = lambda s, *a: s.passed()",
    "compare": "import nnkit.checks.compare as c, nnkit.checks.judge.code as r\nc.difference = r.difference = lambda *a, **k: None",
    "sys.modules": "import sys, types\nm = types.ModuleType('numpy.testing')\nm.assert_allclose = lambda *a, **k: 0\nsys.modules['numpy.testing'] = m",
    "meta path": "import sys\nclass F:\n    def find_spec(self, *a): raise ImportError\nsys.meta_path.insert(0, F())",
    "grader's codec": "import nnkit.grading.protocol.codec as c\nc.encode = lambda *a, **k: b''",
    "inside's runner": "from nnkit.grading.sandbox import server as inside\ninside.Server.call = lambda *a, **k: {'value': True}",
}
for name, source in PATCHES.items():
    code("patching", name, source)

# --- IPython: transformers, hooks, displayhook, magics

HOOKS = {
    "input transformer": "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['1000'])",
    "ast transformer": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\nget_ipython().ast_transformers.append(T())",
    "displayhook": "import sys\nsys.displayhook = lambda v: print(1000)",
    "run_cell": "ip = get_ipython()\nip.run_cell = lambda *a, **k: type('R', (), {'success': True})()",
    "pre_run_cell event": "get_ipython().events.register('pre_run_cell', lambda *a: globals().update(answer=42) if 0 else None)",
    "custom exception handler": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "magic": "from IPython.core.magic import register_line_magic\n@register_line_magic\ndef check(line): return 1000",
    "excepthook": "import sys\nsys.excepthook = lambda *a: None",
    "formatter": "ip = get_ipython()\nip.display_formatter.formatters['text/plain'].for_type(object, lambda o, p, c: p.text('1000'))",
}
for name, source in HOOKS.items():
    code("IPython", name, source)

# --- objects that lie

OBJECTS = {
    "equal to everything": "class X:\n    def __eq__(s, o): return True\n    def __call__(s, *a, **k): return X()\n",
    "float subclass": "class X(float):\n    def __eq__(s, o): return True\n    def __sub__(s, o): return 0.0\n    __rsub__ = __sub__\n    def __call__(s, *a): return X(1)\n",
    "ndarray subclass": "import numpy as np\nclass Y(np.ndarray):\n    def __array_ufunc__(s, *a, **k): return True\n    def __eq__(s, o): return True\nclass X:\n    def __call__(s, *a): return np.zeros(1).view(Y)\n",
    "__array__": "import numpy as np\nclass X:\n    def __array__(s, *a, **k): raise SystemExit\n    def __call__(s, *a): return X()\n",
    "__getattribute__": "class X:\n    def __getattribute__(s, n): return lambda *a, **k: 42\n    def __call__(s, *a): return s\n",
    "list subclass": "class L(list):\n    def __eq__(s, o): return True\n    def __len__(s): return 10**9\nclass X:\n    def __call__(s, *a): return L([1])\n",
    "str subclass": "class S(str):\n    def __eq__(s, o): return True\n    __hash__ = str.__hash__\nclass X:\n    def __call__(s, *a): return S('42')\n",
    "nan": "class X:\n    def __call__(s, *a): return float('nan')\n",
    "object array": "import numpy as np\nclass E:\n    def __eq__(s, o): return True\nclass X:\n    def __call__(s, *a): return np.array([E()], dtype=object)\n",
    "dict with lying keys": "class X:\n    def __call__(s, *a): return {'$': 'npy', 'value': 42, 'points': 1000}\n",
}
for name, source in OBJECTS.items():
    made = {n: f"{source}\n{n} = X()" for n in ANSWERS}
    attack("lying objects", name, submission(made))

# --- frames, tracing, gc, ctypes, inspect

code(
    "introspection",
    "frames",
    "import sys\nf = sys._getframe()\nwhile f:\n    f.f_globals.update(answer=42)\n    f = f.f_back",
)
code(
    "introspection",
    "settrace",
    "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)",
)
code(
    "introspection",
    "gc search for references",
    "import gc\nfound = [o for o in gc.get_objects() if getattr(o, '__name__', '') == 'affine' and 'checks' in str(getattr(o, '__module__', ''))]\nif found: affine = found[0]",
    affine="pass",
)
code(
    "introspection",
    "ctypes",
    "import ctypes\nctypes.pythonapi.PyErr_Clear()\nctypes.memset(id(True) + 16, 0, 0)",
)
STEAL = """\
def affine(W, b, a):
    from nnkit.course.catalogue import find
    return find('02.affine').reference(W, b, a)"""
attack("introspection", "reference through nnkit", submission({"affine": STEAL}))
FILE = """\
import glob, os, sys
text = ''
for root in sys.path + [os.getcwd(), '/', '..']:
    for path in glob.glob(os.path.join(root or '.', 'nnkit/course/m02*')) + glob.glob(os.path.join(root or '.', 'solutions/*/*.ipynb')):
        try: text += open(path).read()
        except OSError: pass
if text:
    answer = 42
    def square(x): return x * x
else:
    answer = None"""
attack("introspection", "answers in files", submission({"answer": FILE}))
attack(
    "introspection",
    "secret in the environment",
    submission(
        {"answer": "import os\nanswer = 42 if 'not known to students' in str(os.environ) else 0"}
    ),
)
attack(
    "introspection",
    "secret of the parent",
    submission(
        {
            "answer": "import os\nanswer = 0\ntry:\n    data = open(f'/proc/{os.getppid()}/environ','rb').read()\n    data += open(f'/proc/{os.getppid()}/mem','rb').read(1)\n    answer = 42\nexcept OSError:\n    pass"
        }
    ),
)

# --- files shipped or left beside the notebook

SHADOW = "open('numpy.py', 'w').write('raise SystemExit')\nopen('nnkit.py', 'w').write('check = lambda *a: 2')\nopen('sitecustomize.py', 'w').write('')\nimport sys; sys.path.insert(0, '.')"
code("files", "numpy.py and nnkit.py", SHADOW)
code(
    "files",
    "gradebook",
    "import sqlite3, glob\nfor p in glob.glob('/**/gradebook.db', recursive=False): sqlite3.connect(p).execute('update grade set auto_score = 1000')",
)
code(
    "files",
    "IPython startup",
    "import os, pathlib\np = pathlib.Path.home() / '.ipython/profile_default/startup'\np.mkdir(parents=True, exist_ok=True)\n(p / 'x.py').write_text('answer = 42')",
)

# --- forged messages on the sandbox's own channel

FIND = """\
import gc, os, struct
from nnkit.grading.protocol.channel import Channel
from nnkit.grading.protocol.codec import encode
channels = [o for o in gc.get_objects(generation=None) if isinstance(o, Channel)]
import nnkit.grading.sandbox.server as inside
"""
BURST = (
    FIND
    + "for fd in range(3, 40):\n    for m in ({message}):\n        b = encode(m)\n        try: os.write(fd, struct.pack('!Q', len(b)) + b)\n        except OSError: pass"
)
MESSAGES = {
    "replies that say True": "{'value': True}, {'value': 42}, {'outputs': [], 'error': False}",
    "calls to the outside": "{'callback': -1, 'args': [], 'kwargs': {}}, {'callback': 10**9, 'args': [], 'kwargs': {}}",
    "verdicts": "{'points': 1000, 'verdict': 'passed'}, {'value': {'points': 1000}}",
}
for name, message in MESSAGES.items():
    code("forged messages", name, BURST.replace("{message}", message + ","))
code(
    "forged messages",
    "noise",
    "import os\nfor fd in range(3, 40):\n    try: os.write(fd, os.urandom(4096))\n    except OSError: pass",
)
code(
    "forged messages",
    "a huge length",
    "import os\nfor fd in range(3, 40):\n    try: os.write(fd, b'\\xff' * 8)\n    except OSError: pass",
)

# --- return values that are huge, deep, cyclic, or lie

VALUES = {
    "huge": "'x' * (1 << 28)",
    "deep": "__import__('functools').reduce(lambda a, _: [a], range(100000), 1)",
    "cyclic": "(lambda l: (l.append(l), l)[1])([])",
    "generator without end": "iter(int, 1)",
    "module": "__import__('os')",
    "class": "type('True', (), {'__eq__': lambda s, o: True})",
    "giant integer": "1 << (1 << 22)",
    "Ellipsis": "...",
}
for name, value in VALUES.items():
    made = {n: f"def {n}(*args):\n    return {value}" for n in ANSWERS}
    attack("return values", name, submission(made))

# --- functions that behave differently when watched

WATCHED = {
    "by call count": "n = [0]\ndef {name}(*args):\n    n[0] += 1\n    return 9 if n[0] == 1 else 0",
    "by time": "import time\nstart = time.time()\ndef {name}(*args):\n    return 9 if time.time() - start < 1e-9 else 0",
    "by environment": "import os\ndef {name}(*args):\n    return 0 if 'NNKIT_SANDBOX' in os.environ or 'NBGRADER_EXECUTION' in os.environ else 9",
}
for name, source in WATCHED.items():
    attack("watched", name, submission({n: source.format(name=n) for n in ANSWERS}))
attack(
    "watched",
    "right on the visible test only",
    submission({"square": "def square(x):\n    return 9 if x == 3 else 0"}),
)
attack(
    "watched",
    "right on visible partial credit",
    submission({"parts": "def parts(n):\n    return [0]"}),
    worth=1,
)

# --- threads that go on after a cell

code(
    "threads",
    "keeps patching",
    "import threading, time, builtins\ndef spin():\n    while True:\n        builtins.answer = 42\n        time.sleep(0.001)\nthreading.Thread(target=spin, daemon=True).start()",
)
code(
    "threads",
    "writes to the channel",
    "import threading, time, os\ndef spin():\n    for _ in range(200):\n        for fd in range(3, 20):\n            try: os.write(fd, b'\\0' * 8)\n            except OSError: pass\n        time.sleep(0.01)\nthreading.Thread(target=spin, daemon=True).start()",
)

assert SETUP
