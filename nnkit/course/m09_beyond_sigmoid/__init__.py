"""Module 09: what made deep networks work."""

from __future__ import annotations

from nnkit.course.in_order import in_order
from nnkit.course.m09_beyond_sigmoid import (
    delta,
    entropy,
    initial_weights,
    layer_norms,
    leaky,
    own_scores,
    own_slopes,
    recall,
    silent,
    slopes,
    softmax,
    softmax_cross_entropy,
    spread,
    vanishing,
)

EXERCISES = in_order(
    recall,
    leaky,
    slopes.off_units,
    slopes.slope_of,
    own_slopes,
    softmax.shifted_scores,
    softmax.softmax,
    own_scores.my_softmax,
    own_scores.my_loss,
    entropy.cross_entropy,
    entropy.chance_loss,
    delta.delta_proof,
    softmax_cross_entropy,
    delta.bug_twice,
    delta.cure,
    vanishing.my_depth,
    vanishing.which_vanishes,
    layer_norms,
    vanishing.vanished,
    vanishing.explodes,
    vanishing.relu_at_one,
    spread.keeps_size,
    spread.why_two,
    spread.my_spread,
    initial_weights,
    silent.never_back,
    silent.silent_share,
)
