"""Commands forked from a process that has the program loaded: a third of the work of a new Python.

What they do from there on is all that ``impact`` does. That it also begins from nothing is for
``tests/cli/test_serve.py``, ``tests/test_wheel.py`` and ``tests/deploy``.
"""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from threading import Lock, Timer

from dashboard.places import ROOT
from tests.support import one_day, patience

NUMBER_BYTES, STREAMS = 4, (0, 1, 2)
_asking = Lock()  # of several threads, one begins who forks for all
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from tests.support.commanding import fork; fork(sys.argv[2])"
)
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # numpy's; none may be forked
TYPED = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({place!r})
    asked = json.dumps([sys.argv, dict(os.environ), os.getcwd(), -1]).encode()
    socket.send_fds(line, [len(asked).to_bytes({number_bytes}, "big")], [0, 1, 2])
    line.sendall(asked)
    line.recv({number_bytes}, socket.MSG_WAITALL)
    told = line.recv({number_bytes}, socket.MSG_WAITALL)
sys.exit(int.from_bytes(told, "big", signed=True) % 256)
"""
"""``impact`` for a shell, which begins in a fiftieth of a second."""


def run(
    command: list[str | Path], environment: dict[str, str], cwd: Path, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end, as ``subprocess.run`` would.

    It may also be ``python -c`` with what is to be done instead.

    Raises:
        subprocess.TimeoutExpired: It has not ended after all our patience.
    """
    typed = list(map(str, command))
    asked = json.dumps([typed, environment, str(cwd), umask]).encode()
    with (
        socket.socket(socket.AF_UNIX) as line,
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        line.connect(_place())
        files = [one.fileno() for one in (nothing, out, err)]
        socket.send_fds(line, [len(asked).to_bytes(NUMBER_BYTES)], files)
        line.sendall(asked)
        pid = int.from_bytes(line.recv(NUMBER_BYTES, socket.MSG_WAITALL))
        late = Timer(patience.SECONDS, os.kill, (pid, signal.SIGKILL))
        late.start()
        code = int.from_bytes(line.recv(NUMBER_BYTES, socket.MSG_WAITALL), signed=True)
        if late.finished.is_set():
            raise subprocess.TimeoutExpired(typed, patience.SECONDS)
        late.cancel()
        said = [_all(one).replace("\r\n", "\n") for one in (out, err)]
    return subprocess.CompletedProcess(typed, code, *said)


def typed_in(folder: Path) -> Path:
    """The folder, with an ``impact`` for a shell that has the folder in its path."""
    script = folder / "impact"
    text = TYPED.format(python=sys.executable, place=_place(), number_bytes=NUMBER_BYTES)
    script.write_text(text, encoding="utf-8")
    script.chmod(0o755)
    return folder


def _all(file: "tempfile._TemporaryFileWrapper[bytes]") -> str:
    file.seek(0)
    return file.read().decode()


def _place() -> str:
    """Where to ask for one."""
    with _asking:
        return _begun()


@cache
def _begun() -> str:
    """Who forks them ends with us."""
    folder = tempfile.mkdtemp(prefix="impact-")  # short: a socket's path has a limit
    place = f"{folder}/line"
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", BEGIN, str(ROOT), place],
            stdin=theirs.fileno(),
            cwd="/",
            env=os.environ | ONE_THREAD | {"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    ours.recv(1)
    atexit.register(_end, ours, process, folder)
    return place


def _end(line: socket.socket, process: "subprocess.Popen[bytes]", folder: str) -> None:
    line.close()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def fork(place: str) -> None:
    """As a process of its own: fork a command, and a nurse who tells how it ends, when asked."""
    import select  # noqa: PLC0415 - only here is it needed

    from tests.support import commands_loaded  # noqa: F401, PLC0415 - a second's work

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nurses are buried by the system
    with socket.socket(fileno=os.dup(0)) as parent, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        parent.sendall(b"!")
        while True:
            ready, *_ = select.select([parent, listening], [], [])
            if parent in ready:
                return
            line, _ = listening.accept()
            if os.fork() == 0:
                parent.close()
                listening.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _nurse(line)
                os._exit(0)
            line.close()


def _nurse(line: socket.socket) -> None:
    size, files, *_ = socket.recv_fds(line, NUMBER_BYTES, len(STREAMS))
    asked = bytearray()
    while len(asked) < int.from_bytes(size):
        asked += line.recv(1 << 16)
    pid = os.fork()
    if pid == 0:
        line.close()
        for stream, file in zip(STREAMS, files, strict=True):
            os.dup2(file, stream)
            os.close(file)
        _be(*json.loads(asked))
    for file in (*files, *STREAMS):
        os.close(file)
    line.sendall(pid.to_bytes(NUMBER_BYTES))
    _, status = os.waitpid(pid, 0)
    line.sendall(os.waitstatus_to_exitcode(status).to_bytes(NUMBER_BYTES, signed=True))


def _do(command: list[str]) -> None:
    if command[1:2] == ["-c"]:
        _, _, written, *sys.argv[1:] = command
        exec(written, {"__name__": "__main__"})  # noqa: S102 - as Python itself does
        return
    from dashboard.cli import main  # noqa: PLC0415 - only here is it needed

    main()


def _be(command: list[str], environment: dict[str, str], cwd: str, umask: int) -> None:
    """Be the command, as if it had been started."""
    if umask >= 0:
        os.umask(umask)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    one_day.hold()
    os.chdir(cwd)
    sys.argv = command
    code = 1
    try:
        _do(command)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - as Python itself does
        sys.excepthook(*sys.exc_info())
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
