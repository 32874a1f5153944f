"""Two projects: the demonstration, and one with small counts, drawn by a seed of its own."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, update

from dashboard.database import open_engine, writing
from dashboard.tables import DataState, OutreachSession
from dashboard.writes.state import mark_as_demonstration
from tests.queries.worlds import AGES, FIRST_DAY, KINDS, LANGUAGES, VENUES, a_session, store
from tests.support import databases
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.program import fill_with_demonstration
from tests.support.publications import publication

DAYS = 400
WRITTEN = datetime(2015, 4, 1, 12, tzinfo=UTC)


def demonstration(url: str) -> None:
    """What ``make run`` shows."""
    fill_with_demonstration(url)


def small(url: str) -> None:
    """Few youth a session, so that much is hidden; nothing of it depends on other code."""
    databases.make(url)
    drawn = random.Random(20150325)  # noqa: S311 - the same each time is the point
    engine = open_engine(url)
    with writing(engine) as connection:
        trainings = {("F1", "en"): FIRST_DAY, ("F2", "fr"): FIRST_DAY + timedelta(90)}
        revisions = [{"effective_from": FIRST_DAY, "value": 400, "due": date(2015, 6, 30)}]
        store(connection, [_session(drawn) for _ in range(120)], trainings, revisions)
        mark_as_demonstration(connection)
    engine.dispose()


def _session(drawn: random.Random) -> dict[str, object]:
    day = FIRST_DAY + timedelta(drawn.randrange(DAYS))
    status = drawn.choice(("delivered",) * 8 + ("planned", "cancelled"))
    came = {age: drawn.randrange(1, 9) for age in drawn.sample(AGES, drawn.randrange(1, 4))}
    return a_session(
        day,
        status=status,
        kind=drawn.choice(KINDS),
        language=drawn.choice(LANGUAGES),
        venue=drawn.choice(sorted(VENUES)),
        attendance=came if status == "delivered" else {},
        first_time=drawn.choice((None, sum(came.values()))) if status == "delivered" else None,
    )


PROJECTS: dict[str, Callable[[str], None]] = {"demonstration": demonstration, "small": small}


def made(name: str, folder: Path) -> tuple[str, str]:
    """The address of a project's database, with a publication in it, and the key of a grant."""
    url = f"sqlite:///{folder / name}.db"
    PROJECTS[name](url)
    engine = open_engine(url)
    _same_history(engine)
    publish(engine, publication())
    key = grant(engine, downloads=True, images=True, free=("language", "age")).key
    engine.dispose()
    return url, key


def _same_history(engine: Engine) -> None:
    """Who imported it and when, and what names its history, is of today."""
    with writing(engine) as connection:
        connection.execute(update(DataState).values(generation="the-same", mark="the-same"))
        connection.execute(update(OutreachSession).values(updated_at=WRITTEN))
