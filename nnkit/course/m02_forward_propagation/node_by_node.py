"""One neuron after the other, and what happens far out on the sigmoid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnkit.activations import sigmoid
from nnkit.checks import cases
from nnkit.checks.exercise import Choice, Code, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m02_forward_propagation.fresh import Neuron, draw_node
from nnkit.course.m02_forward_propagation.shared import LECTURE, LECTURE_TRACE


def neuron_cases(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Weights (n_in,), bias, inputs (n_in,); one neuron of the lecture, and a saturated one."""
    yield np.array([4, 5]), 1, np.array([0.2, 0.3])
    for n_in in (3, 5, 2):
        yield cases.normal(rng, n_in), float(cases.normal(rng, 1)[0]), cases.normal(rng, n_in)
    yield 4 * cases.normal(rng, 6), -1.5, 4 * cases.normal(rng, 6)


possible_order = Choice(
    "02.possible_order",
    points=1,
    minutes=2,
    asks="The order of computing in which a neuron is computed too early",
    options=(
        Wrong(
            "3, 4, 5, 6",
            "top-to-bottom-fails",
            "This order works: 3, 4 and 5 need nothing but the two inputs, and 6 comes last.",
        ),
        Wrong(
            "5, 3, 4, 6",
            "fixed-order-in-a-layer",
            "This order works too. Neurons 3, 4 and 5 do not listen to one another, so it does not "
            "matter which of them comes first.",
        ),
        Wrong(
            "4, 5, 3, 6",
            "starts-in-the-middle",
            "Starting with 4 is fine: it needs only the two inputs, which are given.",
        ),
        Right(
            "3, 4, 6, 5",
            "Layer after layer; inside a layer any order will do, so a layer can be done at once.",
        ),
    ),
    hints=(
        Hint("They all look possible.", "Ask of each neuron: whose values does it need?"),
        Hint("Who needs whom?", "3, 4 and 5 need 1 and 2. Neuron 6 needs 3, 4 and 5."),
        Hint("I still don't see it.", "Find the order in which 6 comes before one of 3, 4, 5."),
    ),
)

n4 = Value(
    "02.n4",
    points=1,
    minutes=3,
    asks="The value of node 4, three decimals",
    fresh=Fresh(Neuron(0.2, 0.3, 5, 6, 1), draw_node),
    practice=(
        "Node 4 listens to n₁ = {x1} and n₂ = {x2}, with the weights w₁₄ = {w1} and w₂₄ = "
        "{w2} and the bias b₄ = {b}. What is n₄ = σ(z₄)? Three decimals."
    ),
    reference=lambda n: n.output,
    why="The same two inputs, other weights: another opinion about the same news.",
    misconceptions=(
        Misconception(
            "no-activation",
            lambda n: n.z,
            "{z} is the pre-activation z₄. The value of the node is the sigmoid of it.",
        ),
        Misconception(
            "no-bias",
            lambda n: float(sigmoid(n.unbiased)),
            "This is σ({unbiased}): the bias b₄ = {b} is missing.",
        ),
        Misconception(
            "wrong-neuron",
            float(sigmoid(3.3)),
            "This is node 3. The weights into node 4 are w₁₄ and w₂₄.",
        ),
        Misconception(
            "inputs-swapped",
            lambda n: float(sigmoid(n.swapped)),
            "This is σ({swapped}): the inputs are swapped. w₁₄ belongs to node 1.",
        ),
        Misconception(
            "bias-after-activation",
            lambda n: float(sigmoid(n.unbiased)) + n.b,
            "The bias was added to the result. It is part of the sum, before the sigmoid: a "
            "sigmoid neuron is never above 1.",
        ),
        Misconception(
            "next-neuron",
            float(sigmoid(4.3)),
            "This is node 5. The weights into node 4 are w₁₄ and w₂₄.",
        ),
        Misconception(
            "minus-forgotten",
            lambda n: 1 - n.output,
            "This is 1 / (1 + e^z). The exponent needs its minus: e^-z.",
        ),
        Misconception(
            "two-decimals",
            0.98,
            "Right, but rounded to two decimals: three, please.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint(
            "Which weights are mine?", "Those whose second index is 4: w₁₄ = {w1} and w₂₄ = {w2}."
        ),
        Hint("I have the weights.", "z₄ = w₁₄·n₁ + w₂₄·n₂ + b₄, as for node 3."),
        Hint("I have z₄ = {z}.", "Now `sigmoid({z})`, rounded to three decimals."),
    ),
)

z6 = Value(
    "02.z6",
    points=1,
    minutes=3,
    asks="The pre-activation of node 6, two decimals",
    reference=float(LECTURE_TRACE.z[2][0, 0]),
    tolerance=0.01,
    why="Three values just below 1, with weights around 10, make 30: far out on the sigmoid.",
    misconceptions=(
        Misconception(
            "fed-with-pre-activations",
            float((LECTURE.weights[1] @ LECTURE_TRACE.z[1] + 1)[0, 0]),
            "You passed on 3.3, 3.8 and 4.3. Those are pre-activations; what a neuron tells the "
            "next layer is its activation: 0.964, 0.978, 0.987.",
        ),
        Misconception(
            "no-bias", float(LECTURE_TRACE.z[2][0, 0]) - 1, "The bias b₆ = 1 is missing."
        ),
        Misconception(
            "activation-given",
            1.0,
            "1 is n₆, what the sigmoid makes of it. Asked for is z₆, the number before that.",
        ),
        Misconception(
            "weights-reversed",
            float((LECTURE.weights[1][:, ::-1] @ LECTURE_TRACE.a[1] + 1)[0, 0]),
            "The weights are in reverse order: w₃₆ = 9 belongs to node 3, w₅₆ = 11 to node 5.",
        ),
        Misconception(
            "hidden-all-one",
            31.0,
            "You took all three hidden activations for 1. They are a little smaller: 0.964, 0.978, "
            "0.987.",
        ),
        Misconception(
            "hidden-all-one-and-no-bias",
            30.0,
            "30 is 9 + 10 + 11: the bias b₆ = 1 is missing, and the hidden activations are a "
            "little smaller than 1.",
        ),
        Misconception(
            "fed-with-inputs",
            9 * 0.2 + 10 * 0.3 + 1,
            "Node 6 does not listen to the inputs 0.2 and 0.3, but to nodes 3, 4 and 5.",
        ),
        Misconception(
            "rounded-on-the-way",
            9 * 0.96 + 10 * 0.98 + 11 * 0.99 + 1,
            "You rounded the hidden activations to two decimals. The weights are around 10, so "
            "take three decimals at least, and round at the end.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Which numbers go in?", "The activations of nodes 3, 4, 5: 0.964, 0.978, 0.987."),
        Hint("And which weights?", "w₃₆ = 9, w₄₆ = 10, w₅₆ = 11, and the bias b₆ = 1."),
        Hint("How do I put it together?", "9·0.964 + 10·0.978 + 11·0.987 + 1."),
    ),
)

n6_moves = Choice(
    "02.n6_moves",
    kind="prediction",
    points=1,
    minutes=2,
    asks="How far n6 moves when n1 rises from 0.2 to 0.9",
    options=(
        Wrong(
            "it falls, because it cannot rise any more",
            "output-falls",
            "All weights are positive and the sigmoid rises, so a larger input cannot lower the "
            "output. It comes closer to 1 and never reaches it.",
        ),
        Right(
            "it rises by less than a millionth",
            "The change is about 3e-14: at z = 30 the sigmoid is flat, and no news gets through.",
        ),
        Wrong(
            "it rises by about 0.1",
            "moderate-slope",
            "A slope of that size is what the sigmoid has in its middle, near z = 0. Node 6 sits "
            "at z = 30.",
        ),
        Wrong(
            "it rises by about 0.7, as the input did",
            "identity-in-mind",
            "That would be a neuron that hands its input on unchanged. Between here and there lie "
            "two sigmoids, and the second one is at z = 30.",
        ),
    ),
    hints=(
        Hint("I can't compute this in my head.", "No need: where on its curve is neuron 6?"),
        Hint("At z = 30. So?", "How steep is the sigmoid at 30? Think of its picture."),
        Hint("It is nearly flat there.", "Then even a big change of z₆ hardly changes n₆."),
    ),
)

neuron = Code(
    "02.neuron",
    kind="faded-code",
    points=2,
    minutes=6,
    asks="neuron(w, b, a) -> activation of one sigmoid neuron",
    cases=neuron_cases,
    arguments=("w", "b", "a"),
    exact_shape=True,
    accepts=(lambda w, b, a: sigmoid(np.sum(w * a) + b),),
    hints=(
        Hint(
            "What goes into the loop?",
            "Each turn makes `z` larger by one product, weight times activation.",
        ),
        Hint(
            "My result depends only on the last input.",
            "The old `z` must be on the right-hand side too: `z = z + ...`.",
        ),
        Hint("What do I return?", "Not `z` but `sigmoid(z)`, once, after the loop."),
    ),
)


@neuron.right
def reference(w, b, a):
    return float(sigmoid(np.dot(w, a) + b))


@neuron.wrong
def no_bias(w, b, a):
    """The bias is missing from your sum. It is there even when all inputs are 0."""
    return sigmoid(np.dot(w, a))


@neuron.wrong
def no_activation(w, b, a):
    """You return the pre-activation z. What the neuron tells others is its sigmoid."""
    return np.dot(w, a) + b


@neuron.wrong
def bias_after_activation(w, b, a):
    """You add the bias to the result of the sigmoid. It is part of the sum before: it decides how
    much the inputs must bring before the neuron says yes."""
    return sigmoid(np.dot(w, a)) + b


@neuron.wrong
def keeps_last_product(w, b, a):
    """Each turn of your loop replaces `z`, so only the last input is heard. Each turn has to add
    its product to what is already there."""
    return sigmoid(w[-1] * a[-1])


@neuron.wrong
def last_product_and_bias(w, b, a):
    """Each turn of your loop starts again from the bias, so only the last input is heard. `z`
    already holds the bias and all earlier products: add to it."""
    return sigmoid(w[-1] * a[-1] + b)


@neuron.wrong
def bias_each_time(w, b, a):
    """You add the bias once for each input. A neuron has one bias, added once."""
    return sigmoid(np.dot(w, a) + len(w) * b)


@neuron.wrong
def squashes_each_time(w, b, a):
    """The sigmoid stands inside your loop, so it is applied after each input. First the whole sum,
    then the sigmoid once."""
    z = b
    for i in range(len(w)):
        z = float(sigmoid(z + w[i] * a[i]))
    return z


@neuron.wrong
def sum_without_bias(w, b, a):
    """Two things are missing from your neuron: the bias in the sum, and the sigmoid of the sum."""
    return np.dot(w, a)


@neuron.wrong
def first_input_only(w, b, a):
    """Only the first input is heard. A `return` inside a loop ends the function in the first
    round."""
    return sigmoid(w[0] * a[0] + b)


@neuron.wrong
def dot_product_each_time(w, b, a):
    """Each round of your loop adds the whole dot product. One round adds one product, `weight *
    activation`."""
    return sigmoid(b + len(w) * np.dot(w, a))


@neuron.wrong
def sigmoids_added(w, b, a):
    """You take the sigmoid of each product and add those up. First the whole sum, with the bias,
    then the sigmoid once."""
    z = b
    for i in range(len(w)):
        z = z + sigmoid(w[i] * a[i])
    return z


@neuron.wrong
def sigmoid_of_sigmoids(w, b, a):
    """You take the sigmoid of each product and once more at the end. First the whole sum, with the
    bias, then the sigmoid once."""
    z = b
    for i in range(len(w)):
        z = z + sigmoid(w[i] * a[i])
    return sigmoid(z)


@neuron.wrong
def step(w, b, a):
    """You give 0 or 1, as a perceptron does. This neuron has the sigmoid, with all the values
    between."""
    return np.where(np.dot(w, a) + b > 0, 1.0, 0.0)


@neuron.wrong
def tanh(w, b, a):
    """You use tanh. A sigmoid neuron is asked for: `sigmoid(z)`."""
    return np.tanh(np.dot(w, a) + b)


@neuron.wrong
def slope(w, b, a):
    """a(1 − a) is the slope of the sigmoid. What the neuron puts out is the sigmoid itself."""
    s = sigmoid(np.dot(w, a) + b)
    return s * (1 - s)


@neuron.wrong
def bias_subtracted(w, b, a):
    """You subtract the bias. It is added, with the sign that it has."""
    return sigmoid(np.dot(w, a) - b)


@neuron.wrong
def bias_twice(w, b, a):
    """The bias is in your sum twice. `z = b` has put it there already."""
    return sigmoid(np.dot(w, a) + 2 * b)


@neuron.wrong
def added_for_multiplied(w, b, a):
    """You add each weight to its activation. The weight says how much is heard: it is
    multiplied."""
    return sigmoid(np.sum(w) + np.sum(a) + b)


@neuron.wrong
def minus_forgotten(w, b, a):
    """Your neuron says no where it should say yes: the sign of z is turned. In e^-z stands a
    minus."""
    return sigmoid(-np.dot(w, a) - b)


@neuron.wrong
def sums_multiplied(w, b, a):
    """You add up the weights, add up the activations, and multiply. Each weight belongs to one
    activation."""
    return sigmoid(np.sum(w) * np.sum(a) + b)


@neuron.wrong
def relu(w, b, a):
    """You use ReLU. A sigmoid neuron is asked for: `sigmoid(z)`."""
    return max(0, np.dot(w, a) + b)


@neuron.wrong
def mean_for_sum(w, b, a):
    """You take the mean of the products. A neuron adds them up."""
    return sigmoid(np.mean(w * a) + b)


@neuron.wrong
def no_sum(w, b, a):
    """You give one number for each input. A neuron adds its products up, and then there is one
    number for the sigmoid."""
    return sigmoid(w * a + b)


@neuron.wrong
def last_input_left_out(w, b, a):
    """The last input is missing from your sum."""
    return sigmoid(np.dot(w[:-1], a[:-1]) + b)


@neuron.wrong
def first_input_left_out(w, b, a):
    """The first input is missing from your sum."""
    return sigmoid(np.dot(w[1:], a[1:]) + b)


@neuron.wrong
def sigmoid_of_the_inputs(w, b, a):
    """You apply the sigmoid to the inputs. They are taken as they come; the sigmoid is the last
    step."""
    return np.dot(w, sigmoid(a)) + b


@neuron.wrong
def sigmoid_of_the_inputs_too(w, b, a):
    """You apply the sigmoid to the inputs as well. They are taken as they come; the sigmoid is the
    last step."""
    return sigmoid(np.dot(w, sigmoid(a)) + b)


@neuron.wrong
def bias_multiplied(w, b, a):
    """You multiply by the bias. It is added."""
    return sigmoid(b * np.dot(w, a))


@neuron.wrong
def power_only(w, b, a):
    """This is e^z. The sigmoid is 1 / (1 + e^-z): call `sigmoid(z)`."""
    return np.exp(np.dot(w, a) + b)


@neuron.also_right
def by_loop(w, b, a):
    """The sum written out."""
    z = b
    for i in range(len(w)):
        z = z + w[i] * a[i]
    return float(sigmoid(z))
