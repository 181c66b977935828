"""What jax.grad does, and what it asks for."""

from __future__ import annotations

from nnkit.checks.exercise import Choice, Hint, Right, Wrong

records = Choice(
    "10.records",
    points=1,
    minutes=2,
    asks="how jax.grad finds a gradient",
    options=(
        Wrong(
            "it nudges each number a little and looks how the result changes",
            "measured",
            "Then 647 000 weights would take 647 000 runs, and the last digits would be lost. It "
            "agrees with backward to the last digits, in one run.",
        ),
        Wrong(
            "it writes down a formula for the whole network and differentiates that, as we do on "
            "paper",
            "symbolic",
            "Such a formula would fill books. It never has one for the whole, only a rule for each "
            "single operation.",
        ),
        Right(
            "it notes each operation on the way forward, then goes through the notes backwards, "
            "rule after rule, and adds up where paths meet",
            "As `Value` did, with arrays in place of numbers.",
        ),
        Wrong(
            "it knows the gradients of the usual layers, such as Dense, and puts them together",
            "layers",
            "It knows no layers. Any Python function of its operations will do, also one that you "
            "have just made up.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "The list of operations above was printed by JAX itself."),
        Hint("What did `Value` do?", "Each result kept its parents and its local gradients."),
        Hint("Nearly the answer", "Forward with notes; back through the notes."),
    ),
)

not_a_number = Choice(
    "10.not_a_number",
    kind="prediction",
    points=0.5,
    minutes=2,
    asks="jax.grad of a function that returns an array of shape (2, 1)",
    options=(
        Wrong(
            "the gradient of the sum of both entries",
            "summed",
            "PyTorch and JAX both refuse to guess that a sum is meant. Write the sum yourself if "
            "you want it.",
        ),
        Wrong(
            "two gradients, one for each entry",
            "jacobian",
            "That is a table of derivatives, called a Jacobian; there is `jax.jacobian` for it. A "
            "gradient belongs to one number.",
        ),
        Wrong(
            "the gradient of the first entry",
            "first",
            "It would be wrong in silence. There is a better answer to a question that is none.",
        ),
        Right(
            "an error: it takes a gradient of one number only",
            "How fast does *what* grow? A loss is one number, and that is no accident.",
        ),
    ),
    hints=(
        Hint("Where do I begin?", "What does a gradient say? How fast something grows."),
        Hint("What did `Value` begin with?", "With grad = 1 at the result, which was one number."),
        Hint("Nearly the answer", "The way back has one beginning."),
    ),
)
