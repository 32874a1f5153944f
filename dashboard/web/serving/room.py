"""How much room the database and what is written beside it take, and how much is left."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.sqlite_file import LOG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Room:
    """In bytes: an SQLite database's ``file`` and ``log``, and what is ``free`` by purpose."""

    database: Mapping[str, int]
    free: Mapping[str, int]


def room(engine: Engine) -> Room:
    """Now; of a database that is no file of this machine, nothing is known."""
    free = {"temporary": shutil.disk_usage(tempfile.gettempdir()).free}
    if engine.dialect.name != "sqlite":
        return Room({}, free)
    path = Path(engine.url.database or "")
    parts = {"file": path, "log": Path(f"{path}{LOG}")}
    sizes = {name: one.stat().st_size if one.exists() else 0 for name, one in parts.items()}
    return Room(sizes, {"database": shutil.disk_usage(path.parent).free, **free})
