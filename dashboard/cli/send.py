"""``impact send …``: what people have subscribed to, sent by a timer."""

from datetime import UTC, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine

from dashboard.access import outbox, subscriptions
from dashboard.cli.composing import Composer, UnwantedError
from dashboard.cli.screen import (
    CommandRefusedError,
    Screen,
    author,
    bar,
    command,
    migrated_engine,
)
from dashboard.cli.sending import NoMailServerError, Sending
from dashboard.database import reading
from dashboard.desk.messages import MessageDecision, decide
from dashboard.domain.messages.kinds import KINDS
from dashboard.domain.messages.outbox import MessageState, Outgoing
from dashboard.i18n import Locale, Text, plural, sequence, text
from dashboard.settings import Settings

MOST_LISTED = 200
LISTED = (
    "kind",
    "occasion",
    "state",
    "due_at",
    "next_at",
    "tries",
    "ended_at",
    "trouble",
    "message_id",
)
TROUBLE = (MessageState.FAILED, MessageState.UNKNOWN, MessageState.GIVEN_UP)


def due(*, dry_run: bool, as_json: bool, lang: Locale | None) -> None:
    """Send what is due."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if dry_run:
            _show_due(screen, engine, settings)
            return
        if not settings.smtp_url:
            _without_server(screen, engine)
            return
        sending = Sending(engine, settings)
        with bar(screen, text("Sending")) as progress:
            try:
                sending.run(lambda done: progress(done, done))
            except NoMailServerError:
                _tell(screen, sending, reached=False)
                raise typer.Exit(1) from None
        _tell(screen, sending, reached=True)
        if any(sending.counts[state] for state in TROUBLE):
            raise typer.Exit(1)


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the outbox."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found = outbox.listed(connection, MOST_LISTED)
        screen.answer(messages=[_row(one) for one in found])
        for one in found:
            screen.say(
                text(
                    "{number}: {what}, account {account}, due {due} – {state}",
                    number=str(one.id),
                    what=KINDS[one.kind].label if one.kind in KINDS else one.kind,
                    account=str(one.account_id),
                    due=one.due_at,
                    state=one.state.said,
                )
            )
        if not found:
            screen.say(text("There are no messages."))


def settled(number: int, decision: MessageDecision, *, lang: Locale | None) -> None:
    """Have a message sent again, or note that it has arrived."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        if not decide(engine, author(), number, decision):
            raise CommandRefusedError(
                text("Message {number} is not waiting for your decision", number=str(number)),
                text("Run “impact send list” to see which ones are"),
            )
        said = {
            MessageDecision.AGAIN: text("“impact send due” will send it again"),
            MessageDecision.ARRIVED: text("Message {number} is listed as sent", number=str(number)),
        }
        screen.say(said[decision], "green")


def _without_server(screen: Screen, engine: Engine) -> None:
    """Nothing can be sent; that matters only if somebody waits for something."""
    with reading(engine) as connection:
        if subscriptions.in_use(connection):
            raise CommandRefusedError(
                text("People have subscribed to messages, but no mail server is set"),
                text("Set IMPACT_SMTP_URL and IMPACT_MAIL_FROM"),
            )
    screen.answer(refused=False, **{state.value: 0 for state in MessageState})
    screen.say(text("Nobody has subscribed to messages"))


def _tell(screen: Screen, sending: Sending, *, reached: bool) -> None:
    counts = sending.counts
    screen.answer(refused=not reached, **{one.value: counts[one] for one in MessageState})
    if not reached:
        screen.complain(
            text("The mail server cannot be used; the messages are kept waiting"),
            text("Run “impact doctor” to see why"),
        )
    for state in MessageState:
        if counts[state]:
            screen.say(text("{state}: {count}", state=state.said, count=counts[state]))
    if not counts.total():
        screen.say(text("No message is due"))


def _show_due(screen: Screen, engine: Engine, settings: Settings) -> None:
    """Write what would be sent, and send nothing."""
    now = datetime.now(UTC)
    with reading(engine) as connection:
        zone = ZoneInfo(settings.time_zone)
        due_now = outbox.due(connection, settings.send_hour, zone, now)
        coming = [(one.id, on.code) for one, on in due_now]
        waiting = [(one.subscription_id, one.occasion) for one in outbox.ready(connection, now)]
        accounts = {one.id: one.account_id for one in subscriptions.in_use(connection)}
    composer = Composer(engine, settings)
    shown = []
    for subscription_id, occasion in (*waiting, *coming):
        try:
            made = composer.message(subscription_id, occasion, "")
        except UnwantedError:
            continue
        shown.append(_shown(made, accounts[subscription_id]))
    composer.close()
    screen.answer(messages=shown)
    for one in shown:
        number, subject = str(one["account"]), str(one["subject"])
        head = text("To account {number}: {subject}", number=number, subject=subject)
        screen.say(sequence(head, Text("{said}", {"said": one["text"]}), between="\n\n"))
    counted = plural("{count} message would be sent", "{count} messages would be sent", len(shown))
    screen.say(counted)


def _shown(made: EmailMessage, account: int) -> dict[str, object]:
    body = made.get_body(("plain",))
    return {
        "account": account,
        "subject": str(made["Subject"]),
        "attached": [part.get_filename() for part in made.iter_attachments()],
        "text": body.get_content() if body else "",
    }


def _row(one: Outgoing) -> dict[str, object]:
    said = {name: getattr(one, name) for name in LISTED}
    return {"id": one.id, "account": one.account_id} | said
