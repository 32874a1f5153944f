"""A small project that publishes, on each kind of database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.database import writing
from dashboard.domain.shared.roles import Role
from dashboard.publications.making.press import Press
from tests.queries.worlds import a_session, store

TODAY = date(2015, 4, 1)
FIRST = date(2014, 10, 6)


def sessions():
    """Half a year of schools, and a shelter now and then."""
    weeks = [FIRST + timedelta(weeks=n) for n in range(20)]
    schools = [
        a_session(
            day,
            kind="youth_workshop",
            language="fr" if n % 3 == 0 else "en",
            attendance={"12-14": 20 + n, "15-17": 25, "26-plus": 12},
        )
        for n, day in enumerate(weeks)
    ]
    shelters = [
        a_session(day, venue="SH-01", kind="discussion", attendance={"18-21": 7})
        for day in weeks[::6]
    ]
    return schools + shelters


@pytest.fixture
def ready(engine: Engine) -> Engine:
    """Sessions, a target, people trained, and three people with accounts."""
    with writing(engine) as connection:
        store(
            connection,
            sessions(),
            trainings={("F1", "en"): FIRST, ("F2", "fr"): FIRST},
            revisions=[{"effective_from": FIRST, "value": 2000, "due": date(2016, 3, 31)}],
        )
        for name, role in (
            ("ana", Role.COORDINATOR),
            ("bo", Role.COMMITTEE),
            ("root", Role.ADMIN),
        ):
            accounts.add(connection, name, role)
    return engine


@pytest.fixture
def press(ready: Engine) -> Callable[..., Press]:
    """The press of somebody."""

    def press(author: str = "ana", today: date = TODAY) -> Press:
        return Press(ready, author, today, 10)

    return press


@pytest.fixture
def publish(press: Callable[..., Press]) -> Callable[..., int]:
    """Prepares a publication as Ana and approves it as Bo."""

    def publish(today: date = TODAY, **options: object) -> int:
        draft = press(today=today).draft(**options).draft
        number: int = press("bo", today).approve(draft.id, draft.digest).number
        return number

    return publish
