"""The messages between the grader and a sandbox.

The grader sends a request, a dict with the name of a ``method`` of the sandbox's `Server` and its
arguments, and gets a reply, a dict whose keys depend on the method:

=================  =============================================================================
run_cell           ``outputs``: what the cell has shown
mark_cell          ``passed``, ``result``, ``warned`` and ``error``: what nbgrader makes points of
draw_figure        ``picture``: the PNG of a figure whose name stands in an output
get                a value: what a name stands for; ``missing`` if it stands for nothing
get_attribute      a value
call               a value, ``changed``: place and new value of each argument that it changed, and
                   ``argument``: the place of that which the value is, if it is one
call_many          ``replies``: the encoded reply of each call
run_steps          ``replies``: each with ``results``, encoded values by name, and ``changed``
operate            a value: what an operator gave; ``not_implemented`` if it gave nothing
define             nothing; nor do limit_output, set_variant, set_random_state, set_aside, put_back
=================  =============================================================================

A value is ``value``, with ``exception`` if it is a class of these, or ``module``, the name of one.
What cannot be sent stays where it is and travels as a number: from 0 on what is in the sandbox (see
`nnkit.grading.protocol.special_methods`), below 0 what is in the grader.  So do objects of pandas,
unless the request says by ``pandas`` that the grader has it loaded.  A reply may have ``error``
instead, an exception of the student's code, or ``too_large``, why a value cannot be sent, and has
``printed``, what that code printed.  Before it replies, the sandbox may send ``callback``, to call
a function that is in the grader, and gets its ``value`` or ``error``.
"""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]

FIGURE_PREFIX = b"nnkit figure"
"""Begins the name of a figure; whole triples, so that its base64 stands for itself."""
