"""The AND network of the texts trained to the end, and the point that no line can get right."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

and_epochs = Choice(
    "08.and_epochs",
    kind="prediction",
    points=1,
    minutes=2,
    asks="after how many epochs the AND network with α = 0.05 gets all four right",
    options=(
        Wrong(
            "after 1: four examples are soon learnt",
            "at-once",
            "One epoch is four updates, each with a twentieth of the gradient. Module 06 made 20 "
            "such steps: a weight moved by a few tenths.",
        ),
        Wrong(
            "after about 50",
            "fifty",
            "That is 200 updates. A sigmoid passes on at most a quarter of an error, and α takes a "
            "twentieth of the rest: it goes more slowly than one thinks.",
        ),
        Right(
            "after more than 1000",
            "Small steps through flat sigmoids: thousands of updates are normal, even for AND.",
        ),
        Wrong(
            "never: for that α is too small",
            "never",
            "A small α makes it slow, but each epoch goes downhill. There is time.",
        ),
    ),
    hints=(
        Hint("How large is a step?", "δ is an error times a slope of at most ¼, and α is 0.05."),
        Hint("How far has it to go?", "Weights have to grow from a few tenths to 3 or so."),
        Hint("Nearly the answer", "A step of 0.001, and a way of more than 1."),
    ),
)

one_batch = Value(
    "08.one_batch",
    kind="prediction",
    points=1,
    minutes=2,
    difficulty=2,
    asks="how many times as many epochs it takes if all four examples are one batch",
    reference=4.0,
    tolerance=0.3,
    why="Four updates an epoch became one of the same size: a larger batch wants a larger rate.",
    misconceptions=(
        Misconception(
            "no-difference",
            1.0,
            "An epoch has one update now, where it had four. And the update is a mean of the four, "
            "not their sum.",
        ),
        Misconception(
            "faster",
            0.25,
            "It is the other way round: an epoch has only one update now, about as large as each "
            "of the four was.",
        ),
        Misconception(
            "sixteen",
            16.0,
            "You counted the 4 twice. The one update is the mean of the four: as large as one of "
            "them. So an epoch does a quarter of what it did.",
        ),
        Misconception(
            "twice",
            2.0,
            "How many updates has an epoch now, and how many had it before?",
        ),
    ),
    hints=(
        Hint("How many updates are there?", "Before 4 in an epoch, now 1."),
        Hint("Is the one update larger?", "Its gradient is the mean of the four gradients."),
        Hint("Nearly the answer", "A quarter of the way in an epoch: so many times the epochs."),
    ),
)

xor_line = Value(
    "08.xor_line",
    points=1,
    minutes=3,
    asks="how many of XOR's four points one straight border can get right at most",
    reference=3.0,
    tolerance=0.1,
    why="Three of four, whatever the weights: the fourth needs a second border.",
    misconceptions=(
        Misconception(
            "all-four",
            4.0,
            "Try it on paper: the two points of class 1 lie across from each other, and so do "
            "those of class 0. No line has one pair on each side.",
        ),
        Misconception(
            "half",
            2.0,
            "Cut off one corner: only its opposite, of the same class, is on the wrong side. How "
            "many are right then?",
        ),
        Misconception(
            "one", 1.0, "Exchange the two sides of that border: what was wrong is then right."
        ),
    ),
    hints=(
        Hint("Where do I begin?", "Draw the four corners, and mark the two with a 1."),
        Hint("Which line?", "One that cuts off a single corner."),
        Hint("Nearly the answer", "All are right but the corner across from it."),
    ),
)
