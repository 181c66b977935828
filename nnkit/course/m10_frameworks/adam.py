"""Adam in two forms that differ in one thing: to which root ε is added."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from nnkit.checks.cases import normal
from nnkit.checks.exercise import Case, Code, Hint

BETA1, BETA2 = 0.9, 0.999


def adam_cases(rng: Generator) -> Iterator[Case]:
    """Steps of both forms that go on from moments, with small gradients and rates that change."""
    for form, shape, t, rates in (
        ("paper", (3, 1), 2, [0.1, 0.1, 0.02]),
        ("keras", (3, 1), 2, [0.1, 0.1, 0.02]),
        ("paper", (2, 4), 0, [0.05, 0.2, 0.1]),
        ("keras", (2, 4), 0, [0.05, 0.2, 0.1]),
        ("keras", (4,), 7, [0.3, 0.1, 0.1, 0.01]),
        ("paper", (4,), 7, [0.3, 0.1, 0.1, 0.01]),
    ):
        gradients = [0.1 * normal(rng, *shape) for _ in rates]
        m = 0.05 * normal(rng, *shape) if t else np.zeros(shape)
        v = 1e-4 * normal(rng, *shape) ** 2 if t else np.zeros(shape)
        yield normal(rng, *shape), m, v, t, gradients, rates, 0.02, form


def which_form(w, m, v, t, gradients, rates, eps, form):
    return {"paper": "the paper's form", "keras": "Keras' form"}[form]


adam = Code(
    "10.adam",
    points=3,
    minutes=12,
    difficulty=3,
    asks="adam(w, m, v, t, gradients, rates, eps, form) -> (w, m, v) after all steps",
    cases=adam_cases,
    arguments=("w", "m", "v", "t", "gradients", "rates", "eps", "form"),
    returns=("w", "m", "v"),
    part_of=which_form,
    hints=(
        Hint(
            "Where do I begin?",
            "A loop over `zip(gradients, rates)`. In it first `t = t + 1`, then m, then v, then w. "
            "Up to w the two forms are the same.",
        ),
        Hint(
            "How does t go into it?",
            "`t` steps were taken before. The next one is number t + 1, and its corrections are "
            "1 − 0.9ᵗ and 1 − 0.999ᵗ with the new t.",
        ),
        Hint(
            "Nearly the answer",
            "paper: `alpha * m / c1 / (np.sqrt(v / c2) + eps)`; Keras: `alpha * np.sqrt(c2) / c1 * "
            "m / (np.sqrt(v) + eps)`, with c1 and c2 the two corrections.",
        ),
    ),
)


def stepped(
    w, m, v, t, gradients, rates, move, *, count=1, beta1=BETA1, beta2=BETA2, square=np.square
):
    """Adam with another way to `move` from the moments, the rate and the corrections."""
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + count
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * square(g)
        w = w - move(m, v, alpha, 1 - beta1 ** max(t, 1), 1 - beta2 ** max(t, 1))
    return w, m, v


def move_of(eps, form):
    """How the two forms make a step of the moments."""
    if form == "paper":
        return lambda m, v, alpha, c1, c2: alpha * m / c1 / (np.sqrt(v / c2) + eps)
    return lambda m, v, alpha, c1, c2: alpha * np.sqrt(c2) / c1 * m / (np.sqrt(v) + eps)


@adam.right
def reference(w, m, v, t, gradients, rates, eps, form):
    return stepped(w, m, v, t, gradients, rates, move_of(eps, form))


@adam.wrong(credit=0.5)
def paper_for_both(w, m, v, t, gradients, rates, eps, form):
    """The paper's form is right. You use it for Keras, too: `form` makes no difference. Keras adds
    ε to the root of v as it is, before the correction."""
    return reference(w, m, v, t, gradients, rates, eps, "paper")


@adam.wrong(credit=0.5)
def keras_for_both(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. You use it for the paper's, too: `form` makes no difference. In the
    paper ε is added to the root of the corrected v."""
    return reference(w, m, v, t, gradients, rates, eps, "keras")


@adam.wrong
def forms_exchanged(w, m, v, t, gradients, rates, eps, form):
    """You have the two forms the wrong way round: the paper adds ε to the root of the corrected v,
    Keras to the root of v as it is."""
    other = "keras" if form == "paper" else "paper"
    return reference(w, m, v, t, gradients, rates, eps, other)


@adam.wrong
def t_stays(w, m, v, t, gradients, rates, eps, form):
    """All steps have the same number: t has to grow by 1 in each."""
    c1, c2 = 1 - BETA1 ** (t + 1), 1 - BETA2 ** (t + 1)
    move = move_of(eps, form)
    return stepped(w, m, v, t, gradients, rates, lambda m, v, alpha, *_: move(m, v, alpha, c1, c2))


@adam.wrong
def t_one_behind(w, m, v, t, gradients, rates, eps, form):
    """Your corrections are one step behind. `t` steps were taken before, so the next is number
    t + 1: let t grow first."""
    return stepped(w, m, v, t - 1, gradients, rates, move_of(eps, form))


@adam.wrong
def t_from_1(w, m, v, t, gradients, rates, eps, form):
    """Your count begins at 1 in each call. `t` steps were taken before: go on from there."""
    return stepped(w, m, v, 0, gradients, rates, move_of(eps, form))


@adam.wrong
def no_correction(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. They are not corrected for their start from zero: divide by 1 − β₁ᵗ and
    1 − β₂ᵗ."""
    return stepped(
        w, m, v, t, gradients, rates,
        lambda m, v, alpha, c1, c2: alpha * m / (np.sqrt(v) + eps),
    )  # fmt: skip


@adam.wrong
def only_m_corrected(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. Only m is corrected for its start from zero: v needs it, too, with β₂."""
    return stepped(
        w, m, v, t, gradients, rates,
        lambda m, v, alpha, c1, c2: alpha * m / c1 / (np.sqrt(v) + eps),
    )  # fmt: skip


@adam.wrong
def only_v_corrected(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. Only v is corrected for its start from zero: m needs it, too, with β₁."""
    move = move_of(eps, form)
    return stepped(w, m, v, t, gradients, rates, lambda m, v, a, c1, c2: move(m, v, a, 1, c2))


@adam.wrong
def eps_in_the_root(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. Your ε is inside the root. It is added to the root, in both forms."""

    def move(m, v, alpha, c1, c2):
        if form == "paper":
            return alpha * m / c1 / np.sqrt(v / c2 + eps)
        return alpha * np.sqrt(c2) / c1 * m / np.sqrt(v + eps)

    return stepped(w, m, v, t, gradients, rates, move)


@adam.wrong
def no_eps(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. `eps` is not used: without it both forms are the same."""
    return stepped(w, m, v, t, gradients, rates, move_of(0.0, form))


@adam.wrong
def no_root(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. You divide by v itself. Take its root: v is made of squares."""

    def move(m, v, alpha, c1, c2):
        if form == "paper":
            return alpha * m / c1 / (v / c2 + eps)
        return alpha * np.sqrt(c2) / c1 * m / (v + eps)

    return stepped(w, m, v, t, gradients, rates, move)


@adam.wrong
def correction_without_root(w, m, v, t, gradients, rates, eps, form):
    """The paper's form is right. In Keras' form the correction of v stands outside of the root, so
    its own root is needed: `np.sqrt(1 - beta2**t)`."""
    if form == "paper":
        return reference(w, m, v, t, gradients, rates, eps, form)
    return stepped(
        w, m, v, t, gradients, rates,
        lambda m, v, alpha, c1, c2: alpha * c2 / c1 * m / (np.sqrt(v) + eps),
    )  # fmt: skip


def only_in(form_here, wrong, w, m, v, t, gradients, rates, eps, form):
    """Adam with another move in one of the forms."""
    move = wrong if form == form_here else move_of(eps, form)
    return stepped(w, m, v, t, gradients, rates, move)


@adam.wrong(credit=0.5)
def keras_uncorrected(w, m, v, t, gradients, rates, eps, form):
    """The paper's form is right. In Keras' form the corrections are missing: they stand together in
    front of the fraction, √c₂ / c₁."""
    return only_in(
        "keras", lambda m, v, alpha, c1, c2: alpha * m / (np.sqrt(v) + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def keras_v_uncorrected(w, m, v, t, gradients, rates, eps, form):
    """The paper's form is right. In Keras' form v is not corrected at all: ε meets √v as it is, and
    then √c₂ in front of the fraction makes up for it."""
    return only_in(
        "keras", lambda m, v, alpha, c1, c2: alpha * m / c1 / (np.sqrt(v) + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def keras_inverted(w, m, v, t, gradients, rates, eps, form):
    """The paper's form is right. In Keras' form the corrections are upside down: √c₂ / c₁."""
    return only_in(
        "keras", lambda m, v, alpha, c1, c2: alpha * c1 / np.sqrt(c2) * m / (np.sqrt(v) + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def paper_corrects_the_root(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. In the paper's you divide the root by c₂. It is v that is divided,
    before the root is taken: `np.sqrt(v / c2)`."""
    return only_in(
        "paper", lambda m, v, alpha, c1, c2: alpha * m / c1 / (np.sqrt(v) / c2 + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def paper_eps_in_the_root(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. In the paper's your ε is inside the root: it is added to the root."""
    return only_in(
        "paper", lambda m, v, alpha, c1, c2: alpha * m / c1 / np.sqrt(v / c2 + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def paper_multiplied(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. In the paper's you multiply by the corrections. m and v are too small
    at the start: divide."""
    return only_in(
        "paper", lambda m, v, alpha, c1, c2: alpha * m * c1 / (np.sqrt(v * c2) + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def paper_without_root(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. In the paper's the root is missing: v is made of squares."""
    return only_in(
        "paper", lambda m, v, alpha, c1, c2: alpha * m / c1 / (v / c2 + eps),
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong(credit=0.5)
def paper_eps_behind_the_fraction(w, m, v, t, gradients, rates, eps, form):
    """Keras' form is right. In the paper's brackets are missing: your ε is added at the end, and it
    belongs to the root below the fraction: `(np.sqrt(v / c2) + eps)`."""
    return only_in(
        "paper", lambda m, v, alpha, c1, c2: alpha * m / c1 / np.sqrt(v / c2) - eps,
        w, m, v, t, gradients, rates, eps, form,
    )  # fmt: skip


@adam.wrong
def multiplied_in_both(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. You multiply by the corrections. m and v are too small at the start:
    divide."""

    def move(m, v, alpha, c1, c2):
        return move_of(eps, form)(m, v, alpha, 1 / c1, 1 / c2)

    return stepped(w, m, v, t, gradients, rates, move)


@adam.wrong
def w_before_the_moments(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. You move w first, with the moments from before. First they, then w."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g**2
    return w, m, v


@adam.wrong
def corrected_returned(w, m, v, t, gradients, rates, eps, form):
    """w is right. You return the corrected moments. The next step goes on from m and v as they
    are."""
    w, m, v = reference(w, m, v, t, gradients, rates, eps, form)
    steps = t + len(rates)
    return w, m / (1 - BETA1**steps), v / (1 - BETA2**steps)


@adam.wrong
def moments_from_zero(w, m, v, t, gradients, rates, eps, form):
    """You begin with moments of zero. Go on from the `m` and `v` that you are given."""
    return reference(w, 0 * m, 0 * v, t, gradients, rates, eps, form)


@adam.wrong
def gradient_whole_in_m(w, m, v, t, gradients, rates, eps, form):
    """v is right. The gradient goes into m whole. m is a mean: its share is 1 − β₁."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m, v = BETA1 * m + g, BETA2 * v + (1 - BETA2) * g**2
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
    return w, m, v


@adam.wrong
def square_whole_in_v(w, m, v, t, gradients, rates, eps, form):
    """m is right. The square goes into v whole. v is a mean: its share is 1 − β₂."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m, v = BETA1 * m + (1 - BETA1) * g, BETA2 * v + g**2
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
    return w, m, v


@adam.wrong
def beta1_in_v(w, m, v, t, gradients, rates, eps, form):
    """m is right. In v the old value fades with β₂ and the square comes in with 1 − β₁. Both shares
    have to be of β₂: 0.999 and 0.001."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m, v = BETA1 * m + (1 - BETA1) * g, BETA2 * v + (1 - BETA1) * g**2
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
    return w, m, v


@adam.wrong
def no_square(w, m, v, t, gradients, rates, eps, form):
    """m is right. v is the mean of the *squares* of the gradients: `g**2`."""
    return stepped(w, m, v, t, gradients, rates, move_of(eps, form), square=np.abs)


@adam.wrong
def gradient_for_its_square(w, m, v, t, gradients, rates, eps, form):
    """m is right. v is the mean of the *squares* of the gradients: `g**2`. Without the square v
    becomes negative, and its root is no number."""
    with np.errstate(invalid="ignore"):
        move = move_of(eps, form)
        return stepped(w, m, v, t, gradients, rates, move, square=lambda g: g)


@adam.wrong
def t_never_grows(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. `t` never grows. `t` steps were taken before, so the next is number t + 1;
    with t = 0 you divide by 1 − β⁰, which is 0."""
    c1, c2 = 1 - BETA1**t, 1 - BETA2**t
    move = move_of(eps, form)
    with np.errstate(divide="ignore", invalid="ignore"):
        c1, c2 = np.float64(c1), np.float64(c2)
        return stepped(w, m, v, t, gradients, rates, lambda m, v, a, *_: move(m, v, a, c1, c2))


@adam.wrong
def square_of_the_mean(w, m, v, t, gradients, rates, eps, form):
    """m is right. Your v is made of m². It is the mean of the squared gradients, not the square of
    their mean."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * m**2
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
    return w, m, v


@adam.wrong
def betas_exchanged(w, m, v, t, gradients, rates, eps, form):
    """β₁ and β₂ have changed places: m forgets with 0.9, v with 0.999."""
    return stepped(w, m, v, t, gradients, rates, move_of(eps, form), beta1=BETA2, beta2=BETA1)


@adam.wrong
def moments_added_whole(w, m, v, t, gradients, rates, eps, form):
    """The gradient goes into m and v whole. They are means: its share is 1 − β."""
    move = move_of(eps, form)
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m, v = BETA1 * m + g, BETA2 * v + g**2
        w = w - move(m, v, alpha, 1 - BETA1**t, 1 - BETA2**t)
    return w, m, v


@adam.wrong
def corrected_kept(w, m, v, t, gradients, rates, eps, form):
    """You store the corrected m and v under the names m and v, and the next step corrects them
    again. Give the corrected ones names of their own."""
    for g, alpha in zip(gradients, rates, strict=True):
        t = t + 1
        m = (BETA1 * m + (1 - BETA1) * g) / (1 - BETA1**t)
        v = (BETA2 * v + (1 - BETA2) * g**2) / (1 - BETA2**t)
        w = w - alpha * m / (np.sqrt(v) + eps)
    return w, m, v


@adam.wrong
def first_rate_throughout(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. You use the first rate in all steps; each has its own."""
    return reference(w, m, v, t, gradients, [rates[0]] * len(rates), eps, form)


@adam.wrong
def uphill(w, m, v, t, gradients, rates, eps, form):
    """m and v are right. The step goes uphill: subtract it."""
    new_w, m, v = reference(w, m, v, t, gradients, rates, eps, form)
    return 2 * w - new_w, m, v


@adam.wrong
def one_step(w, m, v, t, gradients, rates, eps, form):
    """Only the first step is taken. Let the loop go through all of them, and return behind it."""
    return reference(w, m, v, t, gradients[:1], rates[:1], eps, form)


@adam.wrong(credit=0.5)
def w_alone(w, m, v, t, gradients, rates, eps, form):
    """w is right. Return m and v as well: whoever goes on from here needs them."""
    return reference(w, m, v, t, gradients, rates, eps, form)[0]


@adam.wrong(credit=0.5)
def in_place(w, m, v, t, gradients, rates, eps, form):
    """Right numbers, but `-=` and `*=` changed the arrays that you were given, and whoever called
    you still needs them. Make new ones: `m = beta1 * m + …`."""
    for old, new in zip((w, m, v), reference(w, m, v, t, gradients, rates, eps, form), strict=True):
        old[...] = new
    return w, m, v


@adam.also_right
def with_another_eps(w, m, v, t, gradients, rates, eps, form):
    for i in range(len(gradients)):
        t += 1
        m = m + (1 - BETA1) * (gradients[i] - m)
        v = v + (1 - BETA2) * (gradients[i] ** 2 - v)
        m_hat, v_hat = m / (1 - BETA1**t), v / (1 - BETA2**t)
        added = eps if form == "paper" else eps / np.sqrt(1 - BETA2**t)
        w = w - rates[i] * m_hat / (np.sqrt(v_hat) + added)
    return w, m, v
