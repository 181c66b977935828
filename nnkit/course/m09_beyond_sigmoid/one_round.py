"""One mini-batch with all that the module has brought, in its order."""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Order
from nnkit.course.in_order import orders

one_round = Order(
    "09.one_round",
    points=1.5,
    minutes=4,
    difficulty=2,
    asks="order of one training step with dropout, clipping and AdamW; two lines are traps",
    lines=(
        "pass the error back; what was dropped forward gets no error",
        "AdamW: move m and v by the gradients, step, let the weights decay",
        "feed forward, with what is dropped set to 0 and the rest scaled",
        "clip each gradient array by its own length",
        "pick the next mini-batch",
        "clip all gradients by their common length",
        "take the mask of the first mini-batch of the epoch",
        "draw a new mask for this mini-batch",
    ),
    reference="ehcafb",
    accepts=("hecafb",),
    before={
        "hc": "What is dropped has to be known before you feed forward: draw the mask first.",
        "ec": "There is nothing to feed forward before a mini-batch is picked.",
        "ca": "An error comes back only after something went forward.",
        "af": "There are no gradients to clip before the error was passed back.",
        "fb": "m and v have to be moved by the clipped gradients: clip before the step.",
        "ab": "There are no gradients to step with before the error was passed back.",
        "cb": "The step comes last: forward and back come before it.",
        "cf": "There are no gradients before something went forward and back.",
        "ea": "First a mini-batch has to be picked.",
        "ha": "What goes back uses the mask of this step. Draw it first.",
        "eb": "First a mini-batch has to be picked.",
        "ef": "First a mini-batch has to be picked.",
        "hb": "The mask belongs to this step. Draw it before forward.",
        "hf": "The mask belongs to this step. Draw it before forward.",
    },
    why="A fresh mask, the same one forward and back; one factor for all; the step at the end.",
    misconceptions=(
        *orders(
            "one-mask-for-the-epoch",
            "egcafb gecafb",
            "With the mask of the first mini-batch the same neurons are missing for the whole "
            "epoch. Each mini-batch has a mask of its own.",
        ),
        *orders(
            "each-clipped-by-itself",
            "ehcadb hecadb",
            "Clipped each by itself, the gradients turn the step. Clip them by their common "
            "length.",
        ),
        *orders(
            "both-traps",
            "egcadb gecadb",
            "Two lines are traps, and you took both: a new mask for each mini-batch, one common "
            "length for all gradients.",
        ),
        *orders(
            "clipped-after-the-step",
            "ehcabf hecabf",
            "After the step it is too late: m and v have taken the long gradients in. Clip before "
            "the step.",
        ),
        *orders(
            "clipped-twice",
            "ehcadfb ehcafdb hecadfb hecafdb",
            "You clip twice. What is clipped by the common length needs no other clipping, and "
            "the other one turns the step.",
        ),
        *orders(
            "not-clipped",
            "ehcab hecab",
            "The clipping is missing: long gradients would go into m and v as they are.",
        ),
        Misconception(
            "no-mask",
            "ecafb",
            "Forward needs to know what is dropped: the mask is missing.",
        ),
        *orders(
            "two-masks",
            "ehgcafb eghcafb hegcafb gehcafb",
            "You take two masks. One belongs to this mini-batch, and it is drawn anew.",
        ),
    ),
    hints=(
        Hint("What comes first?", "A mini-batch and its mask, in any order; then forward."),
        Hint("Which lines are traps?", "One makes one mask do for many; one turns the step."),
        Hint("Nearly the answer", "E, H, C, then A, and the step B is the last."),
    ),
)
