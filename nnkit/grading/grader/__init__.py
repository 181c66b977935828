"""The trusted side, for one submission: notebook bytes in, points and explanations out.

`grade` puts it together.  A `submission` is read and `sanitise`d; a `kernel` runs its cells in a
`sandbox`, talking to it through a `session`; the `runner` runs the instructor's test cells here,
where the student's functions are proxies (`proxy`, `object_proxy`) that send plain data there and
get plain data back; `decide` makes verdicts of what the tests gave.

Enters: the instructor's assignment, which is trusted, and a student's files, of which only bytes
are taken.  From a sandbox come plain data, every one of them checked.  Leaves: a `Graded`.  No
database and no course directory is known here, so a submission can be graded in any worker.
"""
