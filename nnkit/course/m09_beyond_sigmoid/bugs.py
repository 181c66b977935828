"""Find the bug, and explain: bias correction, a mask that stays, an answer that is always one."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Why, Wrong

bug_thousand = Choice(
    "09.bug_thousand",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line makes Adam's first step a thousand times too long",
    options=(
        Wrong(
            "m = beta1 * m + (1 - beta1) * g",
            "mean",
            "This is the mean as it should be: after the first step 0.1 g, and its hat makes g.",
        ),
        Wrong(
            "v = beta2 * v + (1 - beta2) * g**2",
            "square",
            "This is the mean square as it should be: after the first step 0.001 g².",
        ),
        Wrong(
            "m_hat = m / (1 - beta1**t)",
            "first-hat",
            "0.1 g / 0.1 is g. That is right. What becomes of the other hat?",
        ),
        Right(
            "v_hat = v * (1 - beta2**t)",
            "0.001 g² times 0.001: its root is g / 1000, and it stands below the line.",
        ),
        Wrong(
            "w = w - alpha * m_hat / (np.sqrt(v_hat) + eps)",
            "step",
            "The step is right, if the two hats are.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Go through it with g = 1 and t = 1: what is each line?"),
        Hint("m_hat is 1.", "v is 0.001. What should v_hat be, and what is it?"),
        Hint("Nearly the answer", "Both hats make larger what started from 0."),
    ),
)

bug_mask = Choice(
    "09.bug_mask",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="which line is why half the rows of W1 rest for a whole epoch",
    options=(
        Right(
            "mask = (rng.random((50, 1)) >= p) / (1 - p)",
            "It stands before the loop over the mini-batches. Each of them needs a new one.",
        ),
        Wrong(
            "for x, y in batches:",
            "loop",
            "The loop goes through the mini-batches as it should. What is done before it, once?",
        ),
        Wrong(
            "    a1 = relu(W1 @ x + b1) * mask",
            "forward",
            "Here the mask belongs: what is dropped sends 0.",
        ),
        Wrong(
            "    error1 = W2.T @ delta2 * mask  # the slope comes later",
            "backward",
            "The error has to go through the same mask: who said nothing is not to blame. So rows "
            "of W1 may rest in one mini-batch. But for a whole epoch?",
        ),
        Wrong(
            "a1 = relu(W1 @ x_validation + b1)",
            "validation",
            "Without a mask, as it should be: nothing is dropped when the network is asked.",
        ),
    ),
    hints=(
        Hint("Which rows of W1 rest?", "Those whose neuron is dropped: no error comes to them."),
        Hint("When should that change?", "With every mini-batch."),
        Hint("Nearly the answer", "Which line draws, and how often is it run?"),
    ),
)

bug_alone = Choice(
    "09.bug_alone",
    kind="find-the-bug",
    points=1,
    minutes=3,
    difficulty=2,
    asks="why a network is right on 100 digits at once, and says the same to each digit alone",
    options=(
        Wrong(
            "`axis=1` is wrong: with one digit it has to be `axis=0`",
            "axis",
            "The axis is that of the examples, however many there are. What is the mean of one?",
        ),
        Wrong(
            "the variance has to be divided by N − 1",
            "sample-variance",
            "With N = 1 that would be 0/0. And z − mean would still be what it is: which number?",
        ),
        Right(
            "mean and variance are those of what is asked; the remembered ones are needed",
            "The mean of one digit is this digit: z_hat is 0, and what comes out is β.",
        ),
        Wrong(
            "`eps` is too small: the variance of one digit is 0, so it divides by 0",
            "eps",
            "ε prevents that: 0 / √ε is 0. So z_hat is 0 for every digit. But why is it 0?",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Let z be one column. What is its mean along the row?"),
        Hint("It is z itself.", "Then z − mean is 0, for each digit. What comes out?"),
        Hint("Nearly the answer", "β, always. Whose mean should be subtracted in an answer?"),
    ),
)

why_two_decays = Why(
    "09.why_two_decays",
    points=2,
    minutes=8,
    difficulty=2,
    asks="why decay in the loss and in the step are one for SGD and two for Adam",
    rubric=(
        "0.5 points: for plain gradient descent both are one formula, (1 − αλ)w − αg",
        "1 point: Adam divides by the root of the mean square, so that what was added to the "
        "gradient is divided too: where gradients are large hardly any decay is left",
        "0.5 points: numbers of section 8, such as 0.99 and 0.26 of the weights, and 0.61 for "
        "all beside the step",
    ),
)
