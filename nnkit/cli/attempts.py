"""What `nnkit doctor` tries in a sandbox: each of these has to fail there.

An attempt raises an error, or takes so much that its sandbox is ended; else it could do what it
tried.  Before it, `PREPARE` runs, and the names `secret` (a file), `port` (of a server) and
`grader` (a process) are bound.
"""

from __future__ import annotations

PREPARE = """
import ctypes, mmap, os, socket, threading, time
libc = ctypes.CDLL(None)
libc.mmap.argtypes = [ctypes.c_void_p, *[ctypes.c_size_t] * 5]
MEGABYTE = b"x" * (1 << 20)

def is_null(fd):
    return os.path.samestat(os.fstat(fd), os.stat(os.devnull))

def open_descriptors():
    for fd in range(3, 4096):
        try:
            os.fstat(fd)
        except OSError:
            continue
        yield fd

def written(name):
    file = os.open(name, os.O_RDWR | os.O_CREAT)
    os.write(file, MEGABYTE)
    return file

def removed():
    file = written("removed")
    os.unlink("removed")
    return file

def any_of(function, *calls):
    done = 0
    for arguments in calls:
        try:
            function(*arguments)
            done += 1
        except OSError:
            pass
    assert done
"""

ENDLESS = "while True: pass"
FORBIDDEN = {
    "read a file outside its folder": "open(secret).read()",
    "write a file outside its folder": "open(secret + '2', 'w').write('x')",
    "use the network": "socket.create_connection(('127.0.0.1', port), 2)",
    "start a process": "os.fork()",
    "see another process": "open('/proc/1/status').read()",
    "read what is typed": "assert not is_null(0)",
    "write to the terminal or a log": "assert not all(map(is_null, (1, 2)))",
    "change how the grader reads and writes": (
        "others = [fd for fd in range(3) if not is_null(fd)]\n"
        "for fd in others: os.set_blocking(fd, False)\n"
        "assert others"
    ),
    "use files that the grader has open": "assert len(list(open_descriptors())) > 1",
    "have sandboxes started": (
        "[fd] = open_descriptors()\n"
        "assert socket.socket(fileno=os.dup(fd)).type == socket.SOCK_SEQPACKET"
    ),
    "read the grader's environment": "os.environ['NNKIT_DOCTOR']",
    "look into the grader": (
        "of = [f'/proc/{pid}/' for pid in (grader, os.getppid())]\n"
        "any_of(os.listdir, *[(f'{folder}fd',) for folder in of])"
    ),
    "read the grader's memory": (
        "of = [f'/proc/{pid}/' for pid in (grader, os.getppid())]\n"
        "any_of(open, *[(folder + name, 'rb') for folder in of for name in ('mem', 'environ')])"
    ),
    "trace the grader": (
        "assert 0 in [libc.ptrace(0x4206, pid, 0, 0) for pid in (grader, os.getppid())]"
    ),
    "signal the grader": "any_of(os.kill, (grader, 0), (os.getppid(), 0))",
    "send files to itself, where nobody counts them": (
        "a, b = socket.socketpair()\nsocket.send_fds(a, [b'x'], [0])"
    ),
    "have files in memory": "os.memfd_create('x')",
    "take more memory": "mmap.mmap(-1, 1 << 31, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
    "share more memory": "mmap.mmap(-1, 1 << 31)",
    "start hundreds of threads": (
        "threading.stack_size(1 << 15)\n"
        "for _ in range(600): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
        "time.sleep(1)"
    ),
    "fill the disk": "for i in range(9): os.close(written(str(i)))\ntime.sleep(1)",
    "fill the disk with removed files": "for i in range(9): removed()\ntime.sleep(1)",
    "fill the disk with removed files that are mapped": (
        "for i in range(9):\n"
        "    fd = removed()\n"
        "    libc.mmap(0, 4096, 3, 1, fd, 0); os.close(fd)\n"
        "time.sleep(1)"
    ),
    "go on for ever": ENDLESS,
}
