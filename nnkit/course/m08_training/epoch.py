"""One epoch with gaps: an update for each batch, and the mean loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.network import Network


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


@train_epoch.wrong(credit=0.5)
def losses_listed(weights, biases, pairs, alpha):
    """The training is right. You return the losses of all batches; asked for is one number, their
    `epoch_loss`."""
    losses = []
    for x, y in pairs:
        weights, biases, loss = stepped(weights, biases, x, y, alpha)
        losses.append(loss)
    return weights, biases, losses


@train_epoch.wrong(credit=0.5)
def first_loss(weights, biases, pairs, alpha):
    """The training is right. Your loss is that of the first batch alone: `epoch_loss` takes all of
    them."""
    return epoch_by(weights, biases, pairs, alpha, lambda losses, weights: losses[0])


@train_epoch.wrong(credit=0.5)
def not_divided(weights, biases, pairs, alpha):
    """The training is right. Your loss is the sum over all examples; divide by their number, as
    `epoch_loss` does."""
    return epoch_by(weights, biases, pairs, alpha, lambda losses, weights: np.dot(losses, weights))


@train_epoch.wrong(credit=0.5)
def losses_over_examples(weights, biases, pairs, alpha):
    """The training is right. In your loss the sum of the batches' means is divided by the number of
    examples. Weigh each with its size first, as `epoch_loss` does."""
    return epoch_by(
        weights, biases, pairs, alpha, lambda losses, weights: np.sum(losses) / np.sum(weights)
    )


@train_epoch.wrong(credit=0.5)
def divided_by_batches(weights, biases, pairs, alpha):
    """The training is right. In your loss the sum over all examples is divided by the number of
    batches. Divide by the number of examples, as `epoch_loss` does."""
    return epoch_by(
        weights, biases, pairs, alpha, lambda losses, weights: np.dot(losses, weights) / len(losses)
    )


def updated(weights, biases, pairs, alpha, step):
    """An epoch in which `step` makes the new parameters from old and new ones and the batch."""
    losses, sizes = [], []
    for x, y in pairs:
        new_weights, new_biases, loss = stepped(weights, biases, x, y, alpha)
        weights, biases = step(weights, biases, new_weights, new_biases)
        losses.append(loss)
        sizes.append(x.shape[1])
    return weights, biases, float(np.average(losses, weights=sizes))


@train_epoch.wrong
def biases_left(weights, biases, pairs, alpha):
    """The biases stay as they were. `update` returns both: `weights, biases = update(…)`."""
    return updated(weights, biases, pairs, alpha, lambda W, b, new_W, new_b: (new_W, b))


@train_epoch.wrong
def weights_left(weights, biases, pairs, alpha):
    """The weights stay as they were. `update` returns both: `weights, biases = update(…)`."""
    return updated(weights, biases, pairs, alpha, lambda W, b, new_W, new_b: (W, new_b))


@train_epoch.wrong
def updated_twice(weights, biases, pairs, alpha):
    """You made each update twice. One call of `update` for each batch."""

    def twice(W, b, new_W, new_b):
        again = [
            [2 * n - o for n, o in zip(*both, strict=True)] for both in ((new_W, W), (new_b, b))
        ]
        return again[0], again[1]

    return updated(weights, biases, pairs, alpha, twice)


@train_epoch.wrong
def a_rate_of_its_own(weights, biases, pairs, alpha):
    """Your learning rate is always 0.1. It is the argument `alpha`."""
    return epoch_by(weights, biases, pairs, 0.1)


@train_epoch.wrong
def no_rate(weights, biases, pairs, alpha):
    """You subtract the whole gradient: `alpha` is not used."""
    return epoch_by(weights, biases, pairs, 1.0)


@train_epoch.wrong
def gradients_of_the_start(weights, biases, pairs, alpha):
    """The gradients of all batches belong to the weights of the epoch's start. Each update changes
    the network: `forward` and `backward` take the weights as they are now."""
    losses, sizes = [], []
    first_weights, first_biases = weights, biases
    for x, y in pairs:
        new_weights, new_biases, loss = stepped(first_weights, first_biases, x, y, alpha)
        weights = [W + n - o for W, n, o in zip(weights, new_weights, first_weights, strict=True)]
        biases = [b + n - o for b, n, o in zip(biases, new_biases, first_biases, strict=True)]
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
