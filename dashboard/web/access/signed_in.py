"""What the cookie of a signed-in browser says, and for how long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import flask_login
from flask import request, session

from dashboard.access.secrets import new_secret

if TYPE_CHECKING:
    from dashboard.access.accounts import Account
    from dashboard.settings import Settings

ACCOUNT: Final = "_user_id"  # Flask-Login's
SINCE, SEEN, SIGN_IN = "since", "seen", "sign_in"
BY_PROVIDER, HISTORY = "by_provider", "history"
SEEN_EVERY_SECONDS = 60  # so that not every request sets a cookie
BY_ITSELF = "api.freshness"  # an open page asks this even if its reader is away


class SignedInUser(flask_login.UserMixin):  # type: ignore[misc]
    """An account for Flask-Login; its id is valid for one epoch."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """The id in the cookie: account and epoch."""
        return f"{self.account.id} {self.account.epoch}"


def begin(account: Account, generation: str, *, by_provider: bool) -> None:
    """Sign this browser in; ``generation`` is that of the data's history, see ``DataState``."""
    session.clear()  # nothing from before may count for this person
    session[BY_PROVIDER] = by_provider
    session[SINCE] = session[SEEN] = int(time.time())
    session[SIGN_IN] = new_secret()
    session[HISTORY] = generation
    flask_login.login_user(SignedInUser(account))


def end() -> None:
    """Sign this browser out; a copy of its cookie would still be valid."""
    flask_login.logout_user()
    session.clear()


def account_id() -> int | None:
    """The number of the account that the cookie names, if any; nobody has checked it yet."""
    named, _, _ = str(session.get(ACCOUNT)).partition(" ")
    return int(named) if named.isdecimal() else None


def same_until(settings: Settings) -> int:
    """The last second in which the cookie, if there is one, counts and is not sent anew."""
    now, since, seen = int(time.time()), session.get(SINCE), session.get(SEEN)
    ends = [now + SEEN_EVERY_SECONDS]
    if isinstance(since, int) and isinstance(seen, int):
        ends += [seen + SEEN_EVERY_SECONDS, seen + 60 * settings.idle_minutes]
        ends += [since + 3600 * settings.longest_hours]
    return min(ends)


def is_fresh(settings: Settings) -> bool:
    """Whether the browser was used not long ago, and signed in not too long ago."""
    now, since, seen = int(time.time()), session.get(SINCE), session.get(SEEN)
    if not isinstance(since, int) or not isinstance(seen, int):
        return False
    if now - seen > 60 * settings.idle_minutes:
        return False
    if now - since > 3600 * settings.longest_hours:
        return False
    if now - seen > SEEN_EVERY_SECONDS and request.endpoint != BY_ITSELF:
        session[SEEN] = now
    return True
