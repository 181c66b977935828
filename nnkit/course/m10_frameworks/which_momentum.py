"""Which form of momentum made a run: found from where it went."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint


def run(places, gradients, rates, mu, form):
    """The places of a run from rest with this form of momentum."""
    w, v = places[0], np.zeros_like(places[0])
    made = [w]
    for g, alpha in zip(gradients, rates, strict=True):
        if form == "keras":
            v = mu * v - alpha * g
            w = w + v
        else:
            v = mu * v + g
            w = w - alpha * v
        made.append(w)
    return made


CHANGING, STEADY = [0.5, 0.5, 0.1, 0.1], [0.3, 0.3, 0.3]


def recorded(rng: Generator, form: str, rates: list[float], n: int, mu: float) -> Case:
    """A run of one form, rounded."""
    gradients = [normal(rng, n, 1) for _ in rates]
    made = run([normal(rng, n, 1)], gradients, rates, mu, form)
    return [np.round(w, 6) for w in made], gradients, rates, mu


def run_cases(rng: Generator) -> Iterator[Case]:
    """Runs of either form, of both, and of none: a single entry of one place may be off."""
    yield recorded(rng, "keras", CHANGING, 3, 0.9)
    yield recorded(rng, "torch", [0.5, 0.5, 0.1, 0.001], 3, 0.8)
    yield recorded(rng, "keras", STEADY, 2, 0.9)
    yield recorded(rng, "keras", CHANGING, 2, 0.0)  # without momentum both forms are one
    yield recorded(rng, "torch", [0.1, 0.9, 0.9], 1, 0.5)
    yield recorded(rng, "torch", [0.2], 2, 0.9)
    # Steps without momentum, and steps that are twice as long.
    for rates, n in ((CHANGING, 4), (STEADY, 2)):
        places, gradients, _, _ = recorded(rng, "keras", rates, n, 0.0)
        yield places, gradients, rates, 0.9
    places, gradients, _, mu = recorded(rng, "keras", [2 * alpha for alpha in CHANGING], 2, 0.9)
    yield places, gradients, CHANGING, mu
    # One place is off, by little, in one entry or in two that cancel out.
    for form, rates, place, off in (
        ("keras", CHANGING, 3, (0.0, 0.001)),
        ("keras", CHANGING, 3, (-0.001, 0.0)),
        ("torch", CHANGING, 1, (0.002, -0.002)),
        ("torch", STEADY, 1, (0.0, -0.001)),
        ("torch", STEADY, 3, (0.001, 0.0)),
    ):
        places, gradients, _, mu = recorded(rng, form, rates, 2, 0.9)
        places[place] = np.round(places[place] + np.array(off).reshape(-1, 1), 6)
        yield places, gradients, rates, mu
    # Numbers that six decimals hold exactly.
    gradients = [rng.choice((-3.0, -1.0, 1.0, 2.0), (2, 1)) for _ in range(3)]
    start, rates = np.array([[1.0], [-0.5]]), [0.5, 0.25, 0.25]
    yield run([start], gradients, rates, 0.5, "torch"), gradients, rates, 0.5


which_momentum = Code(
    "10.which_momentum",
    points=2.5,
    minutes=10,
    difficulty=3,
    asks='which_momentum(places, gradients, rates, mu) -> "keras", "torch", "both" or "neither"',
    needs=("10.keras_momentum",),
    cases=run_cases,
    arguments=("places", "gradients", "rates", "mu"),
    hints=(
        Hint(
            "Where do I begin?",
            "Make both runs yourself, from `places[0]` with velocity 0, and keep all places of "
            "each.",
        ),
        Hint(
            "It says neither where one should fit.",
            "The places are rounded to six decimals, so none is equal to yours to the last digit. "
            "`np.allclose(yours, places, atol=1e-5)`",
        ),
        Hint(
            "Nearly the answer",
            'Two booleans, `keras` and `torch`. If both: "both". If keras: "keras". If torch: '
            '"torch". Else "neither".',
        ),
    ),
)


def fits(places, gradients, rates, mu, form):
    return np.allclose(run(places, gradients, rates, mu, form), places, atol=1e-5)


def told(keras, torch):
    """The answer in words."""
    return {(1, 1): "both", (1, 0): "keras", (0, 1): "torch"}.get((keras, torch), "neither")


@which_momentum.right
def reference(places, gradients, rates, mu):
    given = places, gradients, rates, mu
    return told(fits(*given, "keras"), fits(*given, "torch"))


@which_momentum.wrong
def exchanged(places, gradients, rates, mu):
    """You have the two names the wrong way round. With the rate inside the velocity, u ← μ u − α g,
    it is Keras'."""
    given = places, gradients, rates, mu
    return told(fits(*given, "torch"), fits(*given, "keras"))


@which_momentum.wrong
def to_the_last_digit(places, gradients, rates, mu):
    """You compare to the last digit, and the places are rounded to six. Allow for that:
    `np.allclose(…, atol=1e-5)`."""
    given = places, gradients, rates, mu
    same = [np.array_equal(run(*given, form), places) for form in ("keras", "torch")]
    return told(*same)


@which_momentum.wrong
def keras_before_both(places, gradients, rates, mu):
    """While the rate stays, both forms make the same run. You ask for Keras first and then answer
    "keras": ask for both before."""
    answer = reference(places, gradients, rates, mu)
    return "keras" if answer == "both" else answer


@which_momentum.wrong
def torch_before_both(places, gradients, rates, mu):
    """While the rate stays, both forms make the same run. You ask for PyTorch first and then answer
    "torch": ask for both before."""
    answer = reference(places, gradients, rates, mu)
    return "torch" if answer == "both" else answer


@which_momentum.wrong
def torch_otherwise(places, gradients, rates, mu):
    """What is not Keras' is PyTorch's, you say. It may be neither, a run without momentum for
    instance: make PyTorch's run, too, and compare."""
    answer = reference(places, gradients, rates, mu)
    return "torch" if answer == "neither" else answer


@which_momentum.wrong
def keras_otherwise(places, gradients, rates, mu):
    """What is not PyTorch's is Keras', you say. It may be neither, a run without momentum for
    instance: make Keras' run, too, and compare."""
    answer = reference(places, gradients, rates, mu)
    return "keras" if answer == "neither" else answer


@which_momentum.wrong
def neither_is_both(places, gradients, rates, mu):
    """You answer "both" wherever the two agree, although neither of them fits. Compare each with
    the places, not with the other."""
    answer = reference(places, gradients, rates, mu)
    steady = len(set(rates)) == 1 or mu == 0
    return "both" if steady and answer == "neither" else answer


@which_momentum.wrong
def first_step_only(places, gradients, rates, mu):
    """You compare the first step only. From rest it is the same in both forms, with or without
    momentum: compare all places."""
    return reference(places[:2], gradients[:1], rates[:1], mu)


@which_momentum.wrong
def first_rate_throughout(places, gradients, rates, mu):
    """You use the first rate in all steps. Each step has its own, and only where it changes do the
    two forms part."""
    return reference(places, gradients, [rates[0]] * len(rates), mu)


@which_momentum.wrong
def end_only(places, gradients, rates, mu):
    """You compare where the runs end. One that went another way and came out at the same place is
    not the same run: compare all places."""
    given = places, gradients, rates, mu
    ends = [np.allclose(run(*given, f)[-1], places[-1], atol=1e-5) for f in ("keras", "torch")]
    return told(*ends)


@which_momentum.wrong
def by_the_rates(places, gradients, rates, mu):
    """You look at the rates, and not at where the run went. If the rate stays, the answer may still
    be "neither"."""
    answer = reference(places, gradients, rates, mu)
    if len(set(rates)) == 1:
        return "both"
    return "torch" if answer == "neither" else answer


def compared(places, gradients, rates, mu, near):
    """The answer of one who compares each place by `near`."""
    return told(
        *(
            all(map(near, run(places, gradients, rates, mu, form), places))
            for form in ("keras", "torch")
        )
    )


@which_momentum.wrong
def too_wide(places, gradients, rates, mu):
    """Your comparison allows for too much: a run in which one place is off by 0.001 still passes.
    Six decimals are given, so 1e-5 is enough."""
    return compared(places, gradients, rates, mu, lambda w, p: np.allclose(w, p, atol=0.03))


@which_momentum.wrong
def first_entry_only(places, gradients, rates, mu):
    """You look at the first entry of each place only. All entries have to fit."""
    return compared(places, gradients, rates, mu, lambda w, p: abs(w[0] - p[0]).max() < 1e-5)


@which_momentum.wrong
def last_entry_only(places, gradients, rates, mu):
    """You look at the last entry of each place only. All entries have to fit."""
    return compared(places, gradients, rates, mu, lambda w, p: abs(w[-1] - p[-1]).max() < 1e-5)


@which_momentum.wrong
def mean_of_the_differences(places, gradients, rates, mu):
    """You take a mean of the differences. One that is too large and one that is too small cancel
    out in it: look at the largest absolute value."""
    return compared(places, gradients, rates, mu, lambda w, p: abs(np.mean(w - p)) < 1e-5)


@which_momentum.wrong
def only_what_is_too_large(places, gradients, rates, mu):
    """The absolute value is missing in your comparison: a place that is too large is found, one
    that is too small passes. `np.abs(…)`, or `np.allclose`."""
    return compared(places, gradients, rates, mu, lambda w, p: (p - w).max() < 1e-5)


@which_momentum.wrong
def only_what_is_too_small(places, gradients, rates, mu):
    """The absolute value is missing in your comparison: a place that is too small is found, one
    that is too large passes. `np.abs(…)`, or `np.allclose`."""
    return compared(places, gradients, rates, mu, lambda w, p: (w - p).max() < 1e-5)


@which_momentum.wrong
def one_place_is_enough(places, gradients, rates, mu):
    """You are content if one place fits after a step. All of them have to: one that is off is
    enough to say no."""
    given = places, gradients, rates, mu
    runs = [run(*given, form) for form in ("keras", "torch")]
    return told(
        *(
            any(np.allclose(w, p, atol=1e-5) for w, p in zip(r[1:], places[1:], strict=True))
            for r in runs
        )
    )


@which_momentum.wrong
def one_place_behind(places, gradients, rates, mu):
    """You compare where a step leads with the place *before* it. `places` has one entry more than
    there are steps: the first step leads to `places[1]`."""
    given = places, gradients, rates, mu
    runs = [run(*given, form)[1:] for form in ("keras", "torch")]
    return told(*(np.allclose(r, places[:-1], atol=1e-5) for r in runs))


@which_momentum.wrong
def carried_into_the_second_run(places, gradients, rates, mu):
    """Your second run goes on from where the first one ended. Set the place back to `places[0]`,
    and the velocity to 0, before it."""
    keras_fits = fits(places, gradients, rates, mu, "keras")
    w = places[0]
    v = np.zeros_like(w)
    for g, alpha in zip(gradients, rates, strict=True):
        v = mu * v - alpha * g
        w = w + v
    torch_fits = True
    for place, g, alpha in zip(places[1:], gradients, rates, strict=True):
        v = mu * v + g
        w = w - alpha * v
        torch_fits = torch_fits and np.allclose(w, place, atol=1e-5)
    return told(keras_fits, torch_fits)


@which_momentum.wrong
def start_moved(places, gradients, rates, mu):
    """`+=` and `-=` change `places[0]` itself, for your `w` is only another name for it. So the
    second run starts from another place. Make a new array in each step: `w = w + v`."""
    found = []
    for form in ("keras", "torch"):
        w, v, good = places[0], np.zeros_like(places[0]), True
        for place, g, alpha in zip(places[1:], gradients, rates, strict=True):
            v = mu * v - alpha * g if form == "keras" else mu * v + g
            w += v if form == "keras" else -alpha * v
            good = good and np.allclose(w, place, atol=1e-5)
        found.append(good)
    return told(*found)


@which_momentum.wrong
def one_array_for_both(places, gradients, rates, mu):
    """Both runs move one and the same array, `places[0]` itself: `+=` and `-=` change it for all
    its names. Make a new array in each step: `w = w + v`."""
    w_keras = w_torch = places[0]
    v_keras = v_torch = np.zeros_like(places[0])
    keras_fits = torch_fits = True
    for place, g, alpha in zip(places[1:], gradients, rates, strict=True):
        v_keras = mu * v_keras - alpha * g
        w_keras += v_keras
        v_torch = mu * v_torch + g
        w_torch -= alpha * v_torch
        keras_fits = keras_fits and np.allclose(w_keras, place, atol=1e-5)
        torch_fits = torch_fits and np.allclose(w_torch, place, atol=1e-5)
    return told(keras_fits, torch_fits)


@which_momentum.wrong
def velocities_read_off(places, gradients, rates, mu):
    """You find the velocities from the places. These are rounded, and where you divide by a small
    rate, the rounding grows beyond your limit. Make the runs yourself, from `places[0]`."""
    moved = np.diff(places, axis=0)
    v_keras = v_torch = np.zeros_like(places[0])
    keras_fits = torch_fits = True
    for step, g, alpha in zip(moved, gradients, rates, strict=True):
        keras_fits = keras_fits and np.abs(step - (mu * v_keras - alpha * g)).max() < 1e-5
        torch_fits = torch_fits and np.abs(-step / alpha - (mu * v_torch + g)).max() < 1e-5
        v_keras, v_torch = step, -step / alpha
    return told(keras_fits, torch_fits)


@which_momentum.wrong
def mu_built_in(places, gradients, rates, mu):
    """You have 0.9 in your code. The momentum is `mu`, and it is not always 0.9."""
    return reference(places, gradients, rates, 0.9)


@which_momentum.wrong
def both_only_if_the_rate_stays(places, gradients, rates, mu):
    """You say "both" only if all rates are the same. Without momentum both forms make the same run,
    whatever the rate does: make both runs and look."""
    answer = reference(places, gradients, rates, mu)
    return "keras" if answer == "both" and len(set(rates)) > 1 else answer


@which_momentum.wrong
def too_generous(places, gradients, rates, mu):
    """To you everything is "both". Either your comparison allows for too much, and 1e-5 is enough
    for six decimals; or you are content with one place that fits, and the start always does."""
    given = places, gradients, rates, mu
    near = [np.allclose(run(*given, f), places, atol=100.0) for f in ("keras", "torch")]
    return told(*near)


@which_momentum.wrong
def never_neither(places, gradients, rates, mu):
    """You ask which of the two comes closer. The closer one may still be far off: "neither" is an
    answer, too."""
    given = places, gradients, rates, mu
    off = [np.abs(np.subtract(run(*given, f), places)).max() for f in ("keras", "torch")]
    if abs(off[0] - off[1]) < 1e-9:
        return "both"
    return "keras" if off[0] < off[1] else "torch"


@which_momentum.wrong
def equal_is_both(places, gradients, rates, mu):
    """Where neither fits you answer "both", because the two tests agree. They agree that it is
    none."""
    answer = reference(places, gradients, rates, mu)
    return "both" if answer == "neither" else answer


@which_momentum.wrong(credit=0.5)
def names_of_the_frameworks(places, gradients, rates, mu):
    """You are right, in other words. Asked for are exactly "keras", "torch", "both" and
    "neither"."""
    answer = reference(places, gradients, rates, mu)
    return {"keras": "Keras", "torch": "PyTorch"}.get(answer, answer)


@which_momentum.wrong(credit=0.5)
def pytorch_for_torch(places, gradients, rates, mu):
    """You are right, in another word: asked for is "torch"."""
    answer = reference(places, gradients, rates, mu)
    return "pytorch" if answer == "torch" else answer


@which_momentum.wrong(credit=0.5)
def none_for_neither(places, gradients, rates, mu):
    """You are right, in another word: asked for is "neither"."""
    answer = reference(places, gradients, rates, mu)
    return "none" if answer == "neither" else answer


@which_momentum.wrong
def true_and_false(places, gradients, rates, mu):
    """You return truth values. Asked for is one of the words "keras", "torch", "both" and
    "neither"."""
    given = places, gradients, rates, mu
    return fits(*given, "keras"), fits(*given, "torch")


@which_momentum.also_right
def step_by_step(places, gradients, rates, mu):
    keras = torch = True
    w_keras = w_torch = places[0]
    v_keras = v_torch = 0 * places[0]
    for i, g in enumerate(gradients):
        v_keras = mu * v_keras - rates[i] * g
        v_torch = mu * v_torch + g
        w_keras = w_keras + v_keras
        w_torch = w_torch - rates[i] * v_torch
        keras = keras and bool(np.abs(w_keras - places[i + 1]).max() < 1e-4)
        torch = torch and bool(np.abs(w_torch - places[i + 1]).max() < 1e-4)
    if keras and torch:
        return "both"
    if keras or torch:
        return "keras" if keras else "torch"
    return "neither"
