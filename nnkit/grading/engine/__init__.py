"""The grading engine: one submission in, one result out, out of the student's reach.

The student's cells run in a sandbox (`inside`), a confined process forked from a warm one (`warm`,
`start`).  Test cells never go there: they run here (`exam`), where the student's functions are
stand-ins (`standin`) that send plain data to the sandbox and get plain data back.  `grade` puts it
together and knows no database, so that it runs in any worker.

Trusted: the instructor's source, this package, the kernel.  Not trusted: the notebook, and every
byte that comes out of the sandbox.
"""
