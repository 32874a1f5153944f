"""Work for processes of their own (``web.shared.jobs``): by name, so that they find it."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from dashboard.i18n import Locale
from dashboard.importers.files.confined import limit_memory
from dashboard.importers.order import ImportOrder, OnProgress, Phase
from dashboard.web.importing import work as import_work
from dashboard.web.shared.niceness import at_once
from tests.support import statements

Still = Callable[[Connection], bool]
LITTLE = 24 << 20  # bytes, beside what a process has when it begins: enough for a small file


def always(_: Connection) -> bool:
    """Whoever began may do it still."""
    return True


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


def take(most: int, _: OnProgress) -> dict[str, object]:
    """Whether it gets so many bytes of memory."""
    try:
        return {"got": len(bytearray(most))}
    except MemoryError:
        return {"got": 0}


def preview_short(
    address: str, still: Still, order: ImportOrder, sha256: str, tell: OnProgress
) -> Any:
    """A look at a file for which hardly any memory is left."""
    _leave_little()
    return import_work.preview(address, still, order, sha256, tell)


def bring_in_short(address: str, still: Still, order: ImportOrder, tell: OnProgress) -> Any:
    """The same for an import."""
    _leave_little()
    return import_work.bring_in(address, still, order, tell)


def to_mend_short(
    address: str, order: ImportOrder, book: Path, locale: Locale, tell: OnProgress
) -> Any:
    """The same for the rows to correct."""
    _leave_little()
    return import_work.to_mend(address, order, book, locale, tell)


def _leave_little() -> None:
    status = Path("/proc/self/status").read_text()
    taken = int(status.partition("VmData:")[2].split()[0]) << 10
    limit_memory(taken + LITTLE)


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
