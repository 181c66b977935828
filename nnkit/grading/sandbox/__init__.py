"""The untrusted side: the process that runs one submission's code.

`fork_server` has IPython, NumPy and matplotlib loaded and forks a process for each sandbox, which
locks itself away (`confinement`) and then answers the grader's requests (`server`) with IPython's
own `shell`.  Where no process can be forked, `unconfined` is started instead.

Enters: source code and plain data, from the grader.  Leaves: plain data that nobody trusts.  All
here shares a process with a student's code and may be changed by it, so nothing is kept here that
is worth protecting: no answer of this course, no secret, no test.
"""
