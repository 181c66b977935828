"""The untrusted side: the process that runs one submission's code.

A fork server has IPython, NumPy and matplotlib loaded and forks a process for each sandbox, which
confines itself for good and then answers the grader's requests.  Everything here shares a process
with a student's code and may be changed by it, so nothing is kept here that is worth protecting:
no answer of this course, no secret, no test.  What enters is source code and plain data; what
leaves is plain data that nobody trusts.
"""
