"""The training loop: its lines in order, and one epoch with gaps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint, Misconception, Order
from nnkit.network import Network

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


def stepped(weights, biases, x, y, alpha):
    """Weights and biases after one step, and the loss before it."""
    net = Network(weights, biases)
    back = net.backward(net.forward(x), y)
    return (
        [W - alpha * g for W, g in zip(weights, back.dW, strict=True)],
        [b - alpha * g for b, g in zip(biases, back.db, strict=True)],
        back.loss,
    )


def epoch_cases(rng: Generator) -> Iterator[Case]:
    """One to four batches, the last one smaller, for one to three layers; and a large rate."""
    sizes = (
        (Sizes((3, 4, 2), 10), (4, 4, 2)),
        (Sizes((2, 1), 7), (3, 3, 1)),
        (Sizes((2, 5, 3, 2), 9), (2, 2, 2, 3)),
        (Sizes((3, 3, 3), 1), (1,)),
    )
    for (network, cuts), made in zip(sizes, networks(rng, tuple(s for s, _ in sizes)), strict=True):
        weights, biases, x, y = made
        ends = np.cumsum(cuts)
        pairs = [
            (x[:, end - n : end], y[:, end - n : end]) for end, n in zip(ends, cuts, strict=True)
        ]
        assert ends[-1] == network.n
        yield weights, biases, pairs, round(rng.uniform(1.5, 3), 2)


train_epoch = Code(
    "08.train_epoch",
    kind="faded-code",
    points=2.5,
    minutes=6,
    difficulty=2,
    asks="train_epoch(weights, biases, pairs, alpha) -> (weights, biases, loss) after one epoch",
    needs=("08.epoch_loss",),
    cases=epoch_cases,
    arguments=("weights", "biases", "pairs", "alpha"),
    returns=("weights", "biases", "loss"),
    hints=(
        Hint("What is missing in the loop?", "Backward and update: two calls, as in module 07."),
        Hint(
            "Which names go to the left of update?",
            "`weights, biases = update(…)`: the next batch then begins with the new ones.",
        ),
        Hint(
            "Nearly the answer",
            "`dW, db = backward(weights, a, y)` and "
            "`weights, biases = update(weights, biases, dW, db, alpha)`; at the end "
            "`epoch_loss(losses, sizes)`.",
        ),
    ),
)


def epoch_by(weights, biases, pairs, alpha, mean=np.average):
    """All batches one after the other; `mean` makes one loss of the batches'."""
    losses, sizes = [], []
    for x, y in pairs:
        weights, biases, loss = stepped(weights, biases, x, y, alpha)
        losses.append(loss)
        sizes.append(x.shape[1])
    return weights, biases, float(mean(losses, weights=sizes))


@train_epoch.right
def reference(weights, biases, pairs, alpha):
    return epoch_by(weights, biases, pairs, alpha)


@train_epoch.wrong(credit=0.5)
def mean_of_the_means(weights, biases, pairs, alpha):
    """The training is right. Your loss is the mean of the batches' losses, whatever their sizes:
    weigh them, as `epoch_loss` does."""
    return epoch_by(weights, biases, pairs, alpha, lambda losses, weights: np.mean(losses))


@train_epoch.wrong(credit=0.5)
def last_loss(weights, biases, pairs, alpha):
    """The training is right. Your loss is that of the last batch alone: `epoch_loss` takes all of
    them."""
    return epoch_by(weights, biases, pairs, alpha, lambda losses, weights: losses[-1])


@train_epoch.wrong(credit=0.5)
def losses_added_up(weights, biases, pairs, alpha):
    """The training is right. Your loss is the sum of the batches' losses. Asked for is the mean
    over the examples: `epoch_loss`."""
    return epoch_by(weights, biases, pairs, alpha, lambda losses, weights: np.sum(losses))


@train_epoch.wrong(credit=0.5)
def loss_after_the_epoch(weights, biases, pairs, alpha):
    """The training is right. You measured the loss when the epoch was over. Asked for is the mean
    of the losses that the batches had before their updates."""
    weights, biases, _ = reference(weights, biases, pairs, alpha)
    return weights, biases, epoch_by(weights, biases, pairs, 0)[2]


@train_epoch.wrong
def never_updated(weights, biases, pairs, alpha):
    """The weights come back as they were. Keep what `update` returns:
    `weights, biases = update(…)`."""
    return weights, biases, epoch_by(weights, biases, pairs, 0)[2]


@train_epoch.wrong
def each_batch_from_the_start(weights, biases, pairs, alpha):
    """Only the last batch counts. Either every batch begins with the weights of the epoch's start,
    or the update stands after the loop. Update inside the loop, and call what comes out
    `weights, biases`, so that the next batch goes on with them."""
    loss = epoch_by(weights, biases, pairs, 0)[2]
    return (*stepped(weights, biases, *pairs[-1], alpha)[:2], loss)


@train_epoch.wrong
def one_update_at_the_end(weights, biases, pairs, alpha):
    """You made one update when all batches were over, with all their examples. After each batch
    there is one: both lines stand inside the loop."""
    x, y = (np.hstack(arrays) for arrays in zip(*pairs, strict=True))
    return stepped(weights, biases, x, y, alpha)


@train_epoch.wrong
def first_batch_alone(weights, biases, pairs, alpha):
    """You came back after the first batch. `return` stands after the loop, not in it."""
    return epoch_by(weights, biases, pairs[:1], alpha)


@train_epoch.wrong
def uphill(weights, biases, pairs, alpha):
    """You went uphill: `update` subtracts already, so alpha stays positive."""
    return epoch_by(weights, biases, pairs, -alpha)


@train_epoch.wrong
def gradients_added_up(weights, biases, pairs, alpha):
    """The gradients of earlier batches are still in yours. Each update takes the gradient of its
    own batch: `dW, db = backward(…)`, with nothing added to it."""
    sum_W, sum_b, losses, sizes = 0, 0, [], []
    for x, y in pairs:
        net = Network(weights, biases)
        back = net.backward(net.forward(x), y)
        sum_W = [g + s for g, s in zip(back.dW, sum_W or [0] * len(weights), strict=True)]
        sum_b = [g + s for g, s in zip(back.db, sum_b or [0] * len(weights), strict=True)]
        weights = [W - alpha * g for W, g in zip(weights, sum_W, strict=True)]
        biases = [b - alpha * g for b, g in zip(biases, sum_b, strict=True)]
        losses.append(back.loss)
        sizes.append(x.shape[1])
    return weights, biases, float(np.average(losses, weights=sizes))


@train_epoch.wrong
def rate_times_batch_size(weights, biases, pairs, alpha):
    """Your steps are as many times too long as there are examples in the batch. The gradient is a
    mean over the batch, and alpha is used as it is."""
    losses, sizes = [], []
    for x, y in pairs:
        weights, biases, loss = stepped(weights, biases, x, y, alpha * x.shape[1])
        losses.append(loss)
        sizes.append(x.shape[1])
    return weights, biases, float(np.average(losses, weights=sizes))


@train_epoch.wrong
def rate_over_batch_size(weights, biases, pairs, alpha):
    """Your steps are divided by the size of the batch. The 1/N is in the gradient already."""
    losses, sizes = [], []
    for x, y in pairs:
        weights, biases, loss = stepped(weights, biases, x, y, alpha / x.shape[1])
        losses.append(loss)
        sizes.append(x.shape[1])
    return weights, biases, float(np.average(losses, weights=sizes))


@train_epoch.also_right
def by_network(weights, biases, pairs, alpha):
    net, total, n = Network(weights, biases), 0.0, 0
    for x, y in pairs:
        back = net.backward(net.forward(x), y)
        for p, g in zip([*net.weights, *net.biases], [*back.dW, *back.db], strict=True):
            p -= alpha * g
        total += back.loss * x.shape[1]
        n += x.shape[1]
    return net.weights, net.biases, total / n
