"""When to stop, by the validation loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.exercise import Case, Code, Hint

SHAPES = (
    ((5, 4, 3, 3.5, 3.4, 3.3, 2, 9), 3),  # a lower one comes too late
    ((5, 4, 4.5, 3, 3.2, 2, 2.1), 3),  # never stopped, and the best is not the last
    ((6, 3, 3, 3, 4, 5, 6), 3),  # as low again is no new minimum
    ((3, 2, 2.5, 1), 1),
    ((5, 6, 4, 4.5, 3, 3.5, 2, 1.5), 3),  # bad epochs, but never three in a row
    ((1, 2, 3, 4, 0.5), 2),  # the first is the best
    ((2,), 4),
    ((9, 7, 8, 8.5, 6, 6.5, 7, 6.8, 5, 4), 3),  # waited two, then three
    ((4, 3, 2, 1), 2),
    ((5, 3, 2, 1, 6, 7, 8, 0.5), 3),  # high, but not long enough
)
"""Validation losses and a patience."""


def courses_of_training(rng: Generator) -> Iterator[Case]:
    """Validation losses of these shapes, at other heights, and a patience."""
    for shape, patience in SHAPES:
        factor, shift = rng.uniform(0.02, 0.1), rng.uniform(0.0, 0.2)
        yield [round(float(factor * loss + shift), 6) for loss in shape], patience


stop_at = Code(
    "08.stop_at",
    points=2.5,
    minutes=8,
    difficulty=2,
    asks="stop_at(losses, patience) -> (last epoch that is trained, epoch of the best weights)",
    cases=courses_of_training,
    arguments=("losses", "patience"),
    returns=("last", "best"),
    hints=(
        Hint(
            "What do I have to remember?",
            "The lowest loss so far and its epoch. How long one has waited is the difference of "
            "two epochs.",
        ),
        Hint(
            "It never stops. What do I return?",
            "Then the last epoch is `len(losses) - 1`, and the best one is the lowest of all.",
        ),
        Hint(
            "Nearly the answer",
            "In the loop: `if losses[epoch] < losses[best]: best = epoch`, and else "
            "`if epoch - best == patience: return epoch, best`.",
        ),
    ),
)


@stop_at.right
def reference(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch - best == patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong
def against_the_epoch_before(losses, patience):
    """You compare with the epoch before, so a loss that falls a little on a hill looks fine.
    Compare with the lowest loss so far."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        waited = 0 if losses[epoch] < losses[epoch - 1] else waited + 1
        if losses[epoch] < losses[best]:
            best = epoch
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong(credit=0.5)
def as_low_counts_as_new(losses, patience):
    """A loss that is just as low again is no *new* minimum: compare with `<`, not `<=`."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
        elif epoch - best == patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong
def counter_not_set_back(losses, patience):
    """You count all epochs without a new minimum. After a new minimum the waiting begins anew: set
    the counter back to 0."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong
def first_epoch_counts_as_waiting(losses, patience):
    """Your counter is at 1 after the first epoch already. The first loss is the lowest so far, so
    the waiting begins after it."""
    best, waited = 0, 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong
def against_one_earlier_epoch(losses, patience):
    """You compare with the single epoch that lies `patience` back. A lower loss may lie in between:
    compare with the lowest loss so far."""
    for epoch in range(patience, len(losses)):
        if losses[epoch] > losses[epoch - patience]:
            return epoch, epoch - patience
    return len(losses) - 1, int(np.argmin(losses))


@stop_at.wrong(credit=0.5)
def best_never_moved(losses, patience):
    """When it stops is right. But your best epoch stays at 0: at each new minimum write down the
    epoch, not only the loss."""
    return reference(losses, patience)[0], 0


@stop_at.wrong
def lowest_of_all_and_patience(losses, patience):
    """You look for the lowest loss of the whole list and wait from there. But nobody knows the
    losses to come: go through the epochs, and stop when the patience runs out for the first
    time."""
    best = int(np.argmin(losses))
    return min(best + patience, len(losses) - 1), best


@stop_at.wrong
def rises_in_a_row(losses, patience):
    """You count how often the loss rose in a row. A loss that falls a little on a hill is no new
    minimum: compare with the lowest loss so far."""
    waited = 0
    for epoch in range(1, len(losses)):
        waited = waited + 1 if losses[epoch] > losses[epoch - 1] else 0
        if waited == patience:
            return epoch, epoch - patience
    return len(losses) - 1, int(np.argmin(losses))


@stop_at.wrong(credit=0.5)
def length_for_the_last_epoch(losses, patience):
    """Right where training is stopped. Where the list just ends, its last epoch is
    `len(losses) - 1`, since epochs are counted from 0."""
    last, best = reference(losses, patience)
    return (last if last - best == patience else len(losses)), best


@stop_at.wrong(credit=0.5)
def one_epoch_too_late(losses, patience):
    """You stop an epoch too late, after `patience` + 1 epochs without a new minimum."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch - best > patience:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong(credit=0.5)
def one_epoch_too_early(losses, patience):
    """You stop an epoch too early: the epoch of the minimum itself does not count as waiting."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience - 1:
            return epoch, best
    return len(losses) - 1, best


@stop_at.wrong(credit=0.5)
def looks_into_the_future(losses, patience):
    """When it stops is right. But your best epoch is the lowest of the *whole* list, and after the
    stop nothing is trained any more: the later losses do not exist."""
    best = int(np.argmin(losses))
    return reference(losses, patience)[0], best


@stop_at.wrong(credit=0.5)
def last_is_kept(losses, patience):
    """When it stops is right. But you keep the weights of the last epoch. The best are older."""
    last, _ = reference(losses, patience)
    return last, last


@stop_at.wrong(credit=0.5)
def always_as_long_ago_as_the_patience(losses, patience):
    """You take the best epoch as `patience` before the last. That holds where training was stopped,
    and not where the list just ends."""
    last, _ = reference(losses, patience)
    return last, last - patience


@stop_at.wrong
def first_rise(losses, patience):
    """You stop at the first epoch that is worse, without patience: wait until there has been no new
    minimum for `patience` epochs."""
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[best]:
            return epoch, best
        best = epoch
    return len(losses) - 1, best


@stop_at.wrong(credit=0.5)
def counted_from_one(losses, patience):
    """Your numbers are all larger by 1: epochs are counted from 0, as in a list."""
    last, best = reference(losses, patience)
    return last + 1, best + 1


@stop_at.wrong(credit=0.5)
def best_first(losses, patience):
    """The numbers are right, in another order: first the last epoch, then the best."""
    last, best = reference(losses, patience)
    return best, last


@stop_at.wrong(credit=0.5)
def loss_for_epoch(losses, patience):
    """The last epoch is right. Asked for beside it is the *epoch* of the best weights; you return
    its loss."""
    last, best = reference(losses, patience)
    return last, losses[best]


@stop_at.wrong(credit=0.5)
def nothing_at_the_end(losses, patience):
    """Your function returns nothing where the list ends before the patience does. Then the last
    epoch is the last of the list."""
    last, best = reference(losses, patience)
    return (last, best) if last - best == patience else None


@stop_at.also_right
def with_a_counter(losses, patience):
    lowest, best, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
        if waited >= patience:
            break
    return epoch, best


@stop_at.also_right
def by_slices(losses, patience):
    last = len(losses) - 1
    for epoch in range(patience, len(losses)):
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(losses[: epoch - patience + 1]):
            last = epoch
            break
    return last, losses.index(min(losses[: last + 1]))
