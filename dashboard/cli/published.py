"""``impact publish …``: what is published and what waits, shown and proved.

Nothing here needs the solver, which takes half a second to load.
"""

import typer
from sqlalchemy import Engine

from dashboard.cli.drafts import draft_as_data, show_draft
from dashboard.cli.screen import (
    CommandRefusedError,
    author,
    bar,
    command,
    migrated_engine,
)
from dashboard.database import reading
from dashboard.domain.publications.keys import key_digest
from dashboard.exports.formats import document
from dashboard.i18n import Locale, plural, text
from dashboard.publications.archive import files
from dashboard.publications.making.briefs import UnprintedError, print_missing
from dashboard.publications.making.overview import Overview, look
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import publication_numbered
from dashboard.sentences.publications import hindrances
from dashboard.sentences.publications import publishing as sentences
from dashboard.settings import Settings


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the publications and the draft."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        shown = looked(engine, settings)
        latest = next((one.number for one in shown.published if not one.withdrawn_at), None)
        screen.answer(
            publications=shown.published,
            lost=sorted(shown.lost),
            confirmed=shown.restored is None,
            other_key=shown.other_key,
            draft=draft_as_data(shown.waiting, screen.locale) if shown.waiting else None,
            returned=shown.returned.back if shown.returned else None,
        )
        for one in shown.published:
            screen.say(
                text(
                    "{number}. {day}, data as of {as_of}: {state}",
                    number=str(one.number),
                    day=one.published_on,
                    as_of=one.data_as_of,
                    state=sentences.state(one, latest),
                )
            )
        if not shown.published:
            screen.say(text("Nothing has been published yet."))
        found = shown.restored, shown.lost, shown.time_zone
        for said in hindrances.hindered(*found, other_key=shown.other_key):
            screen.say(said, "yellow")
        if draft := shown.waiting:
            screen.say(sentences.awaits(closed=shown.closed, unfit=draft.unfit, gaps=draft.gaps))
        if shown.returned:
            screen.say(sentences.returned(shown.returned.back))


def briefs(*, as_json: bool, lang: Locale | None) -> None:
    """Make the files that publications lack, and list the files of all."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        try:
            made = print_missing(engine, author(), document, settings.base_url)
        except UnprintedError:
            raise CommandRefusedError(
                text("A file could not be made; the log says which"),
                text("The files made before it are kept. Try again; if it fails again, report it"),
            ) from None
        with reading(engine) as connection:
            kept = [one for those in files.records(connection).values() for one in those]
        listed = [{"file": one.key, "sha256": one.sha256, "size": one.size} for one in kept]
        screen.answer(made=list(made), files=listed)
        for one in kept:
            screen.say(
                text(
                    "{name}: {size} bytes, {digest}", name=one.key, size=one.size, digest=one.sha256
                )
            )
        screen.say(
            plural(
                "Briefs were made for {count} publication.",
                "Briefs were made for {count} publications.",
                len(made),
            ),
            "green",
        )


def show(number: int | None, *, as_json: bool, lang: Locale | None) -> None:
    """Show the draft, or print a publication's canonical text."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if number is None:
            show_draft(looked(engine, settings), screen)
            return
        with reading(engine) as connection:
            found = publication_numbered(connection, number)
        if found is None:
            raise CommandRefusedError(
                text("There is no publication {number}", number=str(number)),
                text("“impact publish list” lists them all"),
            )
        typer.echo(found.content)


def verify(*, as_json: bool, lang: Locale | None) -> None:
    """Prove that every publication is still what was approved, and that what it hides is hidden."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection, bar(screen, text("Checking")) as on_progress:
            found = faults(connection, on_progress)
        count = len(look(engine).published)
        screen.answer(
            refused=bool(found),
            publications=count,
            wrong=sorted({one.number for one in found if one.number}),
            problems=[one.message.say(screen.locale) for one in found],
        )
        for one in found:
            screen.say(one.message, "red")
        if found:
            raise typer.Exit(1)
        screen.say(
            plural(
                "{count} publication matches what was approved",
                "{count} publications match what was approved",
                count,
            ),
            "green",
        )


def looked(engine: Engine, settings: Settings) -> Overview:
    """The publications and the draft, as this server's key lets them be."""
    key, time_zone = key_digest(settings.secret_key), settings.time_zone
    return look(engine, key=key, time_zone=time_zone)
