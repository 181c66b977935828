"""The lines of the training loop in order."""

from __future__ import annotations

from nnkit.checks.exercise import Hint, Misconception, Order

loop_order = Order(
    "08.loop_order",
    points=1.5,
    minutes=5,
    difficulty=2,
    asks="order of the lines of a training loop",
    lines=(
        "`weights, biases = update(weights, biases, dW, db, alpha)`",
        "`for start in range(0, x.shape[1], size):`",
        "`rng = np.random.default_rng(seed)`",
        "`a = forward(weights, biases, x[:, part])`",
        "`for epoch in range(epochs):`",
        "`dW, db = backward(weights, a, y[:, part])`",
        "`part = order[start : start + size]`",
        "`order = rng.permutation(x.shape[1])`",
    ),
    reference="cehbgdfa",
    before={
        "ch": "The generator has to be there before it draws an order.",
        "ce": "A generator that is made anew in each epoch draws the same order each time: make it "
        "once, before the loops.",
        "eh": "In each epoch a new order is drawn: inside the loop over the epochs.",
        "eb": "The loop over the batches runs inside the loop over the epochs.",
        "hb": "The order is drawn once for an epoch, before its first batch. Drawn for each batch, "
        "some examples would come twice and others never.",
        "hg": "The part is cut from the order: draw it first.",
        "bg": "`start` comes from the loop over the batches.",
        "gd": "Forward takes the columns of this part: cut it first.",
        "gf": "Backward takes the columns of this part: cut it first.",
        "df": "Back-propagation needs the activations: forward first.",
        "fa": "The update needs the gradients: backward first.",
        "da": "The update is the last line of a turn.",
        "ga": "The update is the last line of a turn.",
        "ba": "After every batch there is an update: it stands inside the loop over the batches.",
        "bd": "Forward belongs to every batch: inside the loop over the batches.",
        "bf": "Backward belongs to every batch: inside the loop over the batches.",
        "ea": "The update stands inside both loops.",
        "ed": "Forward stands inside both loops.",
        "ef": "Backward stands inside both loops.",
        "eg": "The part is cut inside both loops.",
        "hd": "Forward takes a part of the order: draw the order first.",
        "hf": "Backward takes a part of the order: draw the order first.",
        "ha": "The update is the last line of a turn.",
        "cb": "The generator is made once, before all loops.",
        "cg": "The generator is made once, before all loops.",
        "cd": "The generator is made once, before all loops.",
        "cf": "The generator is made once, before all loops.",
        "ca": "The generator is made once, before all loops.",
    },
    why="One generator, one order for each epoch, one update for each batch.",
    misconceptions=(
        Misconception(
            "same-seed-each-epoch",
            "echbgdfa",
            "The generator is made anew in each epoch, with the same seed: every epoch would have "
            "the same order. Make it once, before the loops.",
        ),
        Misconception(
            "one-order-for-all-epochs",
            "chebgdfa",
            "The order is drawn once, before the loop over the epochs, and so every epoch is the "
            "same. Draw a new one in each.",
        ),
        Misconception(
            "new-order-for-each-batch",
            "cebhgdfa",
            "The order is drawn anew for each batch. Then some examples come twice in an epoch and "
            "others never. Draw it once for each epoch.",
        ),
        Misconception(
            "loops-exchanged",
            "cbhegdfa",
            "The two loops have changed places. The batches run inside an epoch.",
        ),
        Misconception(
            "update-before-backward",
            "cehbgdaf",
            "The update stands before the gradients that it needs.",
        ),
        Misconception(
            "generator-last",
            "ehcbgdfa",
            "`rng` draws before it is made. Make it first, before all loops.",
        ),
        Misconception(
            "generator-for-each-batch",
            "ebchgdfa",
            "The generator is made anew for each batch, and with the same seed it always draws the "
            "same order. Make it once, before the loops.",
        ),
    ),
    hints=(
        Hint("What is done only once?", "The generator is made, before everything else."),
        Hint("What is done once in an epoch?", "The order is drawn; then come the batches."),
        Hint("What is done for each batch?", "Cut the part; forward, backward, update."),
    ),
)
