"""Find the reader once per request: by token, in the demonstration, or by account."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

import flask_login
from flask import after_this_request, g, request, session
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from dashboard.access import accounts, sign_ins, tokens
from dashboard.access.arrivals import Arrival, arrived
from dashboard.database import reading, writing
from dashboard.domain.shared.hosts import is_loopback
from dashboard.domain.shared.roles import DEMONSTRATOR, Reader, Role
from dashboard.queries.shared.state import state
from dashboard.web.access import signed_in
from dashboard.web.access.bearer import token_given
from dashboard.web.access.cookies import ForPeopleOnly, secure_name, without_fonts
from dashboard.web.access.guesses import LATER_SECONDS, Guesses
from dashboard.web.access.loopback import named_host
from dashboard.web.access.signed_in import SignedInUser
from dashboard.web.shared.trace import known_as

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask
    from sqlalchemy import Connection, Engine

    from dashboard.access.accounts import Account
    from dashboard.domain.shared.state import State
    from dashboard.settings import Settings

ACTING: Final = "acting"
WAITED: Final = "impact.waited"
"""In an environment: why what is asked first could not be told, after it was waited for."""
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_VIA")


class Welcome(NamedTuple):
    """How a reader in person was let in."""

    reader: Reader
    named: tuple[int | None, str]
    """What the cookie says of its account and its sign-in."""
    arrival: Arrival
    until: int
    """The last second in which that cookie counts as it is."""


class Visitors:
    """Who makes each request: a stranger, or a reader, in person or through a program."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self.guesses = Guesses(engine)

    def install(self, server: Flask) -> None:
        """Store sign-ins in a cookie that no script and no other site can use."""
        secure = self._settings.base_url.startswith("https://")
        server.config |= {
            "SESSION_COOKIE_NAME": secure_name(self._settings.path) if secure else "impact",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": secure,
        }
        server.session_interface = ForPeopleOnly()
        manager = flask_login.LoginManager(server)
        manager.session_protection = None  # telephones change their address all the time
        manager.user_loader(self._signed_in)

    def reader(self) -> Reader | None:
        """The reader of this request; ``None`` for a stranger."""
        if "impact_failure" in g:  # a stranger stays one until the end of the request
            raise g.impact_failure
        if "impact_reader" not in g:
            try:
                g.impact_reader = self._reader()
            except Exception as error:
                g.impact_failure = error
                raise
        found: Reader | None = g.impact_reader
        return found

    def seen_reader(self) -> Reader | None:
        """The reader, if already looked up in this request."""
        found: Reader | None = g.get("impact_reader")
        return found

    def known_reader(self) -> Reader:
        """The reader.

        Raises:
            werkzeug.exceptions.Unauthorized: It is a stranger.
        """
        found = self.reader()
        if found is None:
            raise Unauthorized
        return found

    def account(self) -> Account | None:
        """The reader's account; ``None`` for a program, and in the demonstration."""
        reader = self.known_reader()
        if reader.by_token or self.is_demonstration():
            return None
        found: Account = flask_login.current_user.account
        return found

    def state(self) -> State:
        """The state of the data as first read in this request."""
        if "impact_state" not in g:
            with reading(self._engine) as connection:
                g.impact_state = state(connection)
        found: State = g.impact_state
        return found

    def is_demonstration(self) -> bool:
        """Whether nobody has to sign in, since there are no accounts."""
        return self._arrival().is_open

    def today(self) -> date:
        """Today in the project's time zone; tokens expire by it."""
        return datetime.now(ZoneInfo(self._settings.time_zone)).date()

    def welcome(self) -> Welcome | None:
        """How the reader of this request was let in; ``None`` for strangers and programs."""
        reader, arrival = self.seen_reader(), g.get("impact_arrival")
        if reader is None or reader.by_token or arrival is None:
            return None
        return Welcome(reader, _named(), arrival, signed_in.same_until(self._settings))

    def still_holds(self, welcome: Welcome) -> bool:
        """Whether whoever was let in so, with the same cookie, would be let in so now."""
        left = welcome.until - int(time.time())
        if not 0 <= left <= signed_in.SEEN_EVERY_SECONDS:  # or the clock was set back
            return False
        return arrived(self._engine, *welcome.named) == welcome.arrival

    def admit(self, welcome: Welcome) -> None:
        """Let a request be that reader's, as long as that still holds."""
        g.impact_reader, g.impact_arrival = welcome.reader, welcome.arrival
        g.impact_state = welcome.arrival.state

    def refuse_many_guesses(self) -> None:
        """Count a secret that is none of ours.

        Raises:
            werkzeug.exceptions.TooManyRequests: It was one of many from there.
        """
        if self.guesses.are_too_many(request.remote_addr or ""):
            raise TooManyRequests(retry_after=LATER_SECONDS)

    def sign_in(self, account: Account, *, by_provider: bool = False) -> None:
        """Sign this browser in with the account, and end the sign-in that it had."""
        with writing(self._engine) as connection:
            self._end_sign_in(connection)
            accounts.signed_in_now(connection, account.id)
        signed_in.begin(account, self.state().generation, by_provider=by_provider)
        known_as("account", account.id)

    def sign_out(self) -> bool:
        """Sign this browser out, and every browser with a copy of its cookie.

        Returns true if the sign-in came through the provider, where the person is still signed in.
        """
        by_provider = bool(session.get(signed_in.BY_PROVIDER))
        if signed_in.SIGN_IN in session:
            with writing(self._engine) as connection:
                self._end_sign_in(connection)
        signed_in.end()
        after_this_request(partial(without_fonts, path=self._settings.path))
        return by_provider

    def act_as(self, role: Role) -> None:
        """Take a role in the demonstration.

        Raises:
            werkzeug.exceptions.Forbidden: It is no demonstration.
        """
        if not self.is_demonstration():
            raise Forbidden
        session[ACTING] = role.value

    def _end_sign_in(self, connection: Connection) -> None:
        """End the sign-in that the cookie has, if any, in every browser with a copy of it."""
        if sign_in := session.get(signed_in.SIGN_IN):
            longest = timedelta(hours=self._settings.longest_hours)
            sign_ins.end(connection, str(sign_in), longest=longest)

    def _reader(self) -> Reader | None:
        secret = token_given()
        if secret is not None:
            return self._by_token(secret)
        if self.is_demonstration():
            return self._demonstrator()
        user = flask_login.current_user
        if not user.is_authenticated:
            return None
        known_as("account", user.account.id)
        return Reader(user.account.name, user.account.role)

    def _arrival(self) -> Arrival:
        """What the database knows of this request and its cookie, as first read."""
        found: Arrival | None = g.get("impact_arrival")
        if found is None:
            if waited := request.environ.get(WAITED):
                raise waited
            found = g.impact_arrival = arrived(self._engine, *_named())
            g.setdefault("impact_state", found.state)
        return found

    def _demonstrator(self) -> Reader:
        """The demonstration’s reader: on this machine only, since nothing else identifies them.

        Raises:
            werkzeug.exceptions.Forbidden: They are elsewhere.
        """
        here = request.environ.get("REMOTE_ADDR", ""), named_host(request.environ)
        passed_on = any(name in request.environ for name in PASSED_ON)
        if passed_on or not all(is_loopback(one) for one in here):
            raise Forbidden
        acting = session.get(ACTING, "")
        known = bool(acting) and acting in set(Role)
        return Reader(DEMONSTRATOR, Role(acting) if known else self._settings.demo_role)

    def _by_token(self, secret: str) -> Reader | None:
        today = self.today()
        with reading(self._engine) as connection:
            found = tokens.presented(connection, secret, today)
            ended = found is None and tokens.is_known(connection, secret)
        if found is None:
            if not ended:
                self.refuse_many_guesses()
            return None
        if found.last_used_on != today:
            tokens.mark_used(self._engine, found.id, today)
        known_as("token", found.id)
        return Reader(found.name, found.role, by_token=True)

    def _signed_in(self, user_id: str) -> SignedInUser | None:
        """The account in a cookie that is not too old, and has the current epoch and history."""
        if not signed_in.is_fresh(self._settings):
            return None
        now, _, account, ended = self._arrival()
        if session.get(signed_in.HISTORY) != now.generation:
            return None  # in another history, that number may be somebody else's
        if account is None or ended or not account.active:
            return None
        user = SignedInUser(account)
        return user if user.get_id() == user_id else None


def _named() -> tuple[int | None, str]:
    """What the cookie says of its account and its sign-in; nobody has checked it yet."""
    return signed_in.account_id(), str(session.get(signed_in.SIGN_IN))


def as_reader(reader: Reader) -> None:
    """Let a request that the program makes to itself be that reader's."""
    g.impact_reader = reader
