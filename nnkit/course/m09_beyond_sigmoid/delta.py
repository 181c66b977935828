"""Softmax and cross-entropy together: why a − y is left, and what it cures."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Order, Right, Wrong
from nnkit.course.in_order import orders

delta_proof = Order(
    "09.delta_proof",
    points=1.5,
    minutes=6,
    difficulty=3,
    asks="the lines that lead from −Σ y ln a to a − y",
    lines=(
        r"$= -y_j\,(1 - a_j)$, because only $a_j$ belongs to $z_j$",
        r"$= a_j - y_j$, because the targets of an example add up to 1",
        r"$z_j$ acts on every $a_k$, so "
        r"$\;\dfrac{\partial E}{\partial z_j} = \sum_k -\dfrac{y_k}{a_k}\cdot"
        r"\dfrac{\partial a_k}{\partial z_j}$",
        r"$= -y_j + a_j \sum_k y_k$",
        r"$E = -\sum_k y_k \ln a_k$, so "
        r"$\;\dfrac{\partial E}{\partial a_k} = -\dfrac{y_k}{a_k}$",
        r"$= -\dfrac{y_j}{a_j}\,a_j(1 - a_j) \;+\; "
        r"\sum_{k \ne j} -\dfrac{y_k}{a_k}\,(-a_k a_j)$",
    ),
    reference="ecfdb",
    before={
        "ec": "Line C multiplies by −y/a. That is what line E finds.",
        "cf": "Line F puts the slopes of softmax into the sum of line C. C has to be there first.",
        "fd": "Line D cancels what line F has written out.",
        "db": "Line B replaces Σ y by 1. That sum appears in line D.",
        "eb": "Line B is the end, and line E the beginning.",
        "cb": "Line B is the end of the chain, and line C its beginning.",
        "fb": "Line B is the end of the chain. Line F comes before it.",
        "ed": "Line D is nearly the end, and line E the beginning.",
        "cd": "Line D begins with =. What it continues begins in line C.",
        "ef": "Line F uses −y/a from line E.",
        "ea": "Line A is the wrong line; and the derivation begins with line E.",
        "ca": "Line A is the wrong line. Line C says why: z_j acts on every a_k, not on one.",
    },
    why="Every a in a denominator has cancelled: nothing can be divided by 0 any more.",
    misconceptions=(
        *orders(
            "one-path",
            "eca ecab ecadb ecabd ecadf ecdab ea eab eadb eacdb",
            "Line A takes one path only. z_j stands in the denominator of every softmax output, so "
            "it acts on all of them: leave A out, and use the line with the sum over k ≠ j.",
        ),
        *orders(
            "both-lines",
            "ecfadb ecafdb ecfdab ecfdba aecfdb ecafd ecafb ecfad ecfab ecfda ecfa",
            "Lines A and F both stand for the sum over k, and only one of them has all its terms.",
        ),
        *orders(
            "from-the-end",
            "bdfce bdafce bdfec",
            "You go from the end to the beginning. The derivation starts from the loss, line E.",
        ),
        *orders(
            "conclusion-missing",
            "ecfd",
            "One step is missing: what is the sum of the targets of one example?",
        ),
        *orders(
            "sum-skipped",
            "ecfb",
            "From line F to line B in one leap: the line in which a_k has cancelled is missing.",
        ),
        *orders(
            "slopes-skipped",
            "ecdb",
            "The slopes of softmax never come in. Before line D they have to be put into the sum.",
        ),
        *orders(
            "chain-rule-skipped",
            "efdb",
            "Line F begins with =, and what it continues is missing: the chain rule, line C.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "With the loss, and its slope by each a."),
        Hint("A or F?", "If z_1 grows, a_1 grows. What do a_2 and a_3 do?"),
        Hint("Nearly the answer", "E, C, F; then cancel; then use Σ y = 1."),
    ),
)

bug_twice = Choice(
    "09.bug_twice",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line makes the gradients of softmax with cross-entropy wrong",
    options=(
        Wrong(
            "a = softmax(z)                            # (C, N)",
            "softmax-line",
            "Forward needs softmax, and it is right. The loss is cross-entropy of this a.",
        ),
        Wrong(
            "delta = (a - y) / y.shape[1]",
            "delta-line",
            "(a − y)/N is delta of softmax with cross-entropy. It is what comes after it that "
            "is too much.",
        ),
        Right(
            "delta = delta * a * (1 - a)",
            "The slope of the activation is in a − y already. Multiplied by a(1 − a) once more, a "
            "saturated output is stuck again.",
        ),
        Wrong(
            "dW = delta @ a_before.T",
            "gradient-line",
            "Delta times what came in, transposed: this line is right, and the 1/N is in delta.",
        ),
        Wrong(
            "db = delta.sum(axis=1, keepdims=True)",
            "bias-line",
            "A sum over the columns, a column of shape (n, 1): this line is right.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Say for each line which of the four steps it is."),
        Hint("Through the activation?", "Which line goes through softmax? Or are there two?"),
        Hint("Nearly the answer", "a − y comes out after softmax. What else is done to it?"),
    ),
)

cure = Choice(
    "09.cure",
    kind="prediction",
    points=1,
    minutes=2,
    asks="after how many steps the saturated answer is right with cross-entropy",
    options=(
        Wrong(
            "about as many",
            "no-difference",
            "With the squared error the first delta is 0.002. With cross-entropy it is a − y, and "
            "that is 0.999.",
        ),
        Wrong(
            "about half as many",
            "half",
            "At the start it is not twice as fast but 500 times: compare the two deltas, 0.002 and "
            "0.999.",
        ),
        Right(
            "about 4",
            "Delta is a − y: the more wrong the answer, the larger the step. Nothing is stuck.",
        ),
        Wrong(
            "more than 1000",
            "slower",
            "The slope that made it slow has cancelled. Which of the two deltas is larger?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Compute both deltas of the first output at the start."),
        Hint(
            "Cross-entropy?",
            "0.999 − 0 is nearly 1, times α = 0.5, once for the weight and once for the bias.",
        ),
        Hint(
            "Nearly the answer",
            "The two z are 6.9 apart. Each step moves each of them by about 1, one down and the "
            "other up.",
        ),
    ),
)
