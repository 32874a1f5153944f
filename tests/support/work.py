"""Work for processes of their own (``web.shared.jobs``): by name, so that they find it."""

import os
import signal
import time
from functools import partial
from pathlib import Path

from dashboard.importers import OnProgress, Phase
from dashboard.web.shared.niceness import at_once
from tests.support import statements


def say_who(tell: OnProgress) -> dict[str, object]:
    tell(Phase.CHECKING, 1, 0.5)
    own = at_once(partial(os.nice, 0))
    return {"pid": os.getpid(), "nice": os.nice(0), "at_once": own}


def fail(_: OnProgress) -> dict[str, object]:
    msg = "a secret"
    raise RuntimeError(msg)


def be_killed(_: OnProgress) -> dict[str, object]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def never_end(file: Path, tell: OnProgress) -> dict[str, object]:
    """Deaf to a polite end; the number of this process stands in the file."""
    at_once(lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN))  # of the main thread alone
    file.write_text(str(os.getpid()))
    tell(Phase.WRITING, 1, 0.5)
    while True:
        time.sleep(1)


def say_what_is_kept(_: OnProgress) -> dict[str, object]:
    """How many statements need not be compiled here."""
    return {"statements": len(statements._kept)}
