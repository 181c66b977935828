"""A process locks itself away for good, without privileges: Landlock, seccomp, limits.

The sandbox that runs a student's code is freshly forked, calls `confine` once, and then

==============  =============================================================  =================
cannot          such as                                                        because of
==============  =============================================================  =================
read a file     the gradebook, other submissions, hidden parts of a package    Landlock
change a file   outside its folder; links and pipes even in it; owner, mode,   Landlock, seccomp
                times and attributes anywhere
talk            sockets of every family, io_uring, shared memory               seccomp
start           fork, exec, namespaces (threads are allowed)                   seccomp
touch another   signals, ptrace, memory, environment and files of a process    Landlock, seccomp
use more        memory, CPU, the size of a file, the number of open files      limits
fill the disk   with files, removed or not; of threads it may have some        a disk of its own,
                hundred                                                        or who forked it
go back         raise limits, set-uid programs, capabilities                   all of them
==============  =============================================================  =================

It works as root, as an ordinary user and in a container, because each step only gives something up.
"""

from nnkit.grading.sandbox.confinement.policy import (
    ConfinementError,
    Policy,
    Support,
    confine,
    libraries,
    support,
)

__all__ = ["ConfinementError", "Policy", "Support", "confine", "libraries", "support"]
