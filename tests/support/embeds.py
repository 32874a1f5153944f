"""Grants of embedded views, made as the program makes them."""

from datetime import date, timedelta

from sqlalchemy import Engine

from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import Grant
from dashboard.publications.making.granting import GrantDesk, GrantDraft, GrantResult

TODAY = date(2026, 5, 1)
ORIGIN = "https://intranet.example.org"


def a_grant(**parts: object) -> Grant:
    """A grant of every view, of the latest publication, in either language."""
    found = {
        "id": 1,
        "partner": "Ottawa Police Service",
        "views": tuple(EMBED_VIEWS),
        "locked": (),
        "free": (),
        "language": None,
        "publication": None,
        "origins": (ORIGIN,),
        "downloads": False,
        "images": False,
        "created_on": TODAY,
        "expires_on": TODAY + timedelta(365),
    }
    return Grant(**found | parts)


def wanted(**parts: object) -> GrantDraft:
    """The same as somebody states it."""
    found = {
        "partner": "Ottawa Police Service",
        "views": tuple(EMBED_VIEWS),
        "origins": (ORIGIN,),
        "expires_on": date.today() + timedelta(365),  # noqa: DTZ011 - any day ahead
    }
    return GrantDraft(**found | parts)


def grant(engine: Engine, **parts: object) -> GrantResult:
    """A grant in a database, with its key."""
    today = date.today()  # noqa: DTZ011 - as above
    done = GrantDesk(engine, "Root", today).create(wanted(**parts))
    assert not done.faults
    return done
