"""Recall, and questions about the worked Problem 1: what its numbers say and what its step does."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_passed = Value(
    "07.recall_passed",
    points=0.5,
    minutes=1,
    asks="∂E/∂a of a hidden neuron with weights 2, −1 to outputs with deltas 0.3, 0.1",
    reference=0.5,
    tolerance=0.001,
    why="One entry of Wᵀ δ: a hidden neuron collects along its column of W.",
    misconceptions=(
        Misconception(
            "one-path-only",
            0.6,
            "That is what comes back from the first output. The second one has heard this neuron "
            "as well: two paths, and their contributions add up.",
        ),
        Misconception(
            "sign-lost",
            0.7,
            "The weight −1 has lost its sign: what comes back through it is −1 times 0.1.",
        ),
        Misconception(
            "weights-left-out",
            0.4,
            "You added the deltas. Each comes back through the weight that leads to its output, "
            "and is multiplied by it.",
        ),
        Misconception(
            "mean-of-the-paths",
            0.25,
            "You took the mean of two paths. Where paths meet they are added.",
        ),
    ),
    hints=(
        Hint("What comes back from one output?", "Its delta times the weight that leads to it."),
        Hint("Two outputs, two numbers?", "Two paths lead to the error: add."),
        Hint("Nearly the answer", "2 · 0.3 + (−1) · 0.1"),
    ),
)

recall_sign = Choice(
    "07.recall_sign",
    points=0.5,
    minutes=1,
    asks="the step that goes with an error of expected − actual",
    options=(
        Wrong(
            r"$W - \alpha\,\Delta W$, because one always goes against the gradient",
            "always-minus",
            "One goes against the gradient of E, and this is not it: with expected − actual every "
            "product has the sign turned, so ΔW points downhill already.",
        ),
        Wrong(
            r"either, the sign does not matter as long as $\alpha$ is small",
            "sign-does-not-matter",
            "A small step in the wrong direction still goes uphill. Only one of the two signs is "
            "right.",
        ),
        Wrong(
            "neither: with such an error nothing can be learnt",
            "convention-is-an-error",
            "The AND network of module 06 learns with just this error. It is a convention, and its "
            "counterpart is the sign of the step.",
        ),
        Right(r"$W + \alpha\,\Delta W$", "The minus is used once: in the error or in the step."),
    ),
    hints=(
        Hint("What is this error in our notation?", "expected − actual is y − a: minus ours."),
        Hint("And what becomes of ΔW?", "A product with it, so minus our ∂E/∂W."),
        Hint("Nearly the answer", "We subtract α ∂E/∂W. What is that with ΔW = −∂E/∂W?"),
    ),
)

recall_step = Value(
    "07.recall_step",
    points=0.5,
    minutes=1,
    asks="x after one step of gradient descent on (x + 2)² from −4 with α = 0.1",
    reference=-3.6,
    tolerance=0.001,
    why="A negative slope moves x up, a positive one down: always towards lower ground.",
    misconceptions=(
        Misconception(
            "uphill",
            -4.4,
            "You walked uphill, away from the minimum at −2: the step is minus α times the slope, "
            "and the slope is −4.",
        ),
        Misconception("no-learning-rate", 0.0, "You took the whole slope as a step; α is 0.1."),
        Misconception("only-the-step", 0.4, "That is the step. Where does it take you from −4?"),
    ),
    hints=(
        Hint("What is the slope?", "2(x + 2); at −4 it is −4."),
        Hint("Which sign?", "Downhill is against the slope."),
        Hint("Nearly the answer", "−4 − 0.1 · (−4)"),
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
    tolerance=0.5,
    why="So δ² = x₂ − y, as in the lecture's formula; the sentence turned it round.",
    misconceptions=(
        Misconception(
            "sign",
            -115.0,
            "The wrong sign. Take E with the larger bias less E with the smaller one: does E grow "
            "or fall when the bias grows?",
        ),
        Misconception(
            "divided-by-h", 230.0, "Twice too large: from b − h to b + h it is a way of 2h."
        ),
        Misconception(
            "not-divided",
            0.23,
            "That is how much E changes. The slope is this change divided by the way, 2h.",
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
