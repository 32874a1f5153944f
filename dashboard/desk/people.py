"""The desk of accounts and tokens; every change is written to the audit log.

Signing in is no change and is not logged.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unicodedata import combining, normalize

from sqlalchemy import Connection, Engine

from dashboard.access import accounts, identities, links, tokens
from dashboard.access.accounts import Account
from dashboard.database import writing
from dashboard.domain.people.people import Event
from dashboard.domain.people.refusals import (
    LastAdministratorError,
    NameOfAccountError,
    NameOfTokenError,
    NameTakenError,
    NoSignInError,
    ReservedNameError,
    UnfitNameError,
    UnknownError,
)
from dashboard.domain.shared.roles import Right, Role
from dashboard.queries.people.people import every_token
from dashboard.writes.people import log_account, log_token
from dashboard.writes.state import take_turn

RESERVED = re.compile(r"impact\s*(\(.*)?")  # commands in the log, with the system's user or not


class PeopleDesk:
    """What one author does to accounts and tokens. Every method raises ``AccountRefusedError``.

    Who works without an account, as in the demonstration, finds it ``open_to_all``.
    """

    def __init__(self, engine: Engine, author: str, *, open_to_all: bool = False) -> None:
        self._engine = engine
        self._author = author
        self._open_to_all = open_to_all

    def add(self, name: str, role: Role) -> tuple[Account, str]:
        """Add an account, and return the secret of its one-time link."""
        if self._open_to_all:
            raise NoSignInError
        _refuse_unfit(name)
        with self._writing() as connection:
            made = self._added(connection, name, role)
            return made, links.make(connection, made.id)

    def add_by_provider(self, name: str, role: Role, issuer: str, subject: str) -> Account:
        """Add an account whose owner signs in through a provider; two tabs at once add one."""
        _refuse_unfit(name)
        with self._writing() as connection:
            if there := identities.account_of(connection, issuer, subject):
                return there
            made = self._added(connection, name, role)
            identities.tie(connection, made.id, issuer, subject)
            return _known(connection, made.id)

    def tie(self, account_id: int, issuer: str, subject: str) -> Account:
        """Tie an account to a provider: its owner signs in there only, and all browsers must do so.

        Raises:
            NameTakenError: Another account is tied to this name of the provider.
        """
        with self._logged(Event.TIED, account_id) as connection:
            if identities.account_of(connection, issuer, subject):
                raise NameTakenError
            identities.tie(connection, account_id, issuer, subject)
            links.use_up(connection, account_id)
            accounts.sign_out_everywhere(connection, account_id)
            return _known(connection, account_id)

    def set_role(self, account_id: int, role: Role, *, by_provider: bool = False) -> None:
        """Change the role from the next click; ``by_provider``, even the last administrator's."""
        with self._writing() as connection:
            before = _known(connection, account_id)
            if before.role is role:
                return
            if not by_provider and not role.may(Right.ADMINISTER):
                _leave_an_administrator(connection, before)
            accounts.set_role(connection, account_id, role)
            after = _known(connection, account_id)
            log_account(connection, self._author, Event.ROLE, before, after)

    def set_active(self, account_id: int, *, active: bool) -> None:
        """Allow or block sign-in, from the next click on; earlier links stop working."""
        with self._writing() as connection:
            before = _known(connection, account_id)
            if before.active is active:
                return
            if not active:
                _leave_an_administrator(connection, before)
            accounts.set_active(connection, account_id, active=active)
            links.use_up(connection, account_id)
            event = Event.OPENED if active else Event.CLOSED
            log_account(connection, self._author, event, before, _known(connection, account_id))

    def new_link(self, account_id: int) -> str:
        """Return the secret of a new one-time link; earlier links stop working."""
        with self._logged(Event.LINK, account_id) as connection:
            return links.make(connection, account_id)

    def new_link_by_mail(self, account_id: int) -> str:
        """Return the secret of a one-time link that somebody requested by mail."""
        with self._logged(Event.LINK_BY_MAIL, account_id) as connection:
            return links.make_for_mail(connection, account_id)

    def link_not_sent(self, account_id: int) -> None:
        """Note that the mail server did not take the message with such a link."""
        with self._logged(Event.LINK_NOT_SENT, account_id):
            pass  # nothing but the note

    def use_link(self, secret: str, password: str) -> Account | None:
        """Set the password, once; ``None`` if the link is not or no longer valid."""
        with self._writing() as connection:
            account = links.account_of(connection, secret)
            used = links.use(connection, secret, password) if account else None
            if used:
                log_account(connection, used.name, Event.PASSWORD, account, used)
            return used

    def set_password(self, account_id: int, password: str) -> Account:
        """Change the password; all browsers must sign in again, and links stop working."""
        with self._logged(Event.PASSWORD, account_id) as connection:
            accounts.set_password(connection, account_id, password)
            links.use_up(connection, account_id)
            return _known(connection, account_id)

    def sign_out_everywhere(self, account_id: int) -> Account:
        """Sign out all browsers, and make all links stop working."""
        with self._logged(Event.SIGNED_OUT, account_id) as connection:
            accounts.sign_out_everywhere(connection, account_id)
            links.use_up(connection, account_id)
            return _known(connection, account_id)

    def create_token(self, name: str, role: Role, today: date, expires_on: date) -> str:
        """Create a token, and return its secret."""
        _refuse_unfit(name)
        with self._writing() as connection:
            if accounts.by_name(connection, name):
                raise NameOfAccountError
            secret = tokens.create(connection, name, role, today, expires_on)
            log_token(connection, self._author, Event.ADDED, every_token(connection)[0])
            return secret

    def revoke_token(self, token_id: int, today: date) -> None:
        """End a token at once."""
        with self._writing() as connection:
            if not tokens.revoke(connection, token_id, today):
                raise UnknownError
            found = next(one for one in every_token(connection) if one.id == token_id)
            log_token(connection, self._author, Event.REVOKED, found)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction for one writer at a time, as the audit log needs it."""
        with writing(self._engine) as connection:
            take_turn(connection)
            yield connection

    @contextmanager
    def _logged(self, event: Event, account_id: int) -> Iterator[Connection]:
        """Open such a transaction to change an account; the log says how it was, and is."""
        with self._writing() as connection:
            before = _known(connection, account_id)
            yield connection
            log_account(connection, self._author, event, before, _known(connection, account_id))

    def _added(self, connection: Connection, name: str, role: Role) -> Account:
        if accounts.by_name(connection, name):
            raise NameTakenError
        if accounts.folded(name) in (accounts.folded(one.name) for one in every_token(connection)):
            raise NameOfTokenError
        made = accounts.add(connection, name, role)
        log_account(connection, self._author, Event.ADDED, None, made)
        return made


def _refuse_unfit(name: str) -> None:
    """Refuse a name that shows nothing, or that in the log would be taken for a command's."""
    folded = accounts.folded(name)
    if not folded:
        raise UnfitNameError
    bare = "".join(one for one in normalize("NFKD", folded) if not combining(one))
    if RESERVED.fullmatch(bare):
        raise ReservedNameError


def _known(connection: Connection, account_id: int) -> Account:
    found = accounts.by_id(connection, account_id)
    if found is None:
        raise UnknownError
    return found


def _leave_an_administrator(connection: Connection, leaving: Account) -> None:
    """Refuse a change that would leave no account able to sign in and manage the others."""
    able = [
        one.id
        for one in accounts.every(connection)
        if one.can_sign_in and one.role.may(Right.ADMINISTER)
    ]
    if able == [leaving.id]:
        raise LastAdministratorError
