"""Programs written another way: as honest students differ, and as a copy is disguised."""

from __future__ import annotations

import ast
from random import Random
from typing import Any

NAMES = ("n", "size", "batch", "total", "out", "tmp", "value", "grad", "err", "diff", "s", "act")
GUARDS = (
    "{0} = np.asarray({0})",
    "print({0})",
    "assert {0} is not None",
    "if {0} is None: raise ValueError('missing')",
    "shape_of_{0} = np.shape({0})",
)
COMMENTS = (
    "# as in the text",
    "# slope",
    "# check the shape",
    "# works",
    "# see above",
    "# step 2",
)


class Rewrite(ast.NodeTransformer):
    """The same program in other words, each place with a probability."""

    def __init__(self, random: Random, probability: float, most: int = 10**6) -> None:
        self.random, self.probability, self.left = random, probability, most

    def wants(self) -> bool:
        if self.left <= 0 or self.random.random() >= self.probability:
            return False
        self.left -= 1
        return True

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, (ast.Add, ast.Mult)) and self.wants():
            node.left, node.right = node.right, node.left
        elif isinstance(node.op, ast.MatMult) and self.wants():
            way = self.random.choice(("np.dot({}, {})", "{}.dot({})", "np.matmul({}, {})"))
            return _expression(way, node.left, node.right)
        elif isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "2" and self.wants():
            return _expression(self.random.choice(("{0} * {0}", "np.square({0})")), node.left)
        elif isinstance(node.op, ast.Div) and self.wants():
            return _expression(
                self.random.choice(("1 / {1} * {0}", "np.divide({0}, {1})")), node.left, node.right
            )
        elif isinstance(node.op, ast.Sub) and self.wants():
            return _expression(
                self.random.choice(("-{1} + {0}", "np.subtract({0}, {1})")), node.left, node.right
            )
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr == "T" and isinstance(node.ctx, ast.Load) and self.wants():
            return _expression(
                self.random.choice(("np.transpose({})", "{}.transpose()")), node.value
            )
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        called = ast.unparse(node.func)
        if called in ("np.sum", "np.mean", "np.max") and node.args and self.wants():
            method = ast.Attribute(node.args[0], called[3:], ast.Load())
            return ast.Call(method, node.args[1:], node.keywords)
        if called.endswith((".sum", ".mean")) and not called.startswith("np.") and self.wants():
            assert isinstance(node.func, ast.Attribute)
            function = ast.parse(f"np.{node.func.attr}", mode="eval").body
            return ast.Call(function, [node.func.value, *node.args], node.keywords)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if self.wants():
            read = ast.parse(ast.unparse(node.target), mode="eval").body
            return ast.Assign([node.target], ast.BinOp(read, node.op, node.value))
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        self.generic_visit(node)
        if node.value is None or isinstance(node.value, ast.Name):
            return node
        before: list[ast.stmt] = []
        if isinstance(node.value, ast.BinOp):
            for side in ("left", "right"):
                part = getattr(node.value, side)
                if isinstance(part, (ast.BinOp, ast.Call)) and self.wants():
                    name = f"part_{side}"
                    before.append(_assign(name, part))
                    setattr(node.value, side, ast.Name(name, ast.Load()))
        if self.wants():
            before.append(_assign("answer", node.value))
            node.value = ast.Name("answer", ast.Load())
        return [*before, node]

    def visit_For(self, node: ast.For) -> Any:
        self.generic_visit(node)
        call = node.iter
        if (
            isinstance(call, ast.Call)
            and ast.unparse(call.func) == "range"
            and len(call.args) == 1
            and isinstance(node.target, ast.Name)
            and self.wants()
        ):
            name = node.target.id
            test = _expression(f"{name} < {{}}", call.args[0])
            step = ast.parse(f"{name} += 1").body[0]
            return [_assign(name, ast.Constant(0)), ast.While(test, [*node.body, step], [])]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        if self.wants():
            return ast.IfExp(_expression("not {}", node.test), node.orelse, node.body)
        return node


def honest(source: str, random: Random) -> str:
    """A program as another student would have written it."""
    tree = _reordered(_parsed(source), random)
    tree = _hoisted(ast.fix_missing_locations(Rewrite(random, 0.6).visit(tree)), random, 0.5)
    return _dressed(_renamed(_guarded(tree, random), random, 0.6), random, 0.15)


def copied(source: str, random: Random) -> str:
    """A program disguised: renamed, reordered, other comments, up to two places edited."""
    tree = _reordered(_parsed(source), random)
    tree = ast.fix_missing_locations(Rewrite(random, 0.3, most=random.randint(0, 2)).visit(tree))
    return _dressed(_renamed(tree, random, 1.0), random, 0.4)


def _parsed(source: str) -> ast.Module:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def _hoisted(tree: ast.Module, random: Random, probability: float) -> ast.Module:
    """Parts of long assignments get a line of their own."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        body: list[ast.stmt] = []
        for statement in function.body:
            value = getattr(statement, "value", None)
            if (
                isinstance(value, ast.BinOp)
                and not isinstance(statement, ast.Expr)
                and isinstance(value.left, ast.BinOp)
                and random.random() < probability
            ):
                body.append(_assign(f"first_{len(body)}", value.left))
                value.left = ast.Name(f"first_{len(body) - 1}", ast.Load())
            body.append(statement)
        function.body = body
    return ast.fix_missing_locations(tree)


def _guarded(tree: ast.Module, random: Random) -> ast.Module:
    """Here and there arguments are converted, checked or shown."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        for argument in [a.arg for a in function.args.args if a.arg != "self"]:
            if random.random() < 0.2:
                line = random.choice(GUARDS).format(argument)
                function.body[:0] = ast.parse(line).body
    return ast.fix_missing_locations(tree)


def _reordered(tree: ast.Module, random: Random) -> ast.Module:
    """Neighbouring statements change places where neither uses what the other binds."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for i in range(len(body) - 1):
                if _independent(body[i], body[i + 1]) and random.random() < 0.7:
                    body[i], body[i + 1] = body[i + 1], body[i]
    return tree


def _independent(one: ast.stmt, other: ast.stmt) -> bool:
    simple = (ast.Assign, ast.FunctionDef, ast.Import, ast.ImportFrom)
    if not (isinstance(one, simple) and isinstance(other, simple)):
        return False
    used = _names(one, False), _names(other, False)
    return not (_names(one, True) & used[1] or _names(other, True) & used[0])


def _names(statement: ast.stmt, only_bound: bool) -> set[str]:
    names = {
        n.id
        for n in ast.walk(statement)
        if isinstance(n, ast.Name) and not (only_bound and isinstance(n.ctx, ast.Load))
    }
    return names | ({statement.name} if isinstance(statement, ast.FunctionDef) else set())


def _renamed(tree: ast.Module, random: Random, probability: float) -> ast.Module:
    """Names that functions bind are others; of arguments only where all are."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        bound = {a.arg for a in function.args.args if probability == 1.0 and a.arg != "self"}
        names = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
        bound |= {n.id for n in names if isinstance(n.ctx, ast.Store)}
        chosen = [name for name in sorted(bound) if random.random() < probability]
        new = {name: f"{random.choice(NAMES)}{i}" for i, name in enumerate(chosen)}
        for name in names:
            name.id = new.get(name.id, name.id)
        for argument in [n for n in ast.walk(function) if isinstance(n, ast.arg)]:
            argument.arg = new.get(argument.arg, argument.arg)
    return tree


def _dressed(tree: ast.Module, random: Random, probability: float) -> str:
    """As text, with comments and blank lines."""
    lines = []
    for line in ast.unparse(tree).split("\n"):
        is_commented = random.random() < probability and "'" not in line and '"' not in line
        lines.append(f"{line}  {random.choice(COMMENTS)}" if is_commented else line)
        if line and not line.endswith(":") and random.random() < probability / 3:
            lines.append("")
    return "\n".join(lines)


def _expression(form: str, *parts: ast.expr) -> ast.expr:
    texts = [f"({ast.unparse(ast.fix_missing_locations(part))})" for part in parts]
    return ast.parse(form.format(*texts), mode="eval").body


def _assign(name: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)
