"""``impact embeds …``: what partners may show on their own pages."""

from datetime import date, timedelta
from functools import partial

import typer
from sqlalchemy import Connection, Engine

from dashboard.cli import place
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    command,
    migrated_engine,
    today,
)
from dashboard.database import reading
from dashboard.domain.publications.embed_views import EMBED_VIEWS, declared
from dashboard.domain.publications.embeds import Grant, SnippetKind
from dashboard.i18n import Locale, Text, plural, text
from dashboard.importers.faults import Fault
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.reading import ArchivedPublication, numbered
from dashboard.publications.making.grant_checks import no_such_grant
from dashboard.publications.making.granting import GrantDesk, GrantDraft, GrantResult
from dashboard.publications.pages.snippets import Spot, ready, snippet
from dashboard.sentences.publications import embeds as say
from dashboard.settings import Settings

REACH_DAYS = 90


def create(draft: partial[GrantDraft], days: int, *, as_json: bool, lang: Locale | None) -> None:
    """Grant views to a partner for so many days, and print the key, only once."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        day = today(settings)
        wanted = draft(expires_on=day + timedelta(days))
        _show_key(screen, settings, engine, GrantDesk(engine, author(), day).create(wanted))


def renew(number: int, *, as_json: bool, lang: Locale | None) -> None:
    """Print a new key for a grant, only once; the current key stops working at once."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = GrantDesk(engine, author(), today(settings)).renew(number)
        _show_key(screen, settings, engine, done)


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the grants, without their keys, and how often each was shown in the last 90 days."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        day = today(settings)
        with reading(engine) as connection:
            found = grants.every(connection)
            reach = shown.since(connection, day - timedelta(REACH_DAYS))
        told = {
            grant.id: [
                {"day": one.day.isoformat(), "view": one.view, "times": one.times}
                for one in reach
                if one.grant == grant.id
            ]
            for grant in found
        }
        screen.answer(grants=[one.as_data() | {"shown": told[one.id]} for one in found])
        for one in found:
            times = sum(row.times for row in reach if row.grant == one.id)
            screen.say(_line(one, times, day))
        if not found:
            screen.say(text("There is no grant yet"))


def revoke(number: int, *, as_json: bool, lang: Locale | None) -> None:
    """Revoke a grant at once."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = GrantDesk(engine, author(), today(settings)).revoke(number)
        grant = _done(done.grant, done.faults)
        screen.answer(grant=grant.as_data())
        screen.say(text("Grant {number} no longer works", number=str(number)))


def show_snippet(  # noqa: PLR0913 - each is an option
    number: int,
    view: str,
    kind: SnippetKind,
    key: str,
    language: Locale | None,
    *,
    as_json: bool,
    lang: Locale | None,
) -> None:
    """Print the code for a partner’s page."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            grant = grants.numbered(connection, number)
            found = _fixed(connection, grant) if grant else None
        if grant is None or grant.revoked_on:
            fault = no_such_grant(number)
            raise CommandRefusedError(fault.problem, fault.remedy)
        if view not in grant.views:
            raise CommandRefusedError(
                text("Grant {number} has no such view", number=str(number)),
                text("“impact embeds list” lists them all"),
            )
        if kind is SnippetKind.IMAGE and not grant.images:
            raise CommandRefusedError(
                text("Grant {number} does not allow pictures", number=str(number)),
                text("Create one with --images, or choose another form"),
            )
        base = place.base(settings.base_url)
        wished = grant.language or language or screen.locale
        made = ready(grant, key, base, found)[view][wished.value][kind.value]
        if kind is not SnippetKind.IMAGE:  # a frame may follow the page's language
            made = snippet(kind, Spot(base, grant, EMBED_VIEWS[view], key, language))
        screen.answer(snippet=made)
        _print(screen, made)
        place.hint(screen, settings.base_url)


def _show_key(screen: Screen, settings: Settings, engine: Engine, done: GrantResult) -> None:
    grant = _done(done.grant, done.faults)
    base = place.base(settings.base_url)
    with reading(engine) as connection:
        made = ready(grant, done.key, base, _fixed(connection, grant))
    screen.answer(key=done.key, grant=grant.as_data(), snippets=made)
    screen.say(
        text(
            "{key}\nKeep it safe: it is shown only once, and is valid until {day}.",
            key=done.key,
            day=grant.expires_on,
        )
    )
    for view in declared(grant.views):
        _print(screen, snippet(SnippetKind.SCRIPT, Spot(base, grant, view, done.key)))
    place.hint(screen, settings.base_url)


def _fixed(connection: Connection, grant: Grant) -> ArchivedPublication | None:
    """The publication of a grant that always shows the same one; else ``None``."""
    return numbered(connection, grant.publication) if grant.publication else None


def _line(grant: Grant, times: int, today: date) -> Text:
    return text(
        "{number}. {partner}: {views}; {state}; {shown}",
        number=str(grant.id),
        partner=grant.partner,
        views=tuple(say.title(view) for view in grant.views),
        state=say.state(grant, today),
        shown=plural("shown {count} time", "shown {count} times", times),
    )


def _print(screen: Screen, html: str) -> None:
    if not screen.as_json:
        typer.echo(html)


def _done(grant: Grant | None, faults: tuple[Fault, ...]) -> Grant:
    if grant is None:
        problem = text("{problem}: {value}", problem=faults[0].problem, value=faults[0].value)
        raise CommandRefusedError(
            problem if faults[0].value else faults[0].problem, faults[0].remedy
        )
    return grant
