"""``impact users …``: accounts, made and mended from the machine's keyboard."""

from typing import Annotated

import typer
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from dashboard.access import accounts, links
from dashboard.access.accounts import Account
from dashboard.addresses import PASSWORD
from dashboard.cli.screen import AsJson, Lang, Refused, Screen, command, migrated_engine
from dashboard.database import reading, writing
from dashboard.domain.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.sentences import roles

LOCAL = "http://127.0.0.1:8050"

Name = Annotated[str, typer.Argument(help="What the person signs in with, such as an address.")]
AsRole = Annotated[Role, typer.Option("--role", help="What the person may do.")]


def add(
    name: Name, role: AsRole = Role.COMMITTEE, *, as_json: AsJson = False, lang: Lang = None
) -> None:
    """Add a person, and print the one-time link with which they choose their password.

    --json prints {"status": "done" or "refused", "name", "role", "link"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if not accounts.folded(name):
            raise Refused(
                text("No account can have this name"),
                text("Take 1 to {longest} visible characters", longest=accounts.LONGEST_NAME),
            )
        try:
            with writing(engine) as connection:
                account = accounts.add(connection, name, role)
                link = link_for(connection, account, settings.base_url or LOCAL, screen.locale)
        except IntegrityError as error:
            raise Refused(
                text("There is an account of that name: {name}", name=accounts.folded(name)),
                text("For a new link, run “impact users link {name}”", name=accounts.folded(name)),
            ) from error
        _show(screen, account, link)


def link(name: Name, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Print a new one-time link for somebody who forgot their password, or lost the first one.

    --json prints {"status": "done" or "refused", "name", "role", "link"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with writing(engine) as connection:
            account = _account(connection, name)
            made = link_for(connection, account, settings.base_url or LOCAL, screen.locale)
        _show(screen, account, made)


def change(
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="What the person may do from now on.")],
    *,
    lang: Lang = None,
) -> None:
    """Give a person another role, from their next click on."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        with writing(engine) as connection:
            account = _account(connection, name)
            accounts.set_role(connection, account.id, role)
        screen.say(text("{name}: {role}", name=account.name, role=roles.name(role)))


def disable(name: Name, *, lang: Lang = None) -> None:
    """Keep a person out from now on; what they did stays in the audit log."""
    _set_active(name, lang, active=False, said=text("This account is closed"))


def enable(name: Name, *, lang: Lang = None) -> None:
    """Let a person in again."""
    _set_active(name, lang, active=True, said=text("This account is open"))


def sign_out(name: Name, *, lang: Lang = None) -> None:
    """Sign a person out in every browser."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        with writing(engine) as connection:
            account = _account(connection, name)
            accounts.sign_out_everywhere(connection, account.id)
            links.use_up(connection, account.id)
        screen.say(text("Signed out everywhere"))


def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the accounts.

    --json prints {"status": "done", "users": [{"name", "role", "active", "has_password"}]}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found = accounts.every(connection)
        screen.data(
            {
                "status": "done",
                "users": [
                    {
                        "name": one.name,
                        "role": one.role.value,
                        "active": one.active,
                        "has_password": one.has_password,
                    }
                    for one in found
                ],
            }
        )
        for one in found:
            screen.say(_line(one))
        if not found:
            screen.say(text("There is no account yet"))


def link_for(connection: Connection, account: Account, base: str, locale: Locale) -> str:
    """The address of a new one-time link of a dashboard that people find at ``base``."""
    return f"{base}{PASSWORD[locale]}/{links.make(connection, account.id)}"


def _show(screen: Screen, account: Account, link: str) -> None:
    screen.data({"status": "done", "name": account.name, "role": account.role.value, "link": link})
    screen.say(text("{name}: {role}", name=account.name, role=roles.name(account.role)))
    screen.say(text("To choose a password, once, within a day: {link}", link=link))


def _line(account: Account) -> Text:
    values = {"name": account.name, "role": roles.name(account.role)}
    if not account.active:
        return text("{name}: {role}, closed", **values)
    if not account.has_password:
        return text("{name}: {role}, no password yet", **values)
    return text("{name}: {role}", **values)


def _set_active(name: str, lang: Locale | None, *, active: bool, said: Text) -> None:
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        with writing(engine) as connection:
            account = _account(connection, name)
            accounts.set_active(connection, account.id, active=active)
            links.use_up(connection, account.id)
        screen.say(said)


def _account(connection: Connection, name: str) -> Account:
    found = accounts.by_name(connection, name)
    if found is None:
        raise Refused(
            text("There is no account of that name: {name}", name=accounts.folded(name)),
            text("“impact users list” names them all"),
        )
    return found
