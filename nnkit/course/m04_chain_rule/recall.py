"""Three questions on earlier modules."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Misconception, Right, Value, Wrong

recall_partial = Value(
    "04.recall_partial",
    points=0.5,
    minutes=2,
    asks="∂f/∂x of 2x² + 3xy + y³ at (2, 1)",
    reference=11.0,
    why="4x + 3y, with y treated as a constant: 8 + 3.",
    misconceptions=(
        Misconception(
            "the-other-variable",
            9.0,
            "This is ∂f/∂y = 3x + 3y². Asked for is the slope in the direction of x.",
        ),
        Misconception(
            "mixed-term-dropped",
            8.0,
            "The middle term is missing: 3xy depends on x as well, and adds 3y.",
        ),
        Misconception(
            "value-for-slope",
            15.0,
            "This is f itself, its height at (2, 1). Asked for is how fast it rises there.",
        ),
        Misconception(
            "both-added",
            20.0,
            "You added the two partial derivatives. Each belongs to a direction of its own.",
        ),
        Misconception(
            "constant-kept",
            12.0,
            "y³ is still there. While x moves it stands still, and its slope is 0.",
        ),
        Misconception(
            "coordinates-exchanged",
            10.0,
            "You took x = 1 and y = 2. In a point (2, 1) the first number is x.",
        ),
        Misconception(
            "factor-two-missing",
            7.0,
            "The slope of 2x² is 4x: the factor 2 stays, and the power comes down.",
        ),
        Misconception(
            "mixed-term-too-large",
            14.0,
            "The slope of 2x² is right, 8. The rest is 3y, here 3: in 3xy the y stands still, and "
            "y³ has no slope.",
        ),
        Misconception(
            "whole-gradient",
            [11.0, 9.0],
            "This is the whole gradient. Asked for is its first entry alone, the slope along x.",
        ),
        Misconception(
            "square-kept", 19.0, "The power of x² goes down by one: 2x² has the slope 4x."
        ),
        Misconception("mixed-term-alone", 3.0, "This is 3y. The term 2x² has a slope, too: 4x."),
        Misconception("sign", -11.0, "The size is right; there is no minus in it."),
        Misconception(
            "gradient-from-the-end",
            [9.0, 11.0],
            "These are both slopes, in reverse order. Asked for is one number, the slope along x.",
        ),
        Misconception(
            "product-for-slope",
            17.0,
            "3xy has the slope 3y, here 3; y³ has none, since y stands still.",
        ),
        Misconception(
            "middle-term",
            6.0,
            "6 is the value of 3xy. Its slope along x is 3y, and 2x² has one, too.",
        ),
    ),
    hints=(
        Hint("What does the curly ∂ mean?", "Only x moves; y stays where it is, at 1."),
        Hint("What is left of y³?", "It does not move when x does: its derivative is 0."),
        Hint("I want to see the formula.", "∂f/∂x = 4x + 3y."),
    ),
)

recall_nudge = Value(
    "04.recall_nudge",
    points=0.5,
    minutes=1,
    asks="How much f changes if its slope is −4 and x rises by 0.01",
    reference=-0.04,
    tolerance=1e-3,
    why="Change of f ≈ slope × change of x. This whole module is that sentence, repeated.",
    misconceptions=(
        Misconception(
            "sign-lost",
            0.04,
            "The size is right. But a slope of −4 is downhill: when x rises, f falls.",
        ),
        Misconception(
            "slope-alone",
            -4.0,
            "−4 is what f would change by if x rose by a whole 1 (on a straight line).",
        ),
        Misconception(
            "divided",
            -400.0,
            "You divided by the step. That is the way from a change to a slope; here you go back, "
            "from the slope to a change.",
        ),
        Misconception(
            "added",
            -3.99,
            "You added the step to the slope. Multiply them: slope times change of x.",
        ),
        Misconception("decimal-slip", -0.4, "−4 times 0.01: look at the decimal point."),
        Misconception("decimal-slip-down", -0.004, "−4 times 0.01: look at the decimal point."),
        Misconception(
            "step-alone", -0.01, "0.01 is the change of x. f changes by the slope times that."
        ),
        Misconception("step", 0.01, "0.01 is the change of x. f changes by the slope times that."),
        Misconception(
            "subtracted", -4.01, "You subtracted the step from the slope. Multiply them."
        ),
        Misconception(
            "divided-upside-down", -0.0025, "You divided the step by the slope. Multiply them."
        ),
        Misconception(
            "divided-sign-lost",
            400.0,
            "You divided by the step. Here you go from the slope to a change: multiply, and keep "
            "the sign.",
        ),
        Misconception(
            "decimal-slip-sign-lost",
            0.4,
            "−4 times 0.01: look at the decimal point, and at the sign.",
        ),
        Misconception(
            "slope-sign-lost",
            4.0,
            "4 is the size of the slope. f changes by the slope times the change of x.",
        ),
    ),
    hints=(
        Hint("I don't know where to start.", "The slope is change of f over change of x."),
        Hint("So what do I do?", "Multiply the slope by the change of x."),
        Hint("And the sign?", "Downhill: −4 times 0.01."),
    ),
)

recall_slope = Choice(
    "04.recall_slope",
    points=0.5,
    minutes=1,
    asks="The slope of the sigmoid where its output is 0.6",
    options=(
        Wrong("0.6", "output-for-slope", "0.6 is the output. A sigmoid is never steeper than ¼."),
        Right(
            "0.24", "a(1 − a) = 0.6 · 0.4: the slope comes from the output, z is not needed again."
        ),
        Wrong(
            "0.229",
            "activated-again",
            "0.229 is σ′(0.6): 0.6 was taken for z and sent through the sigmoid again. It is the "
            "output already.",
        ),
        Wrong(
            "0.25",
            "largest-slope",
            "¼ is the slope in the middle, where the output is ½. Here the output is 0.6.",
        ),
    ),
    hints=(
        Hint("I don't remember the rule.", "It needs the output a only."),
        Hint("Is it a² or something like that?", "a times what is left to 1."),
        Hint("Nearly the answer", "a (1 − a) with a = 0.6."),
    ),
)
