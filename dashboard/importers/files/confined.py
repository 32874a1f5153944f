"""Give up every permission that reading an open file does not need, before reading it.

Each step is tried separately and skipped if the system lacks it; ``apart.protections`` tells which
ones work. None needs special rights or a namespace, so all of them work in a hardened service.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

_NEW_PRIVILEGES, _DEATH = 38, 1  # of prctl
_CREATE_RULES, _RESTRICT = 444, 446  # of Landlock, alike on all machines
_WHICH_VERSION = 1
_FILES = ((1 << 13) - 1, (1 << 14) - 1, (1 << 15) - 1, (1 << 15) - 1, (1 << 16) - 1)  # by version
_NETWORK_SINCE, _NETWORK = 4, 3  # to bind and to connect
_SECCOMP = "libseccomp.so.2"
_REFUSE = 0x00050000 | 1  # with "not permitted"
_ALLOW = 0x7FFF0000
_NEEDED = (
    *("read", "readv", "pread64", "write", "writev", "lseek", "close", "poll", "ppoll"),
    *("fstat", "brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "futex", "futex_time64"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("clock_gettime", "gettimeofday", "getrandom", "getrusage", "getpid", "gettid", "tgkill"),
    *("sched_yield", "rseq", "membarrier", "exit", "exit_group"),
)


def confine(memory: int, seconds: int, parent: int) -> None:
    """Limit this process to so many bytes of memory, seconds of computing, and its open files.

    It ends together with its ``parent``.
    """
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    if libc:
        libc.prctl(_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we could ask to end with it
        os._exit(1)
    _limit(memory, seconds)
    if libc:
        libc.prctl(_NEW_PRIVILEGES, 1, 0, 0, 0)
        seccomp = _library(_SECCOMP)  # a file, while it may be opened
        _forbid_files(libc)
        if seccomp:
            _forbid_calls(seccomp)


def limit_memory(most: int) -> None:
    """Limit what this process writes to: of its own, and shared since it was forked, in bytes.

    Files that it maps, such as a database, are not counted. macOS limits next to nothing by it.
    """
    _limit_all(("RLIMIT_DATA", most, most))


def _limit(memory: int, seconds: int) -> None:
    _limit_all(
        ("RLIMIT_DATA", memory, memory),
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_CPU", seconds, seconds + 5),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_NOFILE", 16, 16),
    )


def _limit_all(*limits: tuple[str, int, int]) -> None:
    for name, soft, hard in limits:
        with suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (soft, hard))


def _forbid_files(libc: ctypes.CDLL) -> None:
    """Landlock: no file can be opened or run, and no address connected to."""
    version = libc.syscall(_CREATE_RULES, None, 0, _WHICH_VERSION)
    if version < 1:
        return
    files = _FILES[min(version, len(_FILES)) - 1]
    rules = (ctypes.c_uint64 * 2)(files, _NETWORK if version >= _NETWORK_SINCE else 0)
    size = 16 if version >= _NETWORK_SINCE else 8
    known = libc.syscall(_CREATE_RULES, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if known >= 0:
        libc.syscall(_RESTRICT, known, 0)
        os.close(known)


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _forbid_calls(seccomp: ctypes.CDLL) -> None:
    """Seccomp: forbid all system calls but those needed to read open files."""
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_REFUSE)))
    for name in _NEEDED:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        seccomp.seccomp_rule_add_array(rules, ctypes.c_uint32(_ALLOW), number, 0, None)
    seccomp.seccomp_load(rules)
    seccomp.seccomp_release(rules)
