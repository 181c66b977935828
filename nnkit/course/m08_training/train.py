"""The whole training: epochs of shuffled mini-batches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import Sizes, networks
from nnkit.checks.exercise import Case, Code, Hint
from nnkit.course.m08_training.epoch import epoch_by
from nnkit.network import Network
from nnkit.optim import SGD
from nnkit.train import fit


def training_cases(rng: Generator) -> Iterator[Case]:
    """Tiny networks for one to four epochs; mostly the last batch is smaller."""
    sizes = (
        (Sizes((3, 4, 2), 7), 3, 3),
        (Sizes((2, 5, 3), 10), 2, 4),
        (Sizes((4, 2), 9), 4, 4),
        (Sizes((3, 3, 3), 1), 2, 5),
        (Sizes((2, 3, 4, 1), 8), 1, 3),
    )
    made = networks(rng, tuple(s for s, _, _ in sizes))
    for (weights, biases, x, y), (_, epochs, size) in zip(made, sizes, strict=True):
        seed, alpha = int(rng.integers(1, 10**6)), round(rng.uniform(1.5, 3), 2)
        yield weights, biases, x, y, epochs, size, alpha, seed


train = Code(
    "08.train",
    points=4,
    minutes=12,
    difficulty=3,
    asks="train(weights, biases, x, y, epochs, size, alpha, seed) -> (weights, biases, losses)",
    needs=("08.batches", "08.train_epoch"),
    cases=training_cases,
    arguments=("weights", "biases", "x", "y", "epochs", "size", "alpha", "seed"),
    returns=("weights", "biases", "losses"),
    hints=(
        Hint(
            "What stands before the loop?",
            "`rng = np.random.default_rng(seed)`, once, and an empty list for the losses.",
        ),
        Hint(
            "What happens in an epoch?",
            "Draw an order, cut it into pairs with `batches`, hand them to `train_epoch`, keep its "
            "loss.",
        ),
        Hint(
            "Nearly the answer",
            "`pairs = batches(x, y, rng.permutation(x.shape[1]), size)` and "
            "`weights, biases, loss = train_epoch(weights, biases, pairs, alpha)`.",
        ),
    ),
)


def new_orders(n, epochs, seed):
    """One generator, one order for each epoch."""
    rng = np.random.default_rng(seed)
    return [rng.permutation(n) for _ in range(epochs)]


def cut(x, y, order, size):
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    return [(x[:, part], y[:, part]) for part in parts]


def trained(weights, biases, x, y, orders, size, alpha, cut=cut, mean=np.average):
    """Train on given orders, one an epoch."""
    losses = []
    for order in orders:
        pairs = cut(x, y, order, size)
        if pairs:
            weights, biases, loss = epoch_by(weights, biases, pairs, alpha, mean)
            losses.append(loss)
    return weights, biases, losses


@train.right
def reference(weights, biases, x, y, epochs, size, alpha, seed):
    return trained(weights, biases, x, y, new_orders(x.shape[1], epochs, seed), size, alpha)


@train.wrong
def every_epoch_the_same(weights, biases, x, y, epochs, size, alpha, seed):
    """The first epoch is right, and all others have its order once more. Either the generator is
    made inside the loop, with the same seed each time, or the order is drawn before the loop. Make
    the generator once, and draw in each epoch."""
    orders = new_orders(x.shape[1], 1, seed) * epochs
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def never_shuffled(weights, biases, x, y, epochs, size, alpha, seed):
    """Your examples are never shuffled: each epoch cuts them as they stand. Draw an order with
    `rng.permutation` in each epoch."""
    orders = [np.arange(x.shape[1])] * epochs
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def y_not_shuffled(weights, biases, x, y, epochs, size, alpha, seed):
    """x is shuffled and y is not: the network is shown the labels of other examples. Take the same
    columns of both."""

    def apart(x, y, order, size):
        as_it_stands = cut(x, y, np.arange(len(order)), size)
        return [(a, b) for (a, _), (_, b) in zip(cut(x, y, order, size), as_it_stands, strict=True)]

    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, size, alpha, apart)


@train.wrong(credit=0.5)
def another_seed_each_epoch(weights, biases, x, y, epochs, size, alpha, seed):
    """You make a new generator in each epoch, with a seed of its own. That shuffles, but the orders
    are others than those of one generator. Make it once, before the loop."""
    orders = [np.random.default_rng(seed + e).permutation(x.shape[1]) for e in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong(credit=0.5)
def the_shuffled_shuffled(weights, biases, x, y, epochs, size, alpha, seed):
    """You shuffle x and y themselves, and in the next epoch shuffle what is shuffled already. It
    trains well, but the orders are others than asked for: take the columns from x and y as they
    were given."""
    orders = new_orders(x.shape[1], epochs, seed)
    for e in range(1, epochs):
        orders[e] = orders[e - 1][orders[e]]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def some_twice(weights, biases, x, y, epochs, size, alpha, seed):
    """`integers` and `choice` draw each example anew: some come twice in an epoch and others not at
    all. `permutation` takes each exactly once."""
    rng = np.random.default_rng(seed)
    orders = [rng.integers(0, x.shape[1], x.shape[1]) for _ in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def last_batch_dropped(weights, biases, x, y, epochs, size, alpha, seed):
    """The examples that are left over after the full batches take no part. They make one more,
    smaller batch."""

    def full(x, y, order, size):
        return [pair for pair in cut(x, y, order, size) if pair[0].shape[1] == size]

    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, size, alpha, full)


@train.wrong
def one_batch_for_all(weights, biases, x, y, epochs, size, alpha, seed):
    """You made one update in each epoch, with all examples in one batch. Cut them into batches of
    `size`, with an update for each."""
    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, x.shape[1], alpha)


@train.wrong
def one_example_each(weights, biases, x, y, epochs, size, alpha, seed):
    """You made an update for each example. `size` examples make one batch, and one update."""
    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, 1, alpha)


@train.wrong
def each_epoch_from_the_start(weights, biases, x, y, epochs, size, alpha, seed):
    """Each epoch begins with the weights that your function was given, and what the earlier ones
    learnt is lost. Let `weights, biases` be what `train_epoch` returns."""
    losses = []
    for order in new_orders(x.shape[1], epochs, seed):
        new_weights, new_biases, loss = trained(weights, biases, x, y, [order], size, alpha)
        losses += loss
    return new_weights, new_biases, losses


@train.wrong
def rate_over_batch_size(weights, biases, x, y, epochs, size, alpha, seed):
    """You divided alpha by `size`. The gradient is a mean over the batch already."""
    return reference(weights, biases, x, y, epochs, size, alpha / size, seed)


@train.wrong
def rate_times_batch_size(weights, biases, x, y, epochs, size, alpha, seed):
    """You multiplied alpha by `size`. The gradient is a mean over the batch, and alpha is used as
    it is."""
    return reference(weights, biases, x, y, epochs, size, alpha * size, seed)


@train.wrong(credit=0.5)
def last_loss_alone(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Return the losses of all epochs, a list: it becomes the curve."""
    weights, biases, losses = reference(weights, biases, x, y, epochs, size, alpha, seed)
    return weights, biases, losses[-1]


@train.wrong(credit=0.5)
def mean_of_the_means(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Your losses are means over the batches, whatever their sizes. Each
    example counts once: weigh the losses, as `epoch_loss` does."""

    def plain(losses, weights):
        return np.mean(losses)

    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, size, alpha, mean=plain)


@train.wrong(credit=0.5)
def losses_after_the_epoch(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Your losses are measured when an epoch is over. Asked for are the
    losses that `train_epoch` returns, taken while the network learns."""
    losses = []
    for order in new_orders(x.shape[1], epochs, seed):
        weights, biases, _ = trained(weights, biases, x, y, [order], size, alpha)
        losses.append(epoch_by(weights, biases, [(x, y)], 0)[2])
    return weights, biases, losses


@train.wrong(credit=0.5)
def loss_before_the_epoch(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Your losses are measured before an epoch begins. Asked for are the
    losses that `train_epoch` returns, taken while the network learns."""
    losses = []
    for order in new_orders(x.shape[1], epochs, seed):
        losses.append(epoch_by(weights, biases, [(x, y)], 0)[2])
        weights, biases, _ = trained(weights, biases, x, y, [order], size, alpha)
    return weights, biases, losses


@train.wrong
def one_epoch_less(weights, biases, x, y, epochs, size, alpha, seed):
    """You trained one epoch less than asked for. `range(epochs)` counts them."""
    return reference(weights, biases, x, y, epochs - 1, size, alpha, seed)


@train.wrong
def one_epoch_more(weights, biases, x, y, epochs, size, alpha, seed):
    """You trained one epoch more than asked for. `range(epochs)` counts them."""
    return reference(weights, biases, x, y, epochs + 1, size, alpha, seed)


@train.wrong
def after_the_first_epoch(weights, biases, x, y, epochs, size, alpha, seed):
    """You came back after the first epoch. `return` stands after the loop, not in it."""
    return reference(weights, biases, x, y, 1, size, alpha, seed)


@train.wrong
def seed_not_used(weights, biases, x, y, epochs, size, alpha, seed):
    """Your orders come from another seed. Make the generator with the `seed` that is given."""
    return reference(weights, biases, x, y, epochs, size, alpha, 0)


@train.wrong(credit=0.5)
def losses_first(weights, biases, x, y, epochs, size, alpha, seed):
    """The numbers are right, in another order: weights, biases, losses."""
    weights, biases, losses = reference(weights, biases, x, y, epochs, size, alpha, seed)
    return losses, weights, biases


@train.wrong(credit=0.5)
def older_generator(weights, biases, x, y, epochs, size, alpha, seed):
    """You draw with NumPy's older generator, whose orders are others. Make the new one,
    `rng = np.random.default_rng(seed)`, and draw with `rng.permutation`."""
    rng = np.random.RandomState(seed)
    orders = [rng.permutation(x.shape[1]) for _ in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong(credit=0.5)
def number_of_the_epoch_as_seed(weights, biases, x, y, epochs, size, alpha, seed):
    """You make a new generator in each epoch, with the number of the epoch as its seed, and `seed`
    is not used. Make one from `seed`, before the loop."""
    orders = [np.random.default_rng(e).permutation(x.shape[1]) for e in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def ordered_twice(weights, biases, x, y, epochs, size, alpha, seed):
    """You shuffled x and y, and then `batches` took the columns that the order names once more: it
    is used twice. Hand x and y to `batches` as they were given."""
    orders = [order[order] for order in new_orders(x.shape[1], epochs, seed)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def first_batch_alone(weights, biases, x, y, epochs, size, alpha, seed):
    """In each epoch you trained on the first batch alone. `train_epoch` takes the whole list of
    pairs."""
    orders = [order[:size] for order in new_orders(x.shape[1], epochs, seed)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong(credit=0.5)
def losses_missing(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Return the list of the losses as well: (weights, biases, losses)."""
    return reference(weights, biases, x, y, epochs, size, alpha, seed)[:2]


@train.wrong(credit=0.5)
def losses_averaged(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. You made one number of the losses; return the list, one for each
    epoch."""
    weights, biases, losses = reference(weights, biases, x, y, epochs, size, alpha, seed)
    return weights, biases, float(np.mean(losses))


@train.wrong(credit=0.5)
def losses_added_up(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. You made one number of the losses; return the list, one for each
    epoch."""
    weights, biases, losses = reference(weights, biases, x, y, epochs, size, alpha, seed)
    return weights, biases, float(np.sum(losses))


@train.wrong
def one_order_less(weights, biases, x, y, epochs, size, alpha, seed):
    """Your first order is thrown away: something is drawn from the generator before the first
    epoch. Draw once in each epoch, and nowhere else."""
    orders = new_orders(x.shape[1], epochs + 1, seed)[1:]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def two_orders_each(weights, biases, x, y, epochs, size, alpha, seed):
    """You draw two orders in each epoch, one for x and one for y: the labels belong to other
    examples. Draw one and use it for both."""
    orders, losses = new_orders(x.shape[1], 2 * epochs, seed), []
    for first, second in zip(orders[::2], orders[1::2], strict=True):
        pairs = cut(x[:, first], y[:, second], np.arange(len(first)), size)
        weights, biases, loss = epoch_by(weights, biases, pairs, alpha)
        losses.append(loss)
    return weights, biases, losses


@train.wrong
def nothing_kept(weights, biases, x, y, epochs, size, alpha, seed):
    """The weights come back as they were. Keep what `train_epoch` returns:
    `weights, biases, loss = train_epoch(…)`."""
    losses = each_epoch_from_the_start(weights, biases, x, y, epochs, size, alpha, seed)[2]
    return weights, biases, losses


@train.wrong
def seed_forgotten(weights, biases, x, y, epochs, size, alpha, seed):
    """Two calls with the same seed give different results. Either the seed does not reach the
    generator, or the generator was made outside the function and goes on from call to call. Make it
    inside, once, from `seed`."""
    rng = np.random.default_rng()
    orders = [rng.permutation(x.shape[1]) for _ in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong(credit=0.5)
def loss_of_each_batch(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Your list has a loss for each batch. Asked for is one for each epoch:
    hand all pairs to `train_epoch` at once, and keep its loss."""
    losses = []
    for order in new_orders(x.shape[1], epochs, seed):
        for pair in cut(x, y, order, size):
            weights, biases, loss = epoch_by(weights, biases, [pair], alpha)
            losses.append(loss)
    return weights, biases, losses


@train.wrong(credit=0.5)
def loss_of_the_last_batch(weights, biases, x, y, epochs, size, alpha, seed):
    """The training is right. Your losses are those of the last batch of each epoch. Asked for is
    the mean over all examples of the epoch, which `train_epoch` returns."""

    def last(losses, weights):
        return losses[-1]

    orders = new_orders(x.shape[1], epochs, seed)
    return trained(weights, biases, x, y, orders, size, alpha, mean=last)


@train.wrong(credit=0.5)
def drawn_by_choice(weights, biases, x, y, epochs, size, alpha, seed):
    """You shuffle, but `choice` draws other orders than `permutation`. Draw with
    `rng.permutation(N)`."""
    rng, n = np.random.default_rng(seed), x.shape[1]
    orders = [rng.choice(n, n, replace=False) for _ in range(epochs)]
    return trained(weights, biases, x, y, orders, size, alpha)


@train.wrong
def same_batches_each_epoch(weights, biases, x, y, epochs, size, alpha, seed):
    """You cut the batches once, and only they change places: the same examples always meet in a
    batch. Draw a new order of the examples in each epoch."""
    rng, losses = np.random.default_rng(seed), []
    pairs = cut(x, y, rng.permutation(x.shape[1]), size)
    for _ in range(epochs):
        rng.shuffle(pairs)
        weights, biases, loss = epoch_by(weights, biases, pairs, alpha)
        losses.append(loss)
    return weights, biases, losses


@train.also_right
def by_fit(weights, biases, x, y, epochs, size, alpha, seed):
    net = Network(weights, biases)
    history = fit(
        net, x, y, epochs=epochs, batch_size=size, optimizer=SGD(alpha), rng=seed, progress=False
    )
    return net.weights, net.biases, history.loss
