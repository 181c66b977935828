"""Recall, and questions about the worked Problem 1: what its numbers say and what its step does."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Fresh, Hint, Misconception, Right, Value, Wrong
from nnkit.course.m07_problems.fresh import Downhill, Passed, draw_downhill, draw_passed

recall_passed = Value(
    "07.recall_passed",
    points=0.5,
    minutes=1,
    asks="∂E/∂a of a hidden neuron with weights {w1}, {w2} to outputs with deltas {d1}, {d2}",
    question=(
        "A hidden neuron sends its activation to two outputs, with the weights {w1} and {w2}. "
        "The deltas of these outputs are {d1} and {d2}. What is passed back to the hidden "
        r"neuron, that is, what is $\partial E/\partial a$ there?"
    ),
    fresh=Fresh(Passed(2, -1, 0.3, 0.1), draw_passed),
    reference=lambda n: n.back,
    tolerance=0.001,
    why="One entry of Wᵀ δ: a hidden neuron collects along its column of W.",
    misconceptions=(
        Misconception(
            "one-path-only",
            lambda n: n.back1,
            "That is what comes back from the first output. The second one has heard this neuron "
            "as well: two paths, and their contributions add up.",
        ),
        Misconception(
            "sign-lost",
            lambda n: n.back1 + n.back2,
            "The weight {w2} has lost its sign: what comes back through it is {w2} times {d2}.",
        ),
        Misconception(
            "weights-left-out",
            lambda n: n.d1 + n.d2,
            "You added the deltas. Each comes back through the weight that leads to its output, "
            "and is multiplied by it.",
        ),
        Misconception(
            "mean-of-the-paths",
            lambda n: n.back / 2,
            "You took the mean of two paths. Where paths meet they are added.",
        ),
        Misconception(
            "weights-crossed",
            lambda n: n.w1 * n.d2 + n.w2 * n.d1,
            "Each delta comes back through the weight that leads to its own output: {w1} "
            "belongs to {d1}, and {w2} to {d2}.",
        ),
        Misconception(
            "turned-round", lambda n: -n.back, "Right size, wrong sign: {back1} less {back2}."
        ),
        Misconception(
            "weights-added",
            lambda n: float(n.w1 + n.w2),
            "You added the weights. Each is multiplied by the delta that comes back through it.",
        ),
    ),
    hints=(
        Hint("What comes back from one output?", "Its delta times the weight that leads to it."),
        Hint("Two outputs, two numbers?", "Two paths lead to the error: add."),
        Hint("Nearly the answer", "{w1} · {d1} + ({w2}) · {d2}"),
    ),
)

recall_bias = Choice(
    "07.recall_bias",
    points=0.5,
    minutes=1,
    asks="the gradient of a layer's biases, from its delta for a batch",
    question=(
        r"A layer of 4 neurons has a $\delta$ of shape (4, 7), for 7 examples. What is the "
        r"gradient of its biases, $\partial E/\partial b$?"
    ),
    options=(
        Wrong(
            "δ itself, shape (4, 7)",
            "not-summed",
            "A gradient has the shape of its variable, and there are four biases. Each of them "
            "serves all seven examples.",
        ),
        Wrong(
            "the mean of each row of δ, shape (4, 1)",
            "mean",
            "The mean over the examples has been taken at the output: its 1/N is in δ already.",
        ),
        Right(
            "the sum of each row of δ, shape (4, 1)",
            "Each example adds its share, and 1/N is in δ already.",
        ),
        Wrong(
            "the sum of each column of δ, shape (1, 7)",
            "wrong-axis",
            "That would add up over the neurons. Columns are examples, and these are added up.",
        ),
    ),
    hints=(
        Hint("Which shape must it have?", "That of the biases: four numbers, one for each neuron."),
        Hint("Seven examples, one bias?", "Its effects on E in all the examples add up."),
        Hint("Sum or mean?", "E is a mean, and its 1/N has come in with δ of the output."),
    ),
)

recall_step = Value(
    "07.recall_step",
    points=0.5,
    minutes=1,
    asks="x after one step of gradient descent on (x + {c})² from {x} with α = {alpha}",
    question=(
        "You go down $(x + {c})^2$ by gradient descent. You are at $x = {x}$ and the learning "
        "rate is {alpha}. Where are you after one step?"
    ),
    fresh=Fresh(Downhill(2, -4, 0.1), draw_downhill),
    reference=lambda n: n.new,
    tolerance=0.001,
    why="A negative slope moves x up, a positive one down: always towards lower ground.",
    misconceptions=(
        Misconception(
            "uphill",
            lambda n: n.x + n.alpha * n.slope,
            "You walked uphill, away from the minimum at {bottom}: the step is minus α times "
            "the slope, and the slope is {slope}.",
        ),
        Misconception(
            "no-learning-rate",
            lambda n: float(n.x - n.slope),
            "You took the whole slope as a step; α is {alpha}.",
        ),
        Misconception(
            "only-the-step",
            lambda n: -n.alpha * n.slope,
            "That is the step. Where does it take you from {x}?",
        ),
        Misconception(
            "factor-2-missing",
            lambda n: n.x - n.alpha * n.slope / 2,
            "The slope of (x + {c})² is 2(x + {c}): the factor 2 is missing.",
        ),
        Misconception(
            "slope-of-x-squared",
            lambda n: n.x - n.alpha * 2 * n.x,
            "That is a step with the slope 2x. The slope of (x + {c})² is 2(x + {c}), at {x} "
            "it is {slope}.",
        ),
        Misconception("sign-of-x", lambda n: -n.new, "Right size, wrong sign: you start at {x}."),
    ),
    hints=(
        Hint("What is the slope?", "2(x + {c}); at {x} it is {slope}."),
        Hint("Which sign?", "Downhill is against the slope."),
        Hint("Nearly the answer", "{x} − {alpha} · ({slope})"),
    ),
)

equal_blame = Choice(
    "07.equal_blame",
    points=1,
    minutes=3,
    difficulty=2,
    asks="why the last two entries of δ¹ are equal",
    options=(
        Wrong(
            "Their incoming weights, rows 3 and 4 of $W^1$, are the same.",
            "own-weights",
            "Look at `W1` again: it is neurons 1 and 4 that have the same incoming weights, and "
            "their deltas are 486 and 397.",
        ),
        Right(
            "Their outgoing weights, columns 3 and 4 of $W^2$, are the same.",
            "The error comes in where the activation goes out: through the outgoing weights.",
        ),
        Wrong(
            "They send the same activation.",
            "own-activation",
            "Neurons 3 and 4 send 15 and 21. Delta of a hidden neuron does not ask what it sent, "
            "only (for other activations than this one) how steep it is there.",
        ),
        Wrong(
            "It is chance: with another $x$ they would differ.",
            "chance",
            "Change x and try: the two stay equal. There is a reason, and it is in a weight "
            "matrix.",
        ),
    ),
    hints=(
        Hint("I do not know where to look.", "Write out the sums behind the two 397."),
        Hint(
            "Where do these sums come from?",
            "δ¹ = (W²)ᵀ δ²: entry i is a sum along column i of W².",
        ),
        Hint("Nearly the answer", "Columns 3 and 4 of W² are the same, (1, 2)."),
    ),
)

predict_step = Choice(
    "07.predict_step",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="what the step with α = 0.1 does to E",
    options=(
        Wrong(
            "0, because a linear network is solved in one step",
            "linear-so-solved",
            "The network is linear in x, but E is not linear in the weights, and nobody measured "
            "how far to go.",
        ),
        Wrong(
            "a little less than 16 553",
            "gradients-always-help",
            "That is what one hopes for, and what a short step does. Compare the new weights with "
            "the old ones: how short was this step?",
        ),
        Wrong(
            "up to ten times as large: it went a bit too far",
            "a-bit-too-far",
            "It does overshoot, but look at the size: `W2` went from about 2 to about −250. What "
            "will that make of hidden values of about −700?",
        ),
        Right(
            "more than a million times as large",
            "The direction was right. It holds for a short step, and this one was not short.",
        ),
    ),
    hints=(
        Hint("I have no idea.", "Compare the new weights with the old ones."),
        Hint("The gradient is right. So E must fall?", "Only for steps that are short enough."),
        Hint(
            "Nearly the answer",
            "Hidden values near −700 meet weights near −250, four of them for each output.",
        ),
    ),
)

largest_alpha = Value(
    "07.largest_alpha",
    points=1,
    minutes=3,
    asks="largest power of ten as α for which one step lowers E",
    reference=0.001,
    tolerance=1e-6,
    why="A hundred times less than the problem asks for, and still the longest useful step.",
    misconceptions=(
        Misconception(
            "as-given", 0.1, "With α = 0.1 the error grows to 391 591 816 900. Try smaller ones."
        ),
        Misconception(
            "still-too-large",
            0.01,
            "With α = 0.01 the error grows from 16 553 to more than 18 million.",
        ),
        Misconception(
            "not-the-largest",
            0.0001,
            "With α = 0.0001 it falls, yes. Does it still fall with a larger power of ten?",
        ),
        Misconception(
            "far-from-the-largest",
            0.00001,
            "With α = 0.00001 it falls, by very little. Look for the largest that still works.",
        ),
        Misconception(
            "border",
            0.0036,
            "That is where the curve crosses the line. Asked for is one of 0.1, 0.01, 0.001, …",
            credit=0.5,
        ),
        Misconception(
            "exponent", -3, "That is the exponent. Give the learning rate itself.", credit=0.5
        ),
        Misconception(
            "best-one",
            0.0007,
            "With 0.0007 the error is about the smallest. Asked for is the largest of 0.1, 0.01, "
            "0.001, … with which it falls.",
        ),
    ),
    hints=(
        Hint("How do I find out?", "Call `error_after(alpha)` with 0.1, 0.01, 0.001, …"),
        Hint("When does E fall?", "When the result is less than 16553."),
        Hint("Nearly the answer", "It is one of 0.01, 0.001 and 0.0001."),
    ),
)

source_delta = Value(
    "07.source_delta",
    points=1,
    minutes=4,
    difficulty=2,
    asks="∂E/∂b of the first output neuron, by central differences",
    reference=115.0,
    tolerance=0.05,
    why="So δ² = x₂ − y, as in the lecture's formula; the sentence turned it round.",
    misconceptions=(
        Misconception(
            "sign",
            -115.0,
            "Right size, wrong sign. Take E with the larger bias less E with the smaller one: does "
            "E grow or fall when the bias grows?",
        ),
        Misconception(
            "divided-by-h", 230.0, "Twice too large: from b − h to b + h the way is 2h, not h."
        ),
        Misconception(
            "not-divided",
            0.23,
            "That is how much E changes. The slope is this change divided by the way, 2h.",
        ),
        Misconception(
            "brackets-missing",
            0.000115,
            "That is next to nothing. Python divides by 2 and multiplies by h in `/ 2 * h`; put "
            "the way in brackets, `/ (2 * h)`.",
        ),
        Misconception(
            "second-output",
            141.0,
            "That is the slope along the second bias. The first one is the upper entry of b2.",
        ),
        Misconception(
            "both-outputs",
            256.0,
            "You changed both biases at once. `step` changes the first one only.",
        ),
        Misconception(
            "half",
            57.5,
            "Half of what it should be: from b − h to b + h the way is 2h. Or did you compare "
            "with E in the middle, and divide by 2h?",
        ),
    ),
    hints=(
        Hint(
            "How do I change one bias?",
            "`b2 + step` is a new array in which only the first entry is larger.",
        ),
        Hint("What is a central difference?", "(E(b + h) − E(b − h)) / (2h)"),
        Hint("Nearly the answer", "`(error_with(b2 + step) - …) / (2 * 0.001)`"),
    ),
)
