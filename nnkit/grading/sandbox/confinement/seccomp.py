"""seccomp: which system calls a process may make, from now on and for good.

The list says what is allowed, not what is forbidden.  A kernel gains system calls every year; a
list of forbidden ones lets each new one through until somebody notices.  Here it gets ENOSYS, "this
kernel has no such call", and the C library, Python and NumPy take the way they keep for older
kernels.  The price is that something harmless may be missing; what CPython, NumPy with OpenBLAS's
threads, matplotlib's Agg and IPython use is listed and tested.

Numbers are compared exactly, so x32 calls (bit 30 set) match nothing; a call through another
architecture's gate (i386 on x86_64, arm on aarch64) ends the process.

Landlock decides about files.  What it does not speak about is decided here: processes, sockets,
signals, devices, metadata.  Changing metadata pretends to succeed, because shutil.copy does it.

Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux;
the filter's language: Documentation/userspace-api/seccomp_filter.rst and linux/filter.h.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from typing import NamedTuple

from nnkit.grading.sandbox.confinement.kernel import prctl

PR_SET_SECCOMP, MODE_FILTER = 22, 2
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, ERROR, KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000

# The name and the number on x86_64 and on aarch64, which never had the older forms of some.
ALLOWED = """
read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, preadv 295 69,
pwritev 296 70, preadv2 327 286, pwritev2 328 287, lseek 8 62, close 3 57, close_range 436 436,
dup 32 23, dup2 33 -, dup3 292 24, pipe 22 -, pipe2 293 59, sendfile 40 71, flock 73 32,
fsync 74 82, fdatasync 75 83, ftruncate 77 46, creat 85 -,
stat 4 -, lstat 6 -, fstat 5 80, newfstatat 262 79, statx 332 291, statfs 137 43, fstatfs 138 44,
access 21 -, faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78,
getdents 78 -, getdents64 217 61, getcwd 79 17, chdir 80 49, fchdir 81 50, umask 95 166,
mkdir 83 -, mkdirat 258 34, rmdir 84 -, unlink 87 -, unlinkat 263 35,
rename 82 -, renameat 264 38, renameat2 316 276,
poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72, epoll_create 213 -, epoll_create1 291 20,
epoll_ctl 233 21, epoll_wait 232 -, epoll_pwait 281 22, epoll_pwait2 441 441,
sendto 44 206, recvfrom 45 207, shutdown 48 210,
getsockname 51 204, getpeername 52 205, getsockopt 55 209,
mmap 9 222, munmap 11 215, mprotect 10 226, mremap 25 216, brk 12 214, madvise 28 233,
msync 26 227, mincore 27 232, membarrier 324 283,
futex 202 98, set_robust_list 273 99, set_tid_address 218 96, rseq 334 293, sched_yield 24 124,
sched_getaffinity 204 123, exit 60 93, exit_group 231 94, wait4 61 260, waitid 247 95,
rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, rt_sigpending 127 136,
rt_sigtimedwait 128 137, rt_sigsuspend 130 133, sigaltstack 131 132, restart_syscall 219 128,
pause 34 -, alarm 37 -, getitimer 36 102, setitimer 38 103,
nanosleep 35 101, clock_nanosleep 230 115, clock_gettime 228 113, clock_getres 229 114,
gettimeofday 96 169, time 201 -, times 100 153, getrusage 98 165, sysinfo 99 179, uname 63 160,
getrandom 318 278, getpid 39 172, getppid 110 173, gettid 186 178, getpgid 121 155, getpgrp 111 -,
getsid 124 156, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177,
getgroups 115 158, getresuid 118 148, getresgid 120 150
"""
# ENOSYS would do for these as well; "not permitted" tells a student what happened.  By sendmsg and
# recvmsg files travel, and those that are under way are in no process that could be looked at.
NOT_PERMITTED = """
socket 41 198, connect 42 203, bind 49 200, fork 57 -, vfork 58 -, execve 59 221,
execveat 322 281, ptrace 101 117, symlink 88 -, symlinkat 266 36, link 86 -, linkat 265 37,
mknod 133 -, mknodat 259 33, setpriority 141 140, sendmsg 46 211, recvmsg 47 212
"""
PRETENDED = """
chmod 90 -, fchmod 91 52, fchmodat 268 53, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54,
utime 132 -, utimes 235 -, futimesat 261 -, utimensat 280 88
"""
NOT_SUPPORTED = "listxattr 194 11, llistxattr 195 12"  # shutil.copy2 goes on without
UNCONDITIONAL = {
    ALLOWED: ALLOW,
    NOT_PERMITTED: ERROR | errno.EPERM,
    PRETENDED: ERROR | 0,
    NOT_SUPPORTED: ERROR | errno.EOPNOTSUPP,
}
# Decided by their arguments, see `limited`.
LIMITED = """
open 2 -, openat 257 56, clone 56 220, kill 62 129, tgkill 234 131, prlimit64 302 261,
socketpair 53 199, fcntl 72 25, ioctl 16 29, prctl 157 167
"""


LOAD, AND, EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06


class Instruction(NamedTuple):
    """One instruction of classic BPF; `EQUAL` skips as many as its answer says."""

    code: int
    k: int
    if_true: int = 0
    if_false: int = 0


class Argument(NamedTuple):
    """A condition on an argument: under the mask, it is one of the values.

    Lower halves are compared.  The kernel takes no more than 32 bits of any of these arguments.
    """

    position: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF


def limited(pid: int) -> dict[str, tuple[Argument, ...]]:
    """The conditions under which a process may make the calls in `LIMITED`."""
    # Opened for neither reading nor writing (3), a file asks no right of Landlock; nor did
    # O_TRUNC (0x200) on one opened for reading, before version 3.
    flags = (0, 1, 2, 0x201, 0x202)
    me = Argument(0, (pid,))
    thread, namespaces = 0x10000, 0x7E020080  # CLONE_THREAD; every CLONE_NEW*
    return {
        "open": (Argument(1, flags, mask=0x203),),
        "openat": (Argument(2, flags, mask=0x203),),
        "clone": (Argument(0, (thread,), mask=thread | namespaces),),
        "kill": (me,),
        "tgkill": (me,),
        "prlimit64": (Argument(0, (0, pid)),),
        # AF_UNIX and SOCK_STREAM, by which asyncio wakes itself: a datagram could go anywhere.
        "socketpair": (Argument(0, (1,)), Argument(1, (1,), mask=0xF)),
        # F_DUPFD to F_SETLKW, F_DUPFD_CLOEXEC, F_OFD_*: not F_SETOWN and F_SETSIG, which have the
        # kernel send a signal to any process of the same user.
        "fcntl": (Argument(1, (*range(8), 36, 37, 38, 1030)),),
        # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: not TIOCSTI, not FIOSETOWN.
        "ioctl": (Argument(1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),),
        "prctl": (Argument(0, (15, 16)),),  # the name of a thread
    }


def numbers(table: str, machine: str) -> dict[str, int]:
    """The calls of a table that an architecture has, with their numbers."""
    column = 1 + list(AUDIT_ARCH).index(machine)
    rows = [row.split() for row in table.split(",")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def program(machine: str, pid: int) -> list[Instruction]:
    """The filter for a process: a block for each call, skipped unless the number is equal."""
    # struct seccomp_data: the number at 0, the architecture at 4, the arguments from 16.
    code = [
        Instruction(LOAD, 4),
        Instruction(EQUAL, AUDIT_ARCH[machine], if_true=1),
        Instruction(RETURN, KILL_PROCESS),
        Instruction(LOAD, 0),
    ]
    for table, answer in UNCONDITIONAL.items():
        for number in numbers(table, machine).values():
            code += [Instruction(EQUAL, number, if_false=1), Instruction(RETURN, answer)]
    conditions = limited(pid)
    for name, number in numbers(LIMITED, machine).items():
        block = []
        for position, values, mask in conditions[name]:
            block += [Instruction(LOAD, 16 + 8 * position), Instruction(AND, mask)]
            for left, value in zip(range(len(values), 0, -1), values, strict=True):
                block.append(Instruction(EQUAL, value, if_true=left))
            block.append(Instruction(RETURN, ERROR | errno.EPERM))
        block.append(Instruction(RETURN, ALLOW))
        code += [Instruction(EQUAL, number, if_false=len(block)), *block]
    # So it goes with clone3: its flags lie in memory, where a filter cannot look.
    return [*code, Instruction(RETURN, ERROR | errno.ENOSYS)]


def install(machine: str, pid: int) -> None:
    """Put the filter in force for the calling thread and all that it starts.

    OSError if the kernel has no seccomp filters, or PR_SET_NO_NEW_PRIVS was not set before.
    """
    code = program(machine, pid)
    # struct sock_filter, and struct sock_fprog that points to them
    text = b"".join(struct.pack("=HBBI", i.code, i.if_true, i.if_false, i.k) for i in code)
    buffer = ctypes.create_string_buffer(text, len(text))
    outer = ctypes.create_string_buffer(struct.pack("@HP", len(code), ctypes.addressof(buffer)))
    prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.addressof(outer))
