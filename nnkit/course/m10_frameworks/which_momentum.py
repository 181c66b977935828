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


def run_cases(rng: Generator) -> Iterator[Case]:
    """Runs of either form, of both while the rate stays, and of none."""
    changing, steady = [0.5, 0.5, 0.1, 0.1], [0.3, 0.3, 0.3]
    for form, rates, n in (
        ("keras", changing, 3),
        ("torch", changing, 3),
        ("keras", steady, 2),
        ("none", changing, 4),
        ("torch", [0.2, 0.4, 0.8], 1),
        ("none", steady, 2),
        # The last place alone is not enough, and the first step is not always the same.
        ("late", changing, 2),
        ("twice", changing, 2),
    ):
        gradients = [normal(rng, n, 1) for _ in rates]
        start, mu = normal(rng, n, 1), 0.9
        taken = [2 * alpha for alpha in rates] if form == "twice" else rates
        made = run([start], gradients, taken, 0.0 if form == "none" else mu, form)
        if form == "late":
            made[-2] = made[-2] + 0.5
        yield [np.round(w, 6) for w in made], gradients, rates, mu


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
            "Make both runs yourself, from `places[0]` with v = 0, and keep all places of each.",
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
    """You have the two names the wrong way round. With the rate inside the velocity, v ← μ v − α g,
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
    steady = len(set(rates)) == 1
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
