"""What a confined process is made to try: a program that prints what came of each attempt.

Every attempt runs in a forked process of its own, once free and once confined, as root, as an
ordinary user, and as root that asks to become one.  What is forbidden must succeed when free, or
the attempt would show nothing.

In an attempt that yields, the part before the yield runs before confinement.
"""

from __future__ import annotations

import array
import asyncio
import contextlib
import ctypes
import encodings.idna  # noqa: F401 - which an ordinary user may be unable to load
import fcntl
import gc
import importlib
import inspect
import json
import mmap
import os
import platform
import pty
import random
import resource
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import termios
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from nnkit.grading.sandbox.confinement import Policy, confine, libraries, private_disk

USER = 65534
PACKAGES = Path(np.__file__).parents[1]  # wherever that is
READABLE: list[str | Path] = [
    *libraries(),
    PACKAGES,
]  # asked before this process becomes another user
SECRET = "the answers"
MIB = 1 << 20
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
ARM = platform.machine() == "aarch64"


@dataclass
class World:
    """Files around an attempt; only `scratch` and `library`, less what is hidden, are allowed."""

    base: Path
    fds: list[int] = field(default_factory=list)

    @property
    def scratch(self) -> Path:
        return self.base / "scratch"

    @property
    def private(self) -> Path:
        return self.base / "private" / "gradebook.db"

    @property
    def library(self) -> Path:
        return self.base / "library"

    @property
    def readable(self) -> Path:
        return self.library / "open.py"

    @property
    def hidden(self) -> tuple[Path, ...]:
        return (self.library / "answers", self.library / "deep" / "inner" / "hidden.txt")

    @classmethod
    def create(cls, user: int) -> World:
        world = cls(Path(tempfile.mkdtemp(prefix="confinement-")))
        world.base.chmod(0o755)
        texts = {
            world.private: SECRET,
            world.readable: "open",
            world.hidden[0] / "m01.py": SECRET,
            world.hidden[1]: SECRET,
            world.hidden[1].with_name("shown.txt"): "shown",
        }
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (world.library / "link.py").symlink_to("answers/m01.py")
        (world.library / "empty").mkdir()
        with contextlib.suppress(OSError):  # not on every file system
            os.setxattr(world.readable, "user.note", b"x")
        world.scratch.mkdir()
        os.chown(world.scratch, user, user)
        world.fds = [os.open(world.private, os.O_RDWR), os.open(world.private.parent, os.O_RDONLY)]
        return world

    def outside(self) -> list[Any]:
        """All that must not change."""
        state: list[Any] = []
        for folder in (self.base / "private", self.library):
            for path in sorted(folder.rglob("*")):
                s = path.lstat()
                readable = path.is_file() and s.st_mode & 0o400
                text = path.read_text() if readable else ""
                state.append((str(path), s.st_mode, s.st_uid, s.st_nlink, s.st_mtime_ns, text))
                state.append(os.listxattr(path, follow_symlinks=False))
        return state

    def remove(self) -> None:
        for fd in self.fds:
            os.close(fd)
        shutil.rmtree(self.base)


Attempt = Callable[[World], Any]
FORBIDDEN: dict[str, Attempt] = {}
# Forbidden too, but whether it works when free depends on the kernel, its settings and the user.
CONDITIONAL: dict[str, Attempt] = {}
PRETENDED: dict[str, Attempt] = {}  # seems to succeed, and changes nothing
ALLOWED: dict[str, Attempt] = {}
SLOW: dict[str, Attempt] = {}  # forbidden; tried as one user only


def to(kind: dict[str, Attempt]) -> Callable[[Attempt], Attempt]:
    def register(attempt: Attempt) -> Attempt:
        kind[attempt.__name__] = attempt
        return attempt

    return register


def call(number_x86: int | None, number_arm: int | None, *arguments: Any) -> int:
    """Make a system call by its number, as a student could with ctypes."""
    number = number_arm if ARM else number_x86
    if number is None:
        raise OSError("no such call on this architecture")
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result: int = libc.syscall(ctypes.c_long(number), *wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def secret(text: str | bytes) -> None:
    assert text in (SECRET, SECRET.encode()), f"read {text!r}"


# --------------------------------------------------------------------------------- reading files


@to(FORBIDDEN)
def read_the_gradebook(w: World) -> None:
    secret(w.private.read_text())


@to(FORBIDDEN)
def read_by_a_path_with_dots(w: World) -> None:
    secret((w.scratch / ".." / "private" / "gradebook.db").read_text())


@to(FORBIDDEN)
def read_through_the_root_in_proc(w: World) -> None:
    secret(Path(f"/proc/self/root{w.private}").read_text())


@to(FORBIDDEN)
def read_through_a_symbolic_link(w: World) -> Iterator[None]:
    link = w.scratch / "link"
    link.symlink_to(w.private)
    yield
    secret(link.read_text())


@to(FORBIDDEN)
def make_a_symbolic_link(w: World) -> None:
    os.symlink(w.private, w.scratch / "link")


@to(FORBIDDEN)
def make_a_hard_link_to_the_gradebook(w: World) -> None:
    os.link(w.private, w.scratch / "link")


@to(FORBIDDEN)
def make_a_hard_link_inside(w: World) -> None:
    (w.scratch / "a").write_text("a")
    os.link(w.scratch / "a", w.scratch / "b")


@to(FORBIDDEN)
def reopen_a_path_only_descriptor(w: World) -> None:
    fd = os.open(w.private, os.O_PATH)
    secret(Path(f"/proc/self/fd/{fd}").read_text())


@to(FORBIDDEN)
def open_without_a_mode(w: World) -> None:
    os.open(w.private, os.O_WRONLY | os.O_RDWR)


@to(FORBIDDEN)
def use_an_inherited_file(w: World) -> None:
    secret(os.pread(w.fds[0], 100, 0))


@to(FORBIDDEN)
def use_an_inherited_folder(w: World) -> None:
    secret(os.read(os.open("gradebook.db", os.O_RDONLY, dir_fd=w.fds[1]), 100))


@to(FORBIDDEN)
def use_the_folder_that_was_current(w: World) -> Iterator[None]:
    os.chdir(w.private.parent)
    yield
    secret(Path("gradebook.db").read_text())


@to(FORBIDDEN)
def list_the_current_folder_outside(w: World) -> Iterator[None]:
    os.chdir(w.private.parent)
    yield
    os.listdir(".")


@to(FORBIDDEN)
def read_the_list_of_users(w: World) -> None:
    Path("/etc/passwd").read_text()


@to(FORBIDDEN)
def list_homes(w: World) -> None:
    os.listdir("/home")


@to(FORBIDDEN)
def list_the_root(w: World) -> None:
    os.listdir("/")


@to(FORBIDDEN)
def list_the_folder_above(w: World) -> None:
    os.listdir(w.base)


@to(FORBIDDEN)
def read_a_hidden_file_in_a_hidden_folder(w: World) -> None:
    secret((w.hidden[0] / "m01.py").read_text())


@to(FORBIDDEN)
def read_a_hidden_file(w: World) -> None:
    secret(w.hidden[1].read_text())


@to(FORBIDDEN)
def read_a_hidden_file_by_a_readable_link(w: World) -> None:
    secret((w.library / "link.py").read_text())


@to(FORBIDDEN)
def import_the_answers(w: World) -> None:
    # as if in a process that never imported them
    for name in [n for n in sys.modules if n.startswith("nnkit.course")]:
        del sys.modules[name]
    import nnkit

    folder = Path(nnkit.__file__).parent / "course"
    (folder / "__init__.py").read_text()
    importlib.import_module("nnkit.course")


@to(FORBIDDEN)
def read_the_grader(w: World) -> None:
    Path(inspect.getfile(Policy)).read_text()


# --------------------------------------------------------------------------------- changing files


@to(FORBIDDEN)
def overwrite_the_gradebook(w: World) -> None:
    w.private.write_text("100 points")


@to(FORBIDDEN)
def append_to_a_readable_file(w: World) -> None:
    with w.readable.open("a") as file:
        file.write("more")


@to(FORBIDDEN)
def create_a_file_outside(w: World) -> None:
    (w.library / "numpy.py").write_text("")


@to(FORBIDDEN)
def create_a_folder_outside(w: World) -> None:
    (w.library / "numpy").mkdir()


@to(FORBIDDEN)
def remove_a_file_outside(w: World) -> None:
    w.readable.unlink()


@to(FORBIDDEN)
def remove_a_folder_outside(w: World) -> None:
    (w.library / "empty").rmdir()


@to(FORBIDDEN)
def rename_a_file_in(w: World) -> None:
    w.private.rename(w.scratch / "gradebook.db")


@to(FORBIDDEN)
def rename_a_file_out(w: World) -> None:
    (w.scratch / "a").write_text("100 points")
    (w.scratch / "a").replace(w.private)


@to(FORBIDDEN)
def exchange_two_files(w: World) -> None:
    (w.scratch / "a").write_text("100 points")
    old, new = (os.fsencode(p) for p in (w.scratch / "a", w.private))
    call(316, 276, -100, old, -100, new, 2)  # renameat2, RENAME_EXCHANGE


@to(FORBIDDEN)
def truncate_a_readable_file(w: World) -> None:
    os.truncate(w.readable, 0)


@to(FORBIDDEN)
def truncate_the_gradebook(w: World) -> None:
    os.truncate(w.private, 0)


@to(FORBIDDEN)
def truncate_while_opening_to_read(w: World) -> None:
    os.open(w.readable, os.O_RDONLY | os.O_TRUNC)


@to(FORBIDDEN)
def make_a_pipe_with_a_name(w: World) -> None:
    os.mkfifo(w.scratch / "pipe")


@to(FORBIDDEN)
def make_a_node_in_the_scratch_folder(w: World) -> None:
    os.mknod(w.scratch / "node")


@to(CONDITIONAL)
def make_a_device(w: World) -> None:
    os.mknod(w.scratch / "disk", 0o600 | 0o060000, os.makedev(7, 0))


@to(FORBIDDEN)
def make_a_socket_with_a_name(w: World) -> None:
    socket.socket(socket.AF_UNIX).bind(str(w.scratch / "s"))


@to(FORBIDDEN)
def reserve_disk_beyond_the_limit(w: World) -> None:
    fd = os.open(w.scratch / "big", os.O_RDWR | os.O_CREAT)
    call(285, 47, fd, 1, 0, 80 * MIB)  # fallocate, FALLOC_FL_KEEP_SIZE


@to(PRETENDED)
def change_the_mode(w: World) -> None:
    w.readable.chmod(0o777)


@to(PRETENDED)
def change_the_mode_of_the_gradebook(w: World) -> None:
    w.private.chmod(0)


@to(PRETENDED)
def change_the_mode_of_an_open_file(w: World) -> None:
    os.fchmod(os.open(w.readable, os.O_RDONLY), 0o777)


@to(PRETENDED)
def make_it_run_as_its_owner(w: World) -> None:
    w.readable.chmod(0o4755)


@to(PRETENDED)
def change_the_times(w: World) -> None:
    os.utime(w.private, (0, 0))


@to(CONDITIONAL)
def change_the_mode_the_new_way(w: World) -> None:
    call(452, 452, -100, os.fsencode(w.private), 0, 0)  # fchmodat2


@to(CONDITIONAL)
def change_an_attribute(w: World) -> None:
    os.setxattr(w.readable, "user.note", b"x")


@to(CONDITIONAL)
def remove_an_attribute(w: World) -> None:
    os.removexattr(w.readable, "user.note")


# --------------------------------------------------------------------------------- the network


@to(FORBIDDEN)
def socket_inet(w: World) -> None:
    socket.socket(socket.AF_INET)


@to(FORBIDDEN)
def socket_inet_datagram(w: World) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


@to(CONDITIONAL)
def socket_inet6(w: World) -> None:
    socket.socket(socket.AF_INET6)


@to(FORBIDDEN)
def socket_unix(w: World) -> None:
    socket.socket(socket.AF_UNIX)


@to(FORBIDDEN)
def socket_netlink(w: World) -> None:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)


@to(CONDITIONAL)
def socket_packet(w: World) -> None:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW)


@to(CONDITIONAL)
def socket_vsock(w: World) -> None:
    socket.socket(socket.AF_VSOCK)


@to(FORBIDDEN)
def connect_to_the_loopback(w: World) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        yield
        socket.create_connection(address).close()


@to(FORBIDDEN)
def connect_a_socket_that_was_kept(w: World) -> Iterator[None]:
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.socket()
    w.fds[:] = [client.fileno()]  # kept
    yield
    client.connect(("127.0.0.1", server.getsockname()[1]))


@to(FORBIDDEN)
def send_from_a_pair_of_datagram_sockets(w: World) -> Iterator[None]:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind(str(w.base / "log"))
    yield
    pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pair[0].sendto(b"hello", str(w.base / "log"))


# --------------------------------------------------------------------------------- processes


@to(FORBIDDEN)
def fork(w: World) -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


@to(FORBIDDEN)
def fork_by_number(w: World) -> None:
    if call(57, None) == 0:
        os._exit(0)


@to(FORBIDDEN)
def clone_by_number(w: World) -> None:
    if call(56, 220, signal.SIGCHLD, 0, 0, 0, 0) == 0:
        os._exit(0)


@to(CONDITIONAL)
def clone3_by_number(w: World) -> None:
    arguments = array.array("Q", [0] * 8)
    arguments[4] = signal.SIGCHLD
    if call(435, 435, arguments.tobytes(), 64) == 0:
        os._exit(0)


@to(FORBIDDEN)
def run_a_program(w: World) -> None:
    assert subprocess.run(["/bin/true"]).returncode == 0


@to(FORBIDDEN)
def spawn_a_program(w: World) -> None:
    os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)


@to(FORBIDDEN)
def become_a_program(w: World) -> None:
    os.dup2(w.fds[-1], 1)  # "done" comes from the program
    os.execv("/bin/sh", ["sh", "-c", "echo '\"done\"'"])


@to(FORBIDDEN)
def signal_the_parent(w: World) -> None:
    os.kill(os.getppid(), signal.SIGURG)


@to(FORBIDDEN)
def signal_the_group(w: World) -> None:
    os.kill(0, signal.SIGURG)


@to(FORBIDDEN)
def signal_all(w: World) -> None:
    os.kill(-1, 0)  # signal 0 only asks whether it may


@to(FORBIDDEN)
def signal_a_thread_of_the_parent(w: World) -> None:
    call(234, 131, os.getppid(), os.getppid(), signal.SIGURG)


@to(FORBIDDEN)
def signal_by_the_old_call(w: World) -> None:
    call(200, 130, os.getppid(), signal.SIGURG)


@to(FORBIDDEN)
def signal_by_a_descriptor(w: World) -> None:
    fd = call(434, 434, os.getppid(), 0)
    call(424, 424, fd, signal.SIGURG, None, 0)


@to(FORBIDDEN)
def signal_by_a_files_owner(w: World) -> None:
    fcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, os.getppid())


@to(FORBIDDEN)
def keep_files_under_way(w: World) -> None:
    pair = socket.socketpair()
    with (w.scratch / "file").open("w") as file:
        socket.send_fds(pair[0], [b"x"], [file.fileno()])


@to(FORBIDDEN)
def signal_by_a_devices_owner(w: World) -> None:
    pair = socket.socketpair()
    fcntl.ioctl(pair[0], 0x8901, array.array("i", [os.getppid()]).tobytes())  # FIOSETOWN


@to(CONDITIONAL)
def trace_the_parent(w: World) -> None:
    call(101, 117, 0x4206, os.getppid(), 0, 0)  # PTRACE_SEIZE


@to(CONDITIONAL)
def read_the_memory_of_the_parent(w: World) -> None:
    # A forked process finds things where its parent has them.
    here, there = ctypes.create_string_buffer(8), id(SECRET)
    target = array.array("Q", [ctypes.addressof(here), 8]).tobytes()
    source = array.array("Q", [there, 8]).tobytes()
    call(310, 270, os.getppid(), target, 1, source, 1, 0)


@to(CONDITIONAL)
def compare_with_the_parent(w: World) -> None:
    call(312, 272, os.getpid(), os.getppid(), 1, 0, 0)  # kcmp


@to(FORBIDDEN)
def read_the_environment_of_the_parent(w: World) -> None:
    assert Path(f"/proc/{os.getppid()}/environ").read_bytes()


@to(FORBIDDEN)
def read_the_command_of_the_parent(w: World) -> None:
    assert Path(f"/proc/{os.getppid()}/cmdline").read_bytes()


@to(FORBIDDEN)
def see_the_folder_of_the_parent(w: World) -> None:
    os.readlink(f"/proc/{os.getppid()}/cwd")


@to(FORBIDDEN)
def see_the_files_of_the_parent(w: World) -> None:
    os.listdir(f"/proc/{os.getppid()}/fd")


@to(FORBIDDEN)
def read_its_own_first_environment(w: World) -> None:
    Path("/proc/self/environ").read_bytes()


@to(FORBIDDEN)
def write_its_own_memory(w: World) -> None:
    os.open("/proc/self/mem", os.O_RDWR)


@to(FORBIDDEN)
def list_processes(w: World) -> None:
    os.listdir("/proc")


@to(FORBIDDEN)
def slow_the_parent_down(w: World) -> None:
    os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))


@to(FORBIDDEN)
def limit_the_parent(w: World) -> None:
    resource.prlimit(os.getppid(), resource.RLIMIT_CORE)


@to(FORBIDDEN)
def move_the_parent(w: World) -> None:
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))


# --------------------------------------------------------------------------------- the kernel


@to(CONDITIONAL)
def new_user_namespace(w: World) -> None:
    call(272, 97, 0x10000000)  # unshare(CLONE_NEWUSER)


@to(CONDITIONAL)
def new_namespace_by_clone(w: World) -> None:
    if call(56, 220, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0) == 0:
        os._exit(0)


@to(CONDITIONAL)
def join_a_namespace(w: World) -> Iterator[None]:
    w.fds[:] = [os.open("/proc/self/ns/net", os.O_RDONLY)]
    yield
    call(308, 268, w.fds[0], 0)


@to(CONDITIONAL)
def mount(w: World) -> Iterator[None]:
    call(272, 97, 0x20000)  # unshare(CLONE_NEWNS): what is mounted goes with this process
    call(165, 40, None, b"/", None, 0x44000, None)  # MS_REC | MS_PRIVATE
    yield
    call(165, 40, b"none", os.fsencode(w.scratch), b"tmpfs", 0, None)


@to(CONDITIONAL)
def change_the_root(w: World) -> None:
    os.chroot(w.scratch)


@to(CONDITIONAL)
def become_root(w: World) -> None:
    os.setuid(0)


@to(CONDITIONAL)
def become_another(w: World) -> None:
    os.setuid(12345)


@to(CONDITIONAL)
def take_a_capability(w: World) -> None:
    ask = array.array("I", [0x20080522, 0])
    call(126, 91, ask.tobytes(), array.array("I", [0xFF, 0xFF, 0, 0, 0, 0]).tobytes())


@to(CONDITIONAL)
def io_uring(w: World) -> None:
    call(425, 425, 8, bytes(120))


@to(FORBIDDEN)
def memory_file(w: World) -> None:
    os.memfd_create("x")


@to(CONDITIONAL)
def user_fault(w: World) -> None:
    call(323, 282, 1)


@to(CONDITIONAL)
def load_a_kernel_program(w: World) -> None:
    call(321, 280, 0, bytes(128), 128)


@to(CONDITIONAL)
def count_events(w: World) -> None:
    call(298, 241, bytes(128), 0, -1, -1, 0)


@to(CONDITIONAL)
def add_a_key(w: World) -> None:
    call(248, 217, b"user", b"nnkit", b"x", 1, -2)  # KEY_SPEC_PROCESS_KEYRING


@to(CONDITIONAL)
def find_a_keyring(w: World) -> None:
    call(250, 219, 0, -3, 0)  # KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING


@to(CONDITIONAL)
def share_memory(w: World) -> None:
    identity = call(29, 194, 0, 4096, 0o600)  # shmget
    call(31, 195, identity, 0, None)  # shmctl, IPC_RMID


@to(CONDITIONAL)
def message_queue(w: World) -> None:
    call(71, 187, call(68, 186, 0, 0o600), 0, None)  # msgget; msgctl, IPC_RMID


@to(FORBIDDEN)
def watch_files(w: World) -> None:
    call(294, 26, 0)  # inotify_init1


@to(CONDITIONAL)
def open_by_a_handle(w: World) -> None:
    call(304, 265, -100, bytes(16), 0)


@to(CONDITIONAL)
def type_into_the_terminal(w: World) -> Iterator[None]:
    keyboard, terminal = pty.openpty()
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    w.fds[:] = [keyboard, terminal]
    yield
    fcntl.ioctl(terminal, termios.TIOCSTI, b"x")


@to(CONDITIONAL)
def personality(w: World) -> None:
    call(135, 92, 0x0400000)  # READ_IMPLIES_EXEC


@to(FORBIDDEN)
def become_dumpable(w: World) -> None:
    call(157, 167, 4, 1, 0, 0, 0)  # PR_SET_DUMPABLE


@to(FORBIDDEN)
def outlive_the_parent(w: World) -> None:
    call(157, 167, 1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG


@to(FORBIDDEN)
def add_a_filter(w: World) -> None:
    call(157, 167, 38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS


@to(FORBIDDEN)
def leave_the_session(w: World) -> None:
    call(112, 157)


@to(CONDITIONAL)
def call_as_x32(w: World) -> None:
    call(0x40000000 | 39, None)


def _i386() -> Callable[[], int]:
    """getpid() through the gate of i386: push rbx; mov eax, 20; int 0x80; pop rbx; ret."""
    code = bytes.fromhex("53b814000000cd805bc3")
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    function = ctypes.CFUNCTYPE(ctypes.c_int)(address)
    function.memory = memory  # type: ignore[attr-defined]
    return function


@to(CONDITIONAL)
def call_as_i386(w: World) -> None:
    if ARM:
        raise OSError("no such gate on this architecture")
    assert _i386()() > 0


# --------------------------------------------------------------------------------- limits


@to(FORBIDDEN)
def take_much_memory(w: World) -> None:
    bytearray(300 * MIB)


@to(FORBIDDEN)
def take_memory_little_by_little(w: World) -> None:
    kept = [bytes(100_000) for _ in range(3000)]
    assert kept


@to(FORBIDDEN)
def take_much_shared_memory(w: World) -> None:
    mmap.mmap(-1, 1000 * MIB)


@to(FORBIDDEN)
def take_memory_and_leave_it_alone(w: World) -> None:
    kept = [np.empty(50 * MIB, np.uint8) for _ in range(6)]
    assert kept


@to(FORBIDDEN)
def write_a_big_file(w: World) -> None:
    with (w.scratch / "big").open("wb") as file:
        file.seek(70 * MIB)
        file.write(b"x")


@to(FORBIDDEN)
def open_many_files(w: World) -> None:
    kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(100)]
    assert kept


@to(CONDITIONAL)
def raise_a_limit(w: World) -> Iterator[None]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * MIB, 64 * MIB))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (65 * MIB, 65 * MIB))


@to(CONDITIONAL)
def lock_memory(w: World) -> None:
    page = ctypes.create_string_buffer(4096)
    call(149, 228, ctypes.addressof(page), 4096)


@to(FORBIDDEN)
def start_many_threads(w: World) -> None:
    threading.stack_size(8 * MIB)
    stop = threading.Event()
    threads = [threading.Thread(target=stop.wait) for _ in range(150)]
    try:
        for thread in threads:
            thread.start()
    finally:
        stop.set()


@to(SLOW)
def use_the_processor_and_ignore_the_warning(w: World) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while time.process_time() < 2.3:
        pass


# --------------------------------------------------------------------------------- allowed


@to(ALLOWED)
def read_a_readable_file(w: World) -> None:
    assert w.readable.read_text() == "open"
    assert (w.library / "deep/inner/shown.txt").read_text() == "shown"
    assert "open.py" in os.listdir(w.library)


@to(ALLOWED)
def work_in_the_scratch_folder(w: World) -> None:
    os.makedirs("figures/old")
    Path("figures/a.txt").write_text("a")
    os.rename("figures/a.txt", "figures/b.txt")
    shutil.move("figures/b.txt", "figures/old/b.txt")  # copies before Landlock's version 2
    shutil.copy("figures/old/b.txt", "c.txt")
    shutil.copy2("c.txt", "d.txt")
    shutil.move("d.txt", "figures/d.txt")
    shutil.rmtree("figures")
    with open("c.txt", "r+") as file:
        file.truncate(0)
    os.chdir("/")
    os.chdir(w.scratch)
    assert os.listdir(".") == ["c.txt"]
    assert shutil.disk_usage(".").total > 0


@to(ALLOWED)
def temporary_files(w: World) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(b"x")
    with tempfile.TemporaryFile() as file:
        file.write(b"x")


@to(ALLOWED)
def multiply_in_threads(w: World) -> None:
    a = np.random.default_rng(0).normal(size=(150, 150))
    results: list[float] = []
    threads = [threading.Thread(target=lambda: results.append((a @ a).sum())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert np.allclose(np.linalg.inv(a) @ a, np.eye(150))
    np.linalg.svd(a)
    np.fft.fft(a)


@to(ALLOWED)
def draw(w: World) -> None:
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().plot([1, 2], label=r"$\delta^L$")
    figure.legend()
    figure.savefig("plot.png")
    figure.savefig("plot.svg")
    assert Path("plot.png").stat().st_size > 1000


@to(ALLOWED)
def arrays_in_files(w: World) -> None:
    np.savez("a.npz", a=np.ones(9))
    np.save("a.npy", np.ones(9))
    mapped = np.load("a.npy", mmap_mode="r+")
    mapped[0] = 2
    mapped.flush()
    assert np.load("a.npy")[0] == 2
    assert np.load("a.npz")["a"].sum() == 9


@to(ALLOWED)
def a_module_not_imported_yet(w: World) -> None:
    assert "wave" not in sys.modules
    importlib.import_module("wave")
    importlib.import_module("zoneinfo")
    importlib.import_module("numpy.polynomial.chebyshev")
    importlib.import_module("matplotlib.animation")


@to(ALLOWED)
def time_and_chance(w: World) -> None:
    time.sleep(0.001)
    random.SystemRandom().random()
    np.random.default_rng().normal()
    os.urandom(4)
    time.localtime()
    assert os.cpu_count()
    resource.getrusage(resource.RUSAGE_SELF)


@to(ALLOWED)
def an_event_loop(w: World) -> None:
    async def wait() -> int:
        await asyncio.sleep(0.001)
        return await asyncio.to_thread(lambda: 7)

    assert asyncio.run(wait()) == 7


@to(ALLOWED)
def an_interactive_shell(w: World) -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    with capture_output() as output:
        result = InteractiveShell.instance().run_cell(
            "import numpy as np\n%time x = np.ones(3)\nawait __import__('asyncio').sleep(0)\nx"
        )
    assert result.success, output.stdout
    assert list(result.result) == [1, 1, 1]


@to(ALLOWED)
def signals_to_itself(w: World) -> None:
    caught: list[int] = []
    signal.signal(signal.SIGALRM, lambda number, frame: caught.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    signal.pause()
    signal.raise_signal(signal.SIGALRM)
    os.kill(os.getpid(), signal.SIGALRM)
    assert len(caught) == 3


@to(ALLOWED)
def a_database(w: World) -> None:
    with sqlite3.connect("a.db") as database:
        database.execute("create table t (x)")
        database.execute("insert into t values (1)")


@to(ALLOWED)
def write_nowhere(w: World) -> None:
    with open(os.devnull, "w") as nowhere:
        print("x", file=nowhere)


@to(ALLOWED)
def take_some_memory(w: World) -> None:
    np.ones(120 * MIB, np.uint8)


# --------------------------------------------------------------------------------- the runner


def outcome(attempt: Attempt, policy: dict[str, Any] | None) -> tuple[str, bool]:
    """Try in a process of its own; tell what it said and whether the files outside changed."""
    uid = (policy or {}).get("uid")
    world = World.create(os.geteuid() if uid is None else uid)
    before = world.outside()
    answer, ours = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(world.scratch)
            tempfile.tempdir = str(world.scratch)
            os.environ.update(TMPDIR=str(world.scratch), MPLCONFIGDIR=str(world.scratch))
            inherited = list(world.fds)
            world.fds.append(ours)
            # Before the yield an attempt may put into world.fds what is to be kept.
            steps = attempt(world) if inspect.isgeneratorfunction(attempt) else None
            if steps is not None:
                next(steps)
            if policy is not None:
                kept = [fd for fd in world.fds if fd not in inherited]
                confine(
                    Policy(
                        write=[world.scratch],
                        read=[*READABLE, world.library],
                        hidden=[*world.hidden, *Policy().hidden],
                        keep=(0, 1, 2, ours, *kept),
                        memory=200 * MIB,
                        parent=parent,
                        **policy,
                    )
                )
        except BaseException:
            said = "unprepared: " + traceback.format_exc()
        else:
            try:
                attempt(world) if steps is None else next(steps, None)
                said = "done"
            except BaseException as error:
                said = f"{type(error).__name__}: {error}"
        os.write(ours, json.dumps(said).encode())
        os._exit(0)
    os.close(ours)
    heard = b""
    while select.select([answer], [], [], 20)[0]:
        data = os.read(answer, 1 << 16)
        if not data:
            break
        heard += data
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(answer)
    status = os.waitpid(pid, 0)[1]
    changed = world.outside() != before
    world.remove()
    if os.WIFSIGNALED(status):
        return f"killed by {signal.Signals(os.WTERMSIG(status)).name}", changed
    return json.loads(heard), changed


def load() -> None:
    """Load what a grader has loaded before it forks."""
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib.figure import Figure
    from traitlets.config import Config

    InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    Figure().savefig(os.devnull, format="png")


def main(allowed: bool) -> None:
    if allowed:
        load()
    gc.freeze()  # a collection in a child would copy all its memory
    attempts = ALLOWED if allowed else FORBIDDEN | CONDITIONAL | PRETENDED
    slow = {} if allowed else SLOW
    results: dict[str, Any] = {}

    def run(user: str, attempts: dict[str, Attempt], policy: dict[str, Any] | None) -> None:
        results.setdefault(user, {})
        results[user] |= {name: outcome(attempt, policy) for name, attempt in attempts.items()}

    if os.geteuid() == 0:
        run("root, free", attempts, None)
        run("root", attempts, {"private_disk": private_disk.available()})
        run("root who becomes another", attempts, {"uid": USER})
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
        libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE, as if it had been this user from the start
    run("user, free", attempts | slow, None)
    run("user", attempts, {"private_disk": private_disk.available()})
    run("user", slow, {"cpu": 1})
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main(allowed=sys.argv[1] == "allowed")
