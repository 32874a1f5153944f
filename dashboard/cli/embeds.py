"""``impact embeds …``: what partners may show on their own pages."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection, Engine

from dashboard.cli.on_demand import application
from dashboard.cli.screen import (
    AsJson,
    CommandRefusedError,
    Lang,
    Screen,
    author,
    command,
    migrated_engine,
)
from dashboard.database import reading
from dashboard.domain.publications.embed_views import EMBED_VIEWS, declared
from dashboard.domain.publications.embeds import Grant
from dashboard.i18n import Locale, Text, plural, text
from dashboard.importers.faults import Fault
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.reading import ArchivedPublication, numbered
from dashboard.publications.making.granting import GrantDesk, GrantDraft, GrantResult
from dashboard.publications.pages.snippets import SnippetKind, Spot, ready, snippet
from dashboard.sentences.publications import embeds as say
from dashboard.settings import Settings

LONGEST_DAYS = 3650
REACH_DAYS = 90
HERE = "http://127.0.0.1:8050"


def _view(code: str) -> str:
    if code not in EMBED_VIEWS:
        msg = f"{code!r} is not one of {', '.join(EMBED_VIEWS)}."
        raise typer.BadParameter(msg)
    return code


Partner = Annotated[str, typer.Option("--partner", help="The partner’s name.")]
Views = Annotated[
    list[str],
    typer.Option(
        "--view",
        parser=_view,
        metavar="|".join(EMBED_VIEWS),
        help="What may be shown; repeat it for several.",
    ),
]
Locked = Annotated[str, typer.Option("--locked", help="Locked filters: language=fr&period=2014-15")]
Free = Annotated[
    list[str] | None,
    typer.Option("--free", help="A filter that readers may choose; repeat it for several."),
]
Language = Annotated[
    Locale | None, typer.Option("--language", help="Its language; without it, the page’s.")
]
Number = Annotated[
    int | None,
    typer.Option("--publication", help="Always this publication; without it, the latest."),
]
Origins = Annotated[
    list[str] | None,
    typer.Option("--origin", help="A site that may show it, https://intranet.example.org; repeat."),
]
Days = Annotated[
    int, typer.Option("--days", min=1, max=LONGEST_DAYS, help="How many days it is valid.")
]
Downloads = Annotated[bool, typer.Option("--downloads", help="Allow downloads of tables.")]
Images = Annotated[
    bool,
    typer.Option("--images", help="Allow pictures, which any site can show."),
]
GrantNumber = Annotated[int, typer.Argument(help="Its number, as “impact embeds list” shows it.")]


def group() -> typer.Typer:
    """``impact embeds``."""
    app = application(help="Views granted to partners.", no_args_is_help=True)
    app.command()(create)
    app.command("list")(every)
    app.command()(renew)
    app.command()(revoke)
    app.command("snippet")(show_snippet)
    return app


def create(  # noqa: PLR0913 - each is an option
    *,
    partner: Partner,
    view: Views,
    locked: Locked = "",
    free: Free = None,
    language: Language = None,
    publication: Number = None,
    origin: Origins = None,
    days: Days = 365,
    downloads: Downloads = False,
    images: Images = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Grant views to a partner, and print the key, only once.

    --json prints {"status": "done", "key", "grant": as `impact embeds list` does, "snippets": by
    view, language and form}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        today = _today(settings)
        wanted = GrantDraft(
            partner=partner,
            views=tuple(view),
            locked=locked,
            free=tuple(free or ()),
            language=language,
            publication=publication,
            origins=tuple(origin or ()),
            downloads=downloads,
            images=images,
            expires_on=today + timedelta(days),
        )
        _show_key(screen, settings, engine, GrantDesk(engine, author(), today).create(wanted))


def renew(number: GrantNumber, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Print a new key for a grant, only once; the current key stops working at once.

    --json prints {"status": "done" or "refused", "key", "grant", "snippets"} as `impact embeds
    create` does.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = GrantDesk(engine, author(), _today(settings)).renew(number)
        _show_key(screen, settings, engine, done)


def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the grants, without their keys, and how often each was shown in the last 90 days.

    --json prints {"status": "done", "grants": [{"id", "partner", "views", "locked", "free",
    "language", "publication", "origins", "downloads", "images", "created_on", "expires_on",
    "revoked_on", "version", "shown": [{"day", "view", "times"}]}]}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        today = _today(settings)
        with reading(engine) as connection:
            found = grants.every(connection)
            reach = shown.since(connection, today - timedelta(REACH_DAYS))
        told = {
            grant.id: [
                {"day": one.day.isoformat(), "view": one.view, "times": one.times}
                for one in reach
                if one.grant == grant.id
            ]
            for grant in found
        }
        screen.data(
            {
                "status": "done",
                "grants": [one.as_data() | {"shown": told[one.id]} for one in found],
            }
        )
        for one in found:
            times = sum(row.times for row in reach if row.grant == one.id)
            screen.say(_line(one, times, today))
        if not found:
            screen.say(text("There is no grant yet"))


def revoke(number: GrantNumber, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Revoke a grant at once.

    --json prints {"status": "done" or "refused", "grant"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = GrantDesk(engine, author(), _today(settings)).revoke(number)
        grant = _done(done.grant, done.faults)
        screen.data({"status": "done", "grant": grant.as_data()})
        screen.say(text("Grant {number} no longer works", number=str(number)))


def show_snippet(  # noqa: PLR0913 - each is an option
    number: GrantNumber,
    view: Annotated[
        str,
        typer.Option("--view", parser=_view, metavar="|".join(EMBED_VIEWS), help="Which view."),
    ],
    kind: Annotated[
        SnippetKind, typer.Option("--as", help="The form of the code.")
    ] = SnippetKind.SCRIPT,
    key: Annotated[
        str, typer.Option("--key", help="The key, which we do not keep.", show_default=False)
    ] = "KEY",
    language: Language = None,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print the code for a partner’s page.

    --json prints {"status": "done", "snippet"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            grant = grants.numbered(connection, number)
            found = _fixed(connection, grant) if grant else None
        if grant is None or view not in grant.views:
            raise CommandRefusedError(
                text("Grant {number} has no such view", number=str(number)),
                text("“impact embeds list” lists them all"),
            )
        if kind is SnippetKind.IMAGE and not grant.images:
            raise CommandRefusedError(
                text("Grant {number} does not allow pictures", number=str(number)),
                text("Create one with --images, or choose another form"),
            )
        base = settings.base_url or HERE
        wished = grant.language or language or screen.locale
        made = ready(grant, key, base, found)[view][wished.value][kind.value]
        if kind is not SnippetKind.IMAGE:  # a frame may follow the page's language
            made = snippet(kind, Spot(base, grant, EMBED_VIEWS[view], key, language))
        screen.data({"status": "done", "snippet": made})
        _print(screen, made)


def _show_key(screen: Screen, settings: Settings, engine: Engine, done: GrantResult) -> None:
    grant = _done(done.grant, done.faults)
    base = settings.base_url or HERE
    with reading(engine) as connection:
        made = ready(grant, done.key, base, _fixed(connection, grant))
    screen.data({"status": "done", "key": done.key, "grant": grant.as_data(), "snippets": made})
    screen.say(
        text(
            "{key}\nKeep it safe: it is shown only once, and is valid until {day}.",
            key=done.key,
            day=grant.expires_on,
        )
    )
    for view in declared(grant.views):
        _print(screen, snippet(SnippetKind.SCRIPT, Spot(base, grant, view, done.key)))


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


def _today(settings: Settings) -> date:
    return datetime.now(ZoneInfo(settings.time_zone)).date()
