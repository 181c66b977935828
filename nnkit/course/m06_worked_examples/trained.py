"""The tutorial's network after training: proof-reading its printed pass, and what was reached."""

from __future__ import annotations

import numpy as np

from nnkit.checks.exercise import Choice, Hint, Misconception, Order, Right, Value, Wrong
from nnkit.course.m06_worked_examples.documents import TRAINED_TRACE

PRINTED_Z3 = np.array([[1.3709], [1.5015]])
"""From the printed activations, in the right order."""

proof_read = Choice(
    "06.proof_read",
    kind="find-the-bug",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="Which of the four printed columns have a slip of their own",
    options=(
        Right(r"$\;z^2 = \Theta^1 x = (1.13,\ 1.03)$"),
        Wrong(r"$\;a^2 = \sigma(z^2) = (0.756,\ 0.737)$"),
        Right(
            r"$\;z^3 = \Theta^2 \begin{bmatrix} 1 & 0.756 & 0.737\end{bmatrix}^\top = (1.5015,\ "
            "1.3709)$"
        ),
        Wrong(r"$\;a^3 = \sigma(z^3) = (0.7975,\ 0.8178)$"),
    ),
    why="One lost decimal and two rows exchanged: two slips in four lines of print.",
    misconceptions=(
        Misconception(
            "only-the-first",
            "a",
            "(a) is wrong, yes. There is another one: add up the first row of z³.",
            credit=0.5,
        ),
        Misconception(
            "only-the-rows",
            "c",
            "(c) is wrong, yes. There is another one, with all its decimals.",
            credit=0.5,
        ),
        Misconception(
            "outputs-instead",
            "ad",
            "In (c) and (d) one order must be wrong. Compute 0.7 + 0.4·0.756 + 0.5·0.737: does it "
            "belong on top in z³?",
        ),
        Misconception(
            "all-downstream",
            "abcd",
            "Two of them have no slip of their own: σ(1.13) is 0.756, and σ(1.3709) is 0.7975.",
        ),
        Misconception(
            "outputs-too",
            "acd",
            "(a) and (c), yes. But (d) is right: σ(1.3709) is 0.7975, and 1.3709 is what the first "
            "row of Θ² gives.",
            credit=0.5,
        ),
        Misconception(
            "outputs-for-sums",
            "cd",
            "(c) is wrong, yes. (d) is right: σ(1.3709) is 0.7975, and 1.3709 is what the first "
            "row of Θ² gives. And add up the first row of z² with all decimals.",
        ),
        Misconception(
            "activations-for-sums",
            "bc",
            "(c) is wrong, yes. But (b) follows from (a) as printed: σ(1.13) is 0.756. So look at "
            "(a) again.",
        ),
        Misconception(
            "first-half",
            "ab",
            "(a) is wrong, yes. But (b) follows from it as printed: σ(1.13) is 0.756. Add up the "
            "first row of z³ as well.",
        ),
        Misconception(
            "all-but-the-first",
            "bcd",
            "(c) is wrong. But σ(1.13) is 0.756, and σ(1.3709) is 0.7975, as (b) and (d) have it. "
            "Add up 0.4 + 0.6·0.85 + 0.9·0.25.",
        ),
        Misconception(
            "rounding-carried",
            "abc",
            "(a) and (c) are wrong. But (b) follows from (a) as printed: σ(1.13) is 0.756.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Add up 0.4·1 + 0.6·0.85 + 0.9·0.25, with all decimals."),
        Hint("What about z³?", "Its first row is 0.7 + 0.4·0.756 + 0.5·0.737."),
        Hint("How many are there?", "Two of the four."),
    ),
)

right_z3 = Value(
    "06.right_z3",
    points=1,
    minutes=3,
    asks="z³ as it should be printed, from a² = (0.756, 0.737), four decimals",
    reference=PRINTED_Z3,
    tolerance=1e-4,
    why="Now the larger z has the larger a, as it must.",
    misconceptions=(
        Misconception(
            "as-printed", PRINTED_Z3[::-1], "So it is printed. Row 0 of Θ² makes entry 0 of z³."
        ),
        Misconception(
            "typed-as-printed",
            np.array([[4.6874], [1.5015]]),
            "You used 05 for 0.5, as the page has it: another misprint, in the sum itself.",
            credit=0.5,
        ),
        Misconception(
            "no-bias",
            np.array([[0.6709], [0.9015]]),
            "The first column of Θ² meets the 1 and is added as it stands: 0.7 and 0.6.",
        ),
        Misconception(
            "activated",
            np.array([[0.79756], [0.81784]]),
            "These are the outputs. Asked for is z³, before the sigmoid.",
        ),
        Misconception(
            "unrounded",
            TRAINED_TRACE.z[2],
            "Right for a² without rounding. Asked for is z³ from the printed a² = (0.756, 0.737).",
            credit=0.5,
        ),
        Misconception(
            "bias-last",
            np.array([[0.7 * 0.756 + 0.4 * 0.737 + 0.5], [0.6 * 0.756 + 0.9 * 0.737 + 0.3]]),
            "You took the last column of Θ² for the biases. The first column meets the 1.",
        ),
        Misconception(
            "two-decimals",
            np.array([[1.37], [1.5]]),
            "Right as far as they go; four decimals are asked for.",
            credit=0.5,
        ),
    ),
    hints=(
        Hint("What is the first row?", "0.7·1 + 0.4·0.756 + 0.5·0.737"),
        Hint("And the second?", "0.6·1 + 0.9·0.756 + 0.3·0.737"),
        Hint("Nearly the answer", "0.7 + 0.3024 + 0.3685, and 0.6 + 0.6804 + 0.2211"),
    ),
)

nearer = Choice(
    "06.nearer",
    kind="prediction",
    points=1,
    minutes=3,
    difficulty=2,
    asks="What training did to the two errors and to their half sum",
    options=(
        Wrong(
            "both outputs are nearer to their targets, and $E$ has fallen",
            "both-fall",
            "Output 1 was 0.7333 and is 0.7976; its target is 0.6905. It moved away.",
        ),
        Wrong(
            "both are further away, and $E$ has grown",
            "both-grow",
            "Output 2 was 0.7317 and is 0.8179; its target is 0.8657. It came nearer.",
        ),
        Right(
            "output 1 is further away, output 2 is nearer, and $E$ has fallen",
            "E is one number for both: it may fall while one output moves away from its target.",
        ),
        Wrong(
            "output 1 is nearer, output 2 is further away, and $E$ has fallen",
            "other-one",
            "The other way round: output 1 moved away from 0.6905, output 2 towards 0.8657.",
        ),
    ),
    hints=(
        Hint("Which numbers do I need?", "Targets 0.6905, 0.8657; outputs before and after."),
        Hint("Output 1?", "0.7333 became 0.7976, away from 0.6905."),
        Hint("Output 2?", "0.7317 became 0.8179, towards 0.8657."),
    ),
)

one_step = Order(
    "06.one_step",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="The lines of one training step of a 2-2-2 network with Θ",
    lines=(
        "    delta2 = theta2[:, 1:].T @ delta3 * a2 * (1 - a2)",
        "    a3 = sigmoid(theta2 @ with_one(a2))",
        "    theta2 = theta2 - alpha * theta_gradient(delta3, a2)",
        "    a2 = sigmoid(theta1 @ with_one(x))",
        "    delta3 = (a3 - t) * a3 * (1 - a3)",
        "    theta1 = theta1 - alpha * theta_gradient(delta2, x)",
        "    return theta1, theta2",
    ),
    reference="dbeacfg",
    before={
        "db": "Line B needs `a2`, which line D computes.",
        "be": "Line E needs `a3`, which line B computes.",
        "ea": "Line A needs `delta3`, which line E computes.",
        "da": "Line A needs `a2`, which line D computes.",
        "de": "Line E needs `a3`, and that needs `a2`. Forward comes first.",
        "ba": "Line A needs `delta3`, and that needs `a3`. Forward comes first.",
        "ec": "Line C needs `delta3`, which line E computes.",
        "dc": "Line C needs `a2` and `delta3`. They have to be computed first.",
        "bc": "Line C changes Θ², and line B still needs the old one.",
        "af": "Line F needs `delta2`, which line A computes.",
        "ef": "Line F needs `delta2`, and that needs `delta3`.",
        "df": "Line F changes Θ¹, and line D still needs the old one.",
        "bf": "Line F needs `delta2`. Forward comes first.",
        "cg": "After `return` nothing is done any more: line C would never be reached.",
        "ac": "Line C changes Θ², and line A still passes the error back through the old one.",
        "fg": "After `return` nothing is done any more: line F would never be reached.",
        "ag": "`return` ends the function, so it comes last.",
        "eg": "`return` ends the function, so it comes last.",
        "bg": "`return` ends the function, so it comes last.",
        "dg": "`return` ends the function, so it comes last.",
    },
    why="Both deltas come from the old weights; only then does anything change.",
    misconceptions=(
        Misconception(
            "updated-weights",
            "dbecafg",
            "Line C changes Θ² before line A passes the error back through it. E was computed with "
            "the old Θ²; its gradient belongs to the old one.",
            credit=0.5,
        ),
        Misconception(
            "error-before-output", "debacfg", "Line E needs `a3`, which line B computes."
        ),
        Misconception(
            "hidden-delta-first",
            "dbaecfg",
            "Line A needs `delta3`. The error comes from the output: E is before A.",
        ),
        Misconception(
            "layers-reversed",
            "bdeacfg",
            "Line B needs `a2`, which line D computes. Forward goes from the input on.",
        ),
    ),
    accepts=("dbeafcg",),
    hints=(
        Hint("What comes first?", "Forward: hidden layer, then output layer."),
        Hint("And then?", "Delta of the output, delta of the hidden layer."),
        Hint("When may weights change?", "When both deltas are there."),
    ),
)
