"""The walk back over a graph that is given as tables: multiply on the way, add on arrival."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Order
from nnkit.course.m04_chain_rule.order import graph_cases
from nnkit.course.m04_chain_rule.order import reference as ordered
from nnkit.graph import Value


def table_cases(rng: Generator) -> Iterator[Case]:
    """The graphs of `parents_first` with random local gradients."""
    for parents, result in graph_cases(rng):
        order = ordered(parents, result)
        local = {node: normal(rng, len(parents[node])).tolist() for node in order}
        yield order, {node: parents[node] for node in order}, local


OVERWRITTEN = (
    "Each arrival replaces what was there, so a node that is used twice keeps only what arrived "
    "last. What arrives over different paths has to be added up."
)

lines = Order(
    "04.lines",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="The lines of a function that walks back over a graph",
    lines=(
        "        for parent, slope in zip(parents[node], local[node]):",
        "    grad = {node: 0.0 for node in order}",
        "            grad[parent] += grad[node] * slope",
        "    grad[order[-1]] = 1.0",
        "    for node in reversed(order):",
        "            grad[parent] = grad[node] * slope",
        "    for node in order:",
        "    return grad",
    ),
    reference="bdeach",
    why="Seed the result with 1, walk back, multiply on the way, add on arrival.",
    misconceptions=(
        Misconception("overwritten", "bdeafh", OVERWRITTEN),
        Misconception(
            "leaves-to-result",
            "bdgach",
            "Line G begins with the leaves. They have nothing to pass back, and the result, which "
            "has, comes last.",
        ),
        Misconception(
            "not-seeded",
            "beach",
            "Line D is missing. Without a 1 to begin with, every product is 0.",
        ),
        Misconception("seed-erased", "dbeach", "D writes into `grad` before B has made it."),
    ),
    hints=(
        Hint(
            "Where do I start?",
            "A table has to be there before something is written into it: B first.",
        ),
        Hint(
            "In which direction?", "The gradient comes from the result, the last node in `order`."
        ),
        Hint("C or F?", "Two paths may meet in the same parent: add, don't replace."),
    ),
)

pass_back = Code(
    "04.pass_back",
    points=2,
    minutes=8,
    difficulty=2,
    asks="pass_back(order, parents, local) -> dict with the gradient of each node",
    cases=table_cases,
    arguments=("order", "parents", "local"),
    hints=(
        Hint(
            "I don't know where to begin.",
            "With the lines of the last exercise. Type them; you know their order.",
        ),
        Hint(
            "How do I get a parent together with its local gradient?",
            "`for parent, slope in zip(parents[node], local[node]):`",
        ),
        Hint(
            "Nearly the answer",
            "`grad[parent] += grad[node] * slope`, in a loop over `reversed(order)`, after "
            "`grad[order[-1]] = 1.0`.",
        ),
    ),
)


@pass_back.right
def reference(order, parents, local):
    nodes = {}
    for node in order:
        before = tuple(nodes[parent] for parent in parents[node])
        nodes[node] = Value(0.0, parents=before, local=tuple(local[node]))
    nodes[order[-1]].backward()
    return {node: value.grad for node, value in nodes.items()}


@pass_back.wrong(tell=OVERWRITTEN)
def overwritten(order, parents, local):
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] = grad[node] * slope
    return grad


@pass_back.wrong
def not_seeded(order, parents, local):
    """Everything is 0, because the walk begins with 0. The gradient of the result with respect to
    itself is 1: put that in first."""
    return dict.fromkeys(order, 0.0)


@pass_back.wrong
def all_seeded(order, parents, local):
    """Every node begins with 1. Only the result does; the others begin with 0 and get what
    arrives."""
    grad = dict.fromkeys(order, 1.0)
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def leaves_to_result(order, parents, local):
    """Nothing has come further than the parents of the result. Either you walk from the leaves to
    the result: take `order` from its end. Or `return` stands inside the loop and ends the walk
    after its first turn."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in order:
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def sum_along_the_path(order, parents, local):
    """On an arrow you add the local gradient to what comes from above. It scales it: multiply."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] + slope
    return grad


@pass_back.wrong
def local_only(order, parents, local):
    """You pass on the local gradient alone. Multiply it by the gradient that the node itself has
    received."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += slope
    return grad


@pass_back.wrong
def multiplied_on_arrival(order, parents, local):
    """Where two paths meet you multiply. Along a path one multiplies, where paths meet one adds."""
    grad = dict.fromkeys(order, 1.0)
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] *= grad[node] * slope
    return grad


@pass_back.also_right
def gradients_collected(order, parents, local):
    """Each node asks its listeners, instead of being told by them."""
    grad = {order[-1]: 1.0}
    for node in order[-2::-1]:
        grad[node] = sum(
            grad[listener] * slope
            for listener in order
            for parent, slope in zip(parents[listener], local[listener], strict=True)
            if parent == node
        )
    return grad


@pass_back.also_right
def gradients_by_paths(order, parents, local):
    """The sum over all paths, written out: right, and slow where there are many."""
    grad = dict.fromkeys(order, 0.0)

    def walk(node, product):
        grad[node] += product
        for parent, slope in zip(parents[node], local[node], strict=True):
            walk(parent, product * slope)

    walk(order[-1], 1.0)
    return grad
