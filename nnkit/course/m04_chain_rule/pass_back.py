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
    """The graphs of `parents_first` with random local gradients; one has a slope of 0, and one a
    name that the last node does not depend on."""
    for parents, result in graph_cases(rng):
        order = ordered(parents, result)
        local = {node: normal(rng, len(parents[node])).tolist() for node in order}
        yield order, {node: parents[node] for node in order}, local
    flat, steep, second = (float(n) for n in (0.0, *normal(rng, 2)))
    graph = {"u": [], "w": [], "m": ["u"], "k": ["m", "w", "w"]}
    yield list(graph), graph, {"u": [], "w": [], "m": [steep], "k": [flat, steep, second]}
    graph = {"u": [], "w": [], "k": ["u"]}
    yield list(graph), graph, {"u": [], "w": [], "k": [steep]}


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
        Misconception(
            "seeded-in-the-loop",
            "beadch",
            "D stands inside the loops. The 1 is put in once, before the walk begins.",
        ),
        Misconception(
            "seeded-in-the-outer-loop",
            "bedach",
            "D stands inside the loop. The 1 is put in once, before the walk begins.",
        ),
        Misconception(
            "seeded-after-the-walk",
            "beacdh",
            "D comes after the walk. Without a 1 to begin with, every product is 0.",
        ),
        Misconception(
            "returned-too-early",
            "bdeahc",
            "Whatever stands after `return` is never done. So C has to come before H.",
        ),
        Misconception(
            "parents-before-the-node",
            "bdaech",
            "Line A asks for the parents of `node`, and only E says which node that is.",
        ),
        Misconception(
            "forwards-and-overwritten",
            "bdgafh",
            "Both traps: G begins with the leaves, which have nothing to pass back, and F replaces "
            "what has arrived already.",
        ),
        Misconception(
            "both-arrivals-f-first",
            "bdeafch",
            "Either C or F. F replaces what was there, and that undoes the sum.",
        ),
        Misconception(
            "both-arrivals-c-first",
            "bdeacfh",
            "Either C or F. F replaces what was there, and that undoes the sum.",
        ),
        Misconception(
            "return-missing", "bdeac", "H is missing. Without `return` nobody gets the dictionary."
        ),
        Misconception(
            "table-missing", "deach", "B is missing. There has to be a table before D writes in it."
        ),
        Misconception(
            "seeded-forwards",
            "bgach",
            "Two things: D is missing, so all products are 0, and G begins with the leaves.",
        ),
        Misconception(
            "overwritten-not-seeded",
            "beafh",
            "Two things: D is missing, so all products are 0, and F replaces what has arrived "
            "already.",
        ),
        Misconception(
            "backwards",
            "hcaedb",
            "This is the right order from its end. A program is read from the top.",
        ),
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
    exact_shape=True,
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


@pass_back.wrong
def seeded_at_the_start(order, parents, local):
    """The 1 stands at the first node of `order`. It belongs to the result, and that is the last:
    `order[-1]`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[0]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def result_named_f(order, parents, local):
    """You put the 1 at the name "f". The result may have any name: it is `order[-1]`."""
    grad = dict.fromkeys(order, 0.0)
    grad["f"] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
    return {node: grad[node] for node in order}


@pass_back.wrong(credit=0.5)
def one_arrow_of_two(order, parents, local):
    """If the same parent is used twice by a node, as in x · x, one of its two arrows is lost: a
    dictionary has a name only once. Go through parents and slopes together, with `zip`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in dict(zip(parents[node], local[node], strict=True)).items():
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong(credit=0.5)
def slope_by_index(order, parents, local):
    """If the same parent is used twice by a node, as in x · x, both arrows get the first slope:
    `index` finds the first place only. Go through parents and slopes together, with `zip`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent in parents[node]:
            grad[parent] += grad[node] * local[node][parents[node].index(parent)]
    return grad


@pass_back.wrong
def mean_on_arrival(order, parents, local):
    """Where paths meet you take the mean. What arrives is added up."""
    grad, arrived = dict.fromkeys(order, 0.0), dict.fromkeys(order, 0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        if arrived[node]:
            grad[node] /= arrived[node]
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
            arrived[parent] += 1
    return grad


@pass_back.wrong(credit=0.5)
def result_without_its_one(order, parents, local):
    """The result itself has 0. Its gradient with respect to itself is 1, also where it is the only
    node."""
    grad = reference(order, parents, local)
    grad[order[-1]] = 0.0
    return grad


@pass_back.wrong
def sent_on_at_once(order, parents, local):
    """A node passes on each time something arrives, so what came first is sent again. Each has one
    turn, when all has arrived: walk over `reversed(order)`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0

    def send(node):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] * slope
            send(parent)

    send(order[-1])
    return grad


@pass_back.wrong
def first_parent_only(order, parents, local):
    """Only the first parent of each node gets its share. Go through all of them."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in list(zip(parents[node], local[node], strict=True))[:1]:
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def last_parent_only(order, parents, local):
    """Only the last parent of each node gets its share: does the line with `grad[parent]` stand
    inside the loop?"""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in list(zip(parents[node], local[node], strict=True))[-1:]:
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def two_parents_only(order, parents, local):
    """Your nodes have two parents. There may be one, or three: go through `parents[node]` and
    `local[node]` with `zip`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        if parents[node]:
            for i in (0, 1):
                grad[parents[node][i]] += grad[node] * local[node][i]
    return grad


@pass_back.wrong(credit=0.5)
def not_for_a_single_leaf(order, parents, local):
    """A graph may be one single leaf. You ask for the parents of the result, and there are none."""
    grad = reference(order, parents, local)
    parents[order[-1]][0]
    return grad


@pass_back.wrong(credit=0.5)
def leaves_only(order, parents, local):
    """The gradients of the leaves alone are in your dictionary. Every name in `order` has one."""
    grad = reference(order, parents, local)
    return {node: grad[node] for node in order if not parents[node]}


@pass_back.wrong(credit=0.5)
def without_the_result(order, parents, local):
    """The result itself is missing in your dictionary. Its gradient is 1."""
    grad = reference(order, parents, local)
    del grad[order[-1]]
    return grad


@pass_back.wrong(credit=0.5)
def zeros_left_out(order, parents, local):
    """A node whose gradient is 0 is missing in your dictionary. 0 is a gradient, too: every name
    in `order` has its entry."""
    return {node: g for node, g in reference(order, parents, local).items() if g}


@pass_back.wrong(credit=0.5)
def list_for_dictionary(order, parents, local):
    """The numbers are right, but they lie in a list. A dictionary is asked for, with a name for
    each."""
    grad = reference(order, parents, local)
    return [grad[node] for node in order]


@pass_back.wrong(credit=0.5)
def order_turned(order, parents, local):
    """The gradients are right, but the caller's `order` is turned round: `order.reverse()` changes
    the list itself. `reversed(order)` leaves it alone."""
    grad = reference(order, parents, local)
    order.reverse()
    return grad


@pass_back.wrong(credit=0.5)
def order_emptied(order, parents, local):
    """The gradients are right, but the caller's `order` is empty now: `pop` takes the names out of
    it. `reversed(order)` leaves it alone."""
    grad = reference(order, parents, local)
    order.clear()
    return grad


@pass_back.wrong(credit=0.5)
def slopes_overwritten(order, parents, local):
    """The gradients are right, but you write into the caller's table `local`. Keep results in a
    dictionary of your own."""
    grad = reference(order, parents, local)
    for node in order:
        local[node] = [slope * grad[node] for slope in local[node]]
    return grad


@pass_back.wrong
def seeded_after_turning(order, parents, local):
    """Two things: after `order.reverse()` the result is the first name, and your 1 goes to a leaf;
    and the caller's list is changed. Use `reversed(order)`."""
    order.reverse()
    return seeded_at_the_start(order[::-1], parents, local)


@pass_back.wrong
def divided_by_the_slope(order, parents, local):
    """You divide by the slope. It says by how much a change grows on its way: multiply."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] += grad[node] / slope if slope else float("inf")
    return grad


@pass_back.wrong
def slopes_of_the_parent(order, parents, local):
    """You multiply by the slopes of the parent's own arrows. The arrow from `parent` to `node` has
    its slope in `local[node]`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent in parents[node]:
            for slope in local[parent]:
                grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def collected_from_the_parents(order, parents, local):
    """You add to the node what its parents have. It goes the other way: what the *node* has is
    multiplied by the slope and added to the parent, `grad[parent] += grad[node] * slope`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[node] += grad[parent] * slope
    return grad


@pass_back.wrong
def first_arrival_only(order, parents, local):
    """A node that is used twice keeps only what arrived first. What arrives over different paths
    has to be added up."""
    grad = {order[-1]: 1.0}
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            if parent not in grad:
                grad[parent] = grad[node] * slope
    return grad


@pass_back.wrong
def largest_arrival(order, parents, local):
    """Where paths meet you keep the largest. What arrives is added up."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] = max(grad[parent], grad[node] * slope)
    return grad


@pass_back.wrong
def slopes_exchanged(order, parents, local):
    """Parents and slopes are paired crosswise: the first slope belongs to the first parent."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node][::-1], strict=True):
            grad[parent] += grad[node] * slope
    return grad


@pass_back.wrong
def seeded_with_a_half(order, parents, local):
    """All gradients are half of what they should be: the result begins with 1."""
    return {node: g / 2 for node, g in reference(order, parents, local).items()}


@pass_back.wrong
def subtracted_on_arrival(order, parents, local):
    """What arrives is subtracted. It is added: `+=`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] -= grad[node] * slope
    return grad


@pass_back.wrong
def overwritten_forwards(order, parents, local):
    """Two things: you walk from the leaves, and each arrival replaces what was there. Walk over
    `reversed(order)`, and add with `+=`."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in order:
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] = grad[node] * slope
    return grad


@pass_back.wrong
def overwritten_and_not_multiplied(order, parents, local):
    """Two things: each arrival replaces what was there, and the slope is not multiplied by the
    gradient of the node."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], local[node], strict=True):
            grad[parent] = slope
    return grad


@pass_back.wrong
def gradient_without_slope(order, parents, local):
    """You pass on the gradient of the node as it is. On each arrow it is multiplied by the
    slope."""
    grad = dict.fromkeys(order, 0.0)
    grad[order[-1]] = 1.0
    for node in reversed(order):
        for parent in parents[node]:
            grad[parent] += grad[node]
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
