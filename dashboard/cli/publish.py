"""``impact publish …``: what the publish view does, typed or run by a schedule."""

from datetime import date, datetime
from functools import partial

import typer
from sqlalchemy import Engine

from dashboard.cli.drafts import draft_as_data, publication_as_data, show_draft
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    bar,
    command,
    migrated_engine,
)
from dashboard.database import reading
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared import clock
from dashboard.exports.formats import document
from dashboard.i18n import Locale, plural, text
from dashboard.publications.archive import files
from dashboard.publications.making import returning
from dashboard.publications.making.briefs import UnprintedError, print_missing
from dashboard.publications.making.confirming import confirm_key as with_this_key
from dashboard.publications.making.confirming import confirm_restored as restored
from dashboard.publications.making.monthly import end_of_last_month, is_due
from dashboard.publications.making.outcomes import PublishingRefusal, PublishingResult
from dashboard.publications.making.overview import DraftForApproval, Overview, look
from dashboard.publications.making.press import Press
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import publication_numbered
from dashboard.queries.shared.state import state
from dashboard.sentences.publications import publishing as sentences
from dashboard.settings import Settings


def draft(  # noqa: PLR0913 - each is an option
    as_of: datetime | None,
    note_en: str,
    note_fr: str,
    corrects: int | None,
    *,
    confirmed: bool,
    monthly: bool,
    tighten: bool | None,
    as_json: bool,
    lang: Locale | None,
) -> None:
    """Prepare a draft, protect and audit it; it replaces the current draft."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        press = _press(engine, settings)
        day, due = (as_of.date() if as_of else None), None
        if monthly:
            day, due = (
                end_of_last_month(press.today),
                partial(is_due, today=press.today, rhythm=press.rhythm),
            )
            with reading(engine) as connection:
                if not due(connection):
                    return _nothing_to_tell(screen)
        note = BilingualText(note_en, note_fr)
        done = press.draft(
            day,
            note,
            corrects=corrects,
            confirmed=confirmed,
            tighten=tighten,
            declines=tighten is False,
            if_still=due,
        )
        _refuse(done.refusals)
        if done.draft is None:  # another server was faster
            return _nothing_to_tell(screen)
        return show_draft(_look(engine, settings), screen)


def _nothing_to_tell(screen: Screen) -> None:
    screen.data({"status": "done", "draft": None})
    screen.say(text("There is nothing new to publish for the last month"))


def approve(digest: str, *, as_json: bool, lang: Locale | None) -> None:
    """Publish the draft; whoever prepared it may approve it only if nobody else can."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = _press(engine, settings).approve(_waiting(engine).record.id, digest)
        _tell(done, screen)
        if done.alone:
            screen.say(text("The same person prepared and approved it: there is nobody else"))


def send_back(digest: str, reason: str, *, as_json: bool, lang: Locale | None) -> None:
    """Send the draft back to the one who prepared it."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = returning.send_back(engine, author(), _waiting(engine).record.id, digest, reason)
        _refuse(done.refusals)
        screen.data({"status": "done", "draft": done.draft.id if done.draft else None})
        screen.say(text("The draft was sent back."), "green")


def withdraw(
    number: int, reason_en: str, reason_fr: str, *, as_json: bool, lang: Locale | None
) -> None:
    """Withdraw a publication; its address says so, and why."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = _press(engine, settings).withdraw(number, BilingualText(reason_en, reason_fr))
        _tell(done, screen, withdrawn=True)


def confirm_restored(last: int, *, as_json: bool, lang: Locale | None) -> None:
    """After a restore: give the number of the last publication, 0 if there was none."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = restored(engine, author(), last)
        _refuse(done.refusals)
        screen.data({"status": "done", "number": done.number})
        screen.say(
            text("The next publication has the number {number}", number=str(last + 1)), "green"
        )


def confirm_key(*, as_json: bool, lang: Locale | None) -> None:
    """Draw ranges with this server's key from now on: no other server publishes."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = with_this_key(engine, author(), key_digest(settings.secret_key))
        _refuse(done.refusals)
        screen.data({"status": "done", "number": done.number})
        screen.say(
            text(
                "Publications after {number} are made with the secret key of this server",
                number=str(done.number),
            ),
            "green",
        )


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the publications and the draft."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        shown = _look(engine, settings)
        latest = next((one.number for one in shown.published if not one.withdrawn_at), None)
        screen.data(
            {
                "status": "done",
                "publications": [publication_as_data(one) for one in shown.published],
                "lost": sorted(shown.lost),
                "confirmed": shown.restored is None,
                "other_key": shown.other_key,
                "draft": draft_as_data(shown.waiting, screen.locale) if shown.waiting else None,
                "returned": shown.returned.back if shown.returned else None,
            }
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
        for said in sentences.hindered(shown.restored, shown.lost, other_key=shown.other_key):
            screen.say(said, "yellow")
        if found := shown.waiting:
            screen.say(sentences.awaits(closed=shown.closed, unfit=found.unfit, gaps=found.gaps))
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
        screen.data({"status": "done", "made": list(made), "files": listed})
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
            show_draft(_look(engine, settings), screen)
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
        screen.data(
            {
                "status": "refused" if found else "done",
                "publications": count,
                "wrong": sorted({one.number for one in found if one.number}),
                "problems": [one.message.say(screen.locale) for one in found],
            }
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


def _waiting(engine: Engine) -> DraftForApproval:
    waiting = look(engine).waiting
    if waiting is None:
        raise CommandRefusedError(
            text("No draft is awaiting approval"), text("“impact publish draft” prepares one")
        )
    return waiting


def _look(engine: Engine, settings: Settings) -> Overview:
    return look(engine, key=key_digest(settings.secret_key))


def _press(engine: Engine, settings: Settings) -> Press:
    with reading(engine) as connection:
        today: date = clock.today(state(connection), settings.time_zone)
    return Press(
        engine,
        author(),
        today,
        settings.publish_hidden_up_to,
        rhythm=settings.publish_rhythm,
        secret=settings.secret_key,
        printer=document,
        site=settings.base_url,
    )


def _refuse(refusals: tuple[PublishingRefusal, ...]) -> None:
    if refusals:
        raise CommandRefusedError(refusals[0].problem, refusals[0].remedy)


def _tell(done: PublishingResult, screen: Screen, *, withdrawn: bool = False) -> None:
    _refuse(done.refusals)
    screen.data({"status": "done", "number": done.number})
    number = str(done.number)
    screen.say(
        text("Publication {number} was withdrawn.", number=number)
        if withdrawn
        else text("Publication {number} is published.", number=number),
        "green",
    )
