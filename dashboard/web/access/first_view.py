"""The first page for readers whose address names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import Forbidden

from dashboard.addresses import EXPLORE, PROGRESS
from dashboard.database import failure, reading
from dashboard.publications.archive.reading import listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from dashboard.addresses import View
    from dashboard.web.access.readers import People


def chooser(engine: Engine, people: People) -> Callable[[], View]:
    """Choose the first page: published figures for strangers if there are any, else Explore."""

    def choose() -> View:
        try:
            return EXPLORE if people.reader() else _for_strangers(engine)
        except Forbidden:
            return _for_strangers(engine)
        except Exception as error:
            if failure(error):
                return EXPLORE  # which tells it in its own words
            raise

    return choose


def _for_strangers(engine: Engine) -> View:
    with reading(engine) as connection:
        published = any(one.withdrawn is None for one in listing(connection))
    return PROGRESS if published else EXPLORE
