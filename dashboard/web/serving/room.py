"""The disk space of the database and of what is written beside it, used and free."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.sqlite_stamps import LOG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: an SQLite database's ``file`` and ``log``, and the ``free`` space by purpose."""

    database: Mapping[str, int]
    free: Mapping[str, int]


def room(engine: Engine) -> Room:
    """The current values; unknown for a database that is no file on this machine."""
    free = {"temporary": shutil.disk_usage(tempfile.gettempdir()).free}
    if engine.dialect.name != "sqlite":
        return Room({}, free)
    path = Path(engine.url.database or "")
    parts = {"file": path, "log": Path(f"{path}{LOG}")}
    sizes = {name: one.stat().st_size if one.exists() else 0 for name, one in parts.items()}
    return Room(sizes, {"database": shutil.disk_usage(path.parent).free, **free})
