"""``impact publish …``: drafts, approvals and withdrawals, typed or run by a schedule."""

from datetime import date, datetime
from functools import partial

from sqlalchemy import Engine

from dashboard.cli.drafts import show_draft
from dashboard.cli.published import looked
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    command,
    migrated_engine,
)
from dashboard.database import reading
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared import clock
from dashboard.exports.formats import document
from dashboard.i18n import Locale, text
from dashboard.publications.making import returning
from dashboard.publications.making.confirming import confirm_key as with_this_key
from dashboard.publications.making.confirming import confirm_restored as restored
from dashboard.publications.making.monthly import end_of_last_month, is_due
from dashboard.publications.making.outcomes import PublishingRefusal, PublishingResult
from dashboard.publications.making.overview import DraftForApproval, look
from dashboard.publications.making.press import Press
from dashboard.queries.shared.state import state
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
        press = press_of(engine, settings)
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
            still_due=due,
        )
        stop_if(done.refusals)
        if done.draft is None:  # another server was faster
            return _nothing_to_tell(screen)
        return show_draft(looked(engine, settings), screen)


def _nothing_to_tell(screen: Screen) -> None:
    screen.answer(draft=None)
    screen.say(text("There is nothing new to publish for the last month"))


def approve(digest: str, *, as_json: bool, lang: Locale | None) -> None:
    """Publish the draft; whoever prepared it may approve it only if nobody else can."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = press_of(engine, settings).approve(_waiting(engine).record.id, digest)
        _tell(done, screen)
        if done.alone:
            screen.say(text("The same person prepared and approved it: there is nobody else"))


def send_back(digest: str, reason: str, *, as_json: bool, lang: Locale | None) -> None:
    """Send the draft back to the one who prepared it."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = returning.send_back(engine, author(), _waiting(engine).record.id, digest, reason)
        stop_if(done.refusals)
        screen.answer(draft=done.draft.id if done.draft else None)
        screen.say(text("The draft was sent back."), "green")


def withdraw(
    number: int, reason_en: str, reason_fr: str, *, as_json: bool, lang: Locale | None
) -> None:
    """Withdraw a publication; its address says so, and why."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = press_of(engine, settings).withdraw(number, BilingualText(reason_en, reason_fr))
        _tell(done, screen, withdrawn=True)


def confirm_restored(last: int, *, as_json: bool, lang: Locale | None) -> None:
    """After a restore: give the number of the last publication, 0 if there was none."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = restored(engine, author(), last)
        stop_if(done.refusals)
        screen.answer(number=done.number)
        screen.say(
            text("The next publication has the number {number}", number=str(last + 1)), "green"
        )


def confirm_key(*, as_json: bool, lang: Locale | None) -> None:
    """Draw ranges with this server's key from now on: no other server publishes."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        done = with_this_key(engine, author(), key_digest(settings.secret_key))
        stop_if(done.refusals)
        screen.answer(number=done.number)
        screen.say(
            text(
                "Publications after {number} are made with the secret key of this server",
                number=str(done.number),
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


def press_of(engine: Engine, settings: Settings) -> Press:
    """The press of whoever runs the command, by this server's settings."""
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


def stop_if(refusals: tuple[PublishingRefusal, ...]) -> None:
    """End the command with the first refusal.

    Raises:
        CommandRefusedError: There is one.
    """
    if refusals:
        raise CommandRefusedError(refusals[0].problem, refusals[0].remedy)


def _tell(done: PublishingResult, screen: Screen, *, withdrawn: bool = False) -> None:
    stop_if(done.refusals)
    screen.answer(number=done.number)
    number = str(done.number)
    screen.say(
        text("Publication {number} was withdrawn.", number=number)
        if withdrawn
        else text("Publication {number} is published.", number=number),
        "green",
    )
