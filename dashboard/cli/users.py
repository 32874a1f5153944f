"""``impact users …``: accounts, managed from the machine's keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from dashboard.access import accounts
from dashboard.access.accounts import Account
from dashboard.addresses import PASSWORD
from dashboard.cli import place
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    command,
    migrated_engine,
)
from dashboard.database import reading
from dashboard.desk.people import PeopleDesk
from dashboard.domain.people.refusals import (
    AccountRefusedError,
    LastAdministratorError,
    NameTakenError,
)
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text

LISTED = ("id", "name", "role", "active", "has_password", "by_provider", "last_sign_in_at")


def add(name: str, role: Role, *, as_json: bool, lang: Locale | None) -> None:
    """Add a person, and print the one-time link with which they choose their password."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        try:
            account, secret = PeopleDesk(engine, author()).add(name, role)
        except AccountRefusedError as error:
            raise CommandRefusedError(*_told(error, accounts.folded(name))) from error
        _show(screen, account, secret, settings.base_url)


def link(name: str, *, as_json: bool, lang: Locale | None) -> None:
    """Print a new one-time link for someone who forgot their password or lost the first link."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        account = _account(engine, name)
        secret = PeopleDesk(engine, author()).new_link(account.id)
        _show(screen, account, secret, settings.base_url)


def change(name: str, role: Role, *, lang: Locale | None) -> None:
    """Change a person’s role, from their next click on."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        account = _account(engine, name)
        with _leaving_an_administrator():
            PeopleDesk(engine, author()).set_role(account.id, role)
        screen.say(text("{name}: {role}", name=account.name, role=role.called))


def disable(name: str, *, lang: Locale | None) -> None:
    """Deactivate an account; the audit log keeps what the person did."""
    _set_active(name, lang, active=False, said=text("This account is deactivated"))


def enable(name: str, *, lang: Locale | None) -> None:
    """Reactivate an account."""
    _set_active(name, lang, active=True, said=text("This account is active"))


def sign_out(name: str, *, lang: Locale | None) -> None:
    """Sign a person out in every browser."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        PeopleDesk(engine, author()).sign_out_everywhere(_account(engine, name).id)
        screen.say(text("Signed out everywhere"))


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the accounts."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found = accounts.every(connection)
        screen.answer(users=[{name: getattr(one, name) for name in LISTED} for one in found])
        for one in found:
            screen.say(_line(one))
        if not found:
            screen.say(text("There is no account yet"))


def address_of(secret: str, base: str, locale: Locale) -> str:
    """The address of a one-time link on a dashboard at ``base``."""
    return f"{base}{PASSWORD[locale]}/{secret}"


def _show(screen: Screen, account: Account, secret: str, base_url: str) -> None:
    link = address_of(secret, place.base(base_url), screen.locale)
    screen.answer(name=account.name, role=account.role.value, link=link)
    screen.say(text("{name}: {role}", name=account.name, role=account.role.called))
    screen.say(text("To choose a password (once, within a day): {link}", link=link))
    place.hint(screen, base_url)


def _line(account: Account) -> Text:
    values = {"name": account.name, "role": account.role.called}
    if not account.active:
        return text("{name}: {role}, deactivated", **values)
    if account.by_provider:
        return text("{name}: {role}, signs in through the identity provider", **values)
    if not account.has_password:
        return text("{name}: {role}, no password yet", **values)
    return text("{name}: {role}", **values)


def _set_active(name: str, lang: Locale | None, *, active: bool, said: Text) -> None:
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        with _leaving_an_administrator():
            PeopleDesk(engine, author()).set_active(_account(engine, name).id, active=active)
        screen.say(said)


@contextmanager
def _leaving_an_administrator() -> Iterator[None]:
    try:
        yield
    except LastAdministratorError as error:
        raise CommandRefusedError(error.problem, error.remedy) from error


def _told(error: AccountRefusedError, name: str) -> tuple[Text, Text]:
    """Why no account of that name is added, and what can be done by a command."""
    if type(error) is not NameTakenError:
        return error.problem, error.remedy
    return (
        text("An account with that name exists already: {name}", name=name),
        text("For a new link, run “impact users link {name}”", name=name),
    )


def _account(engine: Engine, name: str) -> Account:
    with reading(engine) as connection:
        found = accounts.by_name(connection, name)
    if found is None:
        raise CommandRefusedError(
            text("There is no account with that name: {name}", name=accounts.folded(name)),
            text("“impact users list” lists them all"),
        )
    return found
