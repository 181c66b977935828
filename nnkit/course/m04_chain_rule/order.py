"""In which order the nodes may pass back: each only when all that it gets has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from numpy.random import Generator

from nnkit.checks.compare import describe
from nnkit.checks.exercise import Case, Choice, Code, Hint, Right, Wrong
from nnkit.checks.sizes import quoted, shortened

MOST_SHOWN = 20  # names of a list, and characters of a name

GRAPHS: tuple[dict[str, list[str]], ...] = (
    {"x": [], "y": [], "z": [], "q": ["x", "y"], "f": ["q", "z"]},
    {"x": [], "f": ["x", "x"]},
    {"x": [], "y": [], "q": ["x", "y"], "f": ["q", "x"]},
    {"f": ["c", "a"], "c": ["b"], "b": ["a"], "a": ["x", "y"], "x": [], "y": []},
    {"x": [], "a": ["x"], "b": ["a", "x"], "c": ["b", "a"], "d": ["c", "x"], "f": ["a", "d"]},
    {
        "f": ["r", "s"],
        "r": ["p", "q"],
        "s": ["q", "u"],
        "p": ["x"],
        "q": ["x", "y"],
        "u": ["p"],
        "x": [],
        "y": [],
    },
)


def graph_cases(rng: Generator) -> Iterator[Case]:
    """The notebook's graph; those above, renamed and shuffled; a chain, and a single leaf."""
    yield {"f": ["a", "b"], "b": ["a"], "a": ["x", "y"], "x": [], "y": []}, "f"
    letters = list("abcdefghjkmnpqrstuvwxyz")
    for graph in GRAPHS:
        new = dict(zip(graph, rng.permutation(letters)[: len(graph)].tolist(), strict=True))
        entries = [(new[node], [new[p] for p in parents]) for node, parents in graph.items()]
        yield dict(entries[i] for i in rng.permutation(len(entries))), new["f"]
    names = rng.permutation(letters)[:5].tolist()
    yield {node: names[i + 1 : i + 2] for i, node in enumerate(names)}, names[0]
    yield {names[0]: []}, names[0]


def use_order(answer: Callable[..., Any], parents: dict[str, list[str]], result: str) -> str:
    """Say that an order is right, whichever it is, or what is wrong with it."""
    order = answer(parents, result)
    if not isinstance(order, (list, tuple)):
        raise TypeError(f"a list of names is needed; what came back is {describe(order)}")
    fault = _fault(list(order), parents)
    if not fault:
        return "each node behind its parents"
    shown = [node if isinstance(node, str) else quoted(node) for node in order[:MOST_SHOWN]]
    names = ", ".join(shortened(name, MOST_SHOWN) for name in shown)
    return f"[{names}{', …' if len(order) > MOST_SHOWN else ''}]: {fault}"


def _fault(order: list[Any], parents: dict[str, list[str]]) -> str:
    """The first thing wrong with an order; empty if there is nothing."""
    for node in order:
        if not isinstance(node, str) or node not in parents:
            return f"{quoted(node)} is no node"
        if order.count(node) > 1:
            return f"{node} is there {order.count(node)} times"
    for node in parents:
        if node not in order:
            return f"{node} is missing"
    for i, node in enumerate(order):
        for parent in parents[node]:
            if order.index(parent) > i:
                return f"{node} stands before its parent {parent}"
    return ""


too_early = Choice(
    "04.too_early",
    points=1,
    minutes=3,
    difficulty=2,
    asks="The walk back in which a node passes on too early",
    options=(
        Wrong(
            "f, b, a, x, y",
            "this-one-works",
            "This walk is fine: b reports to a before a passes anything on.",
        ),
        Wrong(
            "f, b, a, y, x",
            "leaves-may-wait",
            "This walk is fine as well. y passes nothing on, so it may come before x or after.",
        ),
        Right(
            "f, a, b, x, y",
            "a passes back only when both of its listeners, b and f, have sent it their share.",
        ),
        Wrong(
            "in none of them",
            "all-are-fine",
            "Look at a: it is heard by b and by f. In one of the three walks it passes on when "
            "only one of them has reported.",
        ),
    ),
    hints=(
        Hint(
            "What is too early?",
            "A node passes on its gradient while a part of it is still missing.",
        ),
        Hint(
            "Who sends gradients to a?",
            "Its listeners: the nodes that its arrows lead to, b and f.",
        ),
        Hint("I still don't see it.", "Find the walk in which a comes before b."),
    ),
)

parents_first = Code(
    "04.parents_first",
    kind="faded-code",
    points=2,
    minutes=8,
    difficulty=2,
    asks="parents_first(parents, result) -> list of all nodes, each behind its parents",
    cases=graph_cases,
    use=use_order,
    arguments=("parents", "result"),
    hints=(
        Hint(
            "I don't know what `visit` has to do.",
            "It makes sure that a node is in the list, behind all its parents.",
        ),
        Hint(
            "How do I get the parents into the list?",
            "By the same function: `visit(parent)` for each of them. Each call takes care of its "
            "own parents in turn.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop `visit(parent)`, and behind the loop `order.append(node)`.",
        ),
    ),
)


@parents_first.right
def reference(parents, result):
    order: list[str] = []
    stack = [(result, False)]
    while stack:
        node, ready = stack.pop()
        if node in order:
            continue
        if ready:
            order.append(node)
        else:
            stack.append((node, True))
            stack.extend((parent, False) for parent in reversed(parents[node]))
    return order


@parents_first.wrong(credit=0.5)
def result_first(parents, result):
    """Your list runs from the result to the leaves. Asked for is the other direction: each node
    behind its parents, the result last."""
    return reference(parents, result)[::-1]


@parents_first.wrong
def appended_before_its_parents(parents, result):
    """You append a node when you come to it, before its parents are in the list. Visit all parents
    first; then append."""
    order = []

    def visit(node):
        if node not in order:
            order.append(node)
            for parent in parents[node]:
                visit(parent)

    visit(result)
    return order


@parents_first.wrong
def visited_again(parents, result):
    """A node that is used twice stands in your list twice. A second visit has nothing left to
    do."""
    order = []
    for parent in parents[result]:
        order += visited_again(parents, parent)
    return [*order, result]


@parents_first.wrong(credit=0.5)
def without_the_result(parents, result):
    """The last node is missing: the result itself."""
    return reference(parents, result)[:-1]


@parents_first.wrong
def without_leaves(parents, result):
    """The leaves are missing. They have no parents, and yet they are what you want the gradients
    for."""
    return [node for node in reference(parents, result) if parents[node]]


@parents_first.wrong
def level_by_level(parents, result):
    """You go back level by level from the result. That fails where a short and a long path lead to
    the same node: it is placed by the short one, and then comes behind a node that needs it."""
    order = [result]
    for node in order:
        order += [p for p in dict.fromkeys(parents[node]) if p not in order]
    return order[::-1]


@parents_first.wrong
def appended_for_each_parent(parents, result):
    """A node stands in your list once for each parent, and a leaf never: `order.append(node)` comes
    after the loop over the parents, not in it."""
    order = []

    def visit(node):
        if node not in order:
            for parent in parents[node]:
                visit(parent)
                order.append(node)

    visit(result)
    return order


@parents_first.wrong
def first_parent_only(parents, result):
    """You visit the first parent only. All of them have to be in the list before the node."""
    order = []

    def visit(node):
        if node not in order:
            for parent in parents[node][:1]:
                visit(parent)
            order.append(node)

    visit(result)
    return order


@parents_first.wrong
def last_parent_only(parents, result):
    """You visit the last parent only. All of them have to be in the list before the node: is
    `visit(parent)` inside the loop?"""
    order = []

    def visit(node):
        if node not in order:
            for parent in parents[node][-1:]:
                visit(parent)
            order.append(node)

    visit(result)
    return order


@parents_first.wrong
def ends_at_the_first_parent(parents, result):
    """The function ends at the first parent of each node, so the nodes themselves are missing: a
    `return` stands inside the loop."""
    order = []

    def visit(node):
        if node not in order:
            for parent in parents[node]:
                visit(parent)
                return
            order.append(node)

    visit(result)
    return order


@parents_first.wrong
def two_parents_only(parents, result):
    """Your nodes have two parents, no more and no fewer. Go through `parents[node]` in a loop."""
    order = []

    def visit(node):
        if node not in order:
            if parents[node]:
                visit(parents[node][0])
                visit(parents[node][1])
            order.append(node)

    visit(result)
    return order


@parents_first.wrong
def one_step_back(parents, result):
    """You go one step back only: the parents of the result are there, and not theirs. Ask
    `visit(parent)` for each parent; it takes care of its own."""
    order = []
    for parent in parents[result]:
        if parent not in order:
            order.append(parent)
    return [*order, result]


@parents_first.wrong
def parents_noted_not_visited(parents, result):
    """You append the parents of the result, and not what they need themselves. Ask `visit(parent)`
    for each parent; it takes care of its own."""
    return [*parents[result], result]


@parents_first.wrong
def put_in_front(parents, result):
    """You take down each node when you come to it, with its parents in front of it. That fails
    where a short and a long path lead to the same node. Visit all parents first; then append."""
    order = []

    def visit(node):
        if node not in order:
            order.insert(0, node)
            for parent in parents[node]:
                visit(parent)

    visit(result)
    return order


@parents_first.wrong
def parents_appended_after_their_visit(parents, result):
    """You append the parents, each after its visit: so the result is missing, and a node with
    several users comes again. Append the `node` itself, after the loop."""
    order = []

    def visit(node):
        if node not in order:
            for parent in parents[node]:
                visit(parent)
                order.append(parent)

    visit(result)
    return order


@parents_first.wrong
def nothing_appended(parents, result):
    """The list stays empty: nothing is appended to it."""
    return []


@parents_first.wrong
def result_alone(parents, result):
    """Only the result is in your list. All that it is made of comes before it."""
    return [result]


@parents_first.wrong
def in_alphabetical_order(parents, result):
    """Your list is in alphabetical order. What counts is that each node stands behind its
    parents."""
    return sorted(parents)


@parents_first.wrong
def by_number_of_parents(parents, result):
    """You sort by the number of parents. A node with one parent can still come late: what counts is
    that each stands behind its parents."""
    return sorted(parents, key=lambda node: len(parents[node]))


@parents_first.wrong
def dictionary_reversed(parents, result):
    """You trust the order in which the dictionary was written. It may be written in any order: go
    by the parents."""
    return list(parents)[::-1]


@parents_first.wrong
def as_the_dictionary_has_them(parents, result):
    """You trust the order in which the dictionary was written. It may be written in any order: go
    by the parents."""
    return list(parents)


@parents_first.wrong(credit=0.5)
def parents_emptied(parents, result):
    """The order is right, but you take the parents out of the caller's lists: `pop` changes them.
    Go through them with `for`."""
    order = []

    def visit(node):
        if node not in order:
            while parents[node]:
                visit(parents[node].pop())
            order.append(node)

    visit(result)
    return order


@parents_first.also_right
def by_recursion(parents, result):
    order = []
    for parent in parents[result]:
        order += [node for node in by_recursion(parents, parent) if node not in order]
    return [*order, result]


@parents_first.also_right
def by_peeling(parents, result):
    """Take again and again a node all of whose parents are taken."""
    order: list[str] = []
    while result not in order:
        for node, needed in parents.items():
            if node not in order and all(parent in order for parent in needed):
                order.append(node)
    return order
