"""The outbox for administrators: what was sent, what waits, and what only a person can decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from dashboard.access import accounts, outbox
from dashboard.addresses import OUTBOX, PEOPLE
from dashboard.database import reading
from dashboard.desk.messages import MessageDecision, decide
from dashboard.domain.messages.kinds import KINDS
from dashboard.domain.messages.outbox import TO_LOOK_AT, MessageState, Outgoing, trouble_said
from dashboard.domain.shared.moments import in_iso
from dashboard.i18n import Locale, Text, plural, sequence, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.people.people import links_not_sent
from dashboard.sentences.sessions.words import moment
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

MOST_LISTED = 100
LOST_FOR = timedelta(days=30)


def blueprint(engine: Engine, people: People, settings: Settings) -> Blueprint:
    """The route, in both languages."""
    routes = Blueprint("outbox", __name__)

    def page(locale: Locale) -> Response:
        why = None
        if request.method == "POST":
            if _decided(people):
                return forms.saved(OUTBOX, locale)
            why = text("Somebody has decided about this message already, or it was sent.")
        with reading(engine) as connection:
            counts = outbox.counts(connection)
            found = outbox.listed(connection, MOST_LISTED)
            names = {one.id: one.name for one in accounts.every(connection)}
            lost = links_not_sent(connection, in_iso(datetime.now(UTC) - LOST_FOR))
        zone = settings.time_zone
        shown = forms.Page(
            text("Messages sent and waiting"),
            (*_parts(counts, found, names, settings, locale), *_lost(lost, zone, locale)),
            why,
            HTTPStatus.CONFLICT if why else HTTPStatus.OK,
            text("Saved.") if forms.SAVED in request.args else None,
        )
        return forms.show(shown, locale, OUTBOX[locale.other])

    in_both_languages(routes, OUTBOX, page, has_form=True)
    return routes


def _decided(people: People) -> bool:
    """Do what was decided about a message; returns false if that is settled already."""
    number, decision = forms.chosen_row(), request.form.get("do", "")
    if decision not in set(MessageDecision):
        raise BadRequest
    author = people.known_reader().name
    return decide(people.asking_again(), author, number, MessageDecision(decision))


def _parts(
    counts: Mapping[MessageState, int],
    found: tuple[Outgoing, ...],
    names: Mapping[int, str],
    settings: Settings,
    locale: Locale,
) -> Iterator[str]:
    yield forms.link(locale, PEOPLE[locale], text("Back to the accounts"))
    if not settings.smtp_url:
        said = text(
            "No mail server is set, so nothing is sent yet. The setting IMPACT_SMTP_URL names one."
        )
        yield forms.paragraph(locale, said)
    if not found:
        yield forms.paragraph(locale, text("There are no messages."))
        return
    counted = capitalise(_counted(counts).say(locale))
    yield forms.paragraph(locale, Text("{said}", {"said": counted}))
    zone = settings.time_zone
    if to_decide := [one for one in found if one.state in TO_LOOK_AT]:
        yield forms.heading(locale, text("To decide"))
        yield forms.paragraph(locale, _ADVICE)
        yield _list(_to_decide(one, names, zone, locale) for one in to_decide)
    if others := [one for one in found if one.state not in TO_LOOK_AT]:
        yield forms.heading(locale, text("Latest messages"))
        yield _list(_item(one, names, zone, locale) for one in others)
    if (left := sum(counts.values()) - len(found)) > 0:
        said = plural(
            "{count} earlier message is not shown; “impact send list” has more.",
            "{count} earlier messages are not shown; “impact send list” has more.",
            left,
        )
        yield forms.paragraph(locale, said)


def _lost(lost: tuple[tuple[str, str], ...], zone: str, locale: Locale) -> Iterator[str]:
    """Who asked for a new password, and got no message: they wait for one."""
    if not lost:
        return
    yield forms.heading(locale, text("Password links that could not be emailed"))
    yield forms.paragraph(locale, _LOST)
    said = (text("{name}, {moment}", name=name, moment=moment(at, zone)) for name, at in lost)
    yield _list(f"<li>{escape(one.say(locale))}</li>" for one in said)


_LOST = text(
    "These people asked for a new password in the last 30 days, and the mail server did not take "
    "the message. Make them a link on the page of accounts. The server’s log says what was wrong."
)
_ADVICE = text(
    "Ask the person, or check the mail server’s log. If you send a message again, the person may "
    "get it twice; it then shows the figures of that day."
)
_LIST = "<ul>\n{items}\n</ul>"
_ITEM = "<li><strong>{what}</strong><br>{details}</li>"
_TO_DECIDE = '<li><strong>{what}</strong><br>{details}\n<div class="decisions">{ways}</div></li>'


def _list(items: Iterable[str]) -> str:
    return _LIST.format(items="\n".join(items))


def _counted(counts: Mapping[MessageState, int]) -> Text:
    """How many messages there are of each state."""
    each = (
        text("{state}: {count}", state=state.said, count=counts[state])
        for state in MessageState
        if counts.get(state)
    )
    return sequence(*each, between="; ")


def _to_decide(one: Outgoing, names: Mapping[int, str], zone: str, locale: Locale) -> str:
    """A message with what can be decided about it; buttons name it, for screen readers."""
    number = {"number": str(one.id)}
    ways = [(MessageDecision.AGAIN, text("Send message {number} again", **number))]
    if one.state is MessageState.UNKNOWN:
        ways.append((MessageDecision.ARRIVED, text("Message {number} has arrived", **number)))
    sent = (
        forms.form(locale, words, forms.hidden("id", str(one.id)), does=decision)
        for decision, words in ways
    )
    return _TO_DECIDE.format(**_said(one, names, zone, locale), ways="\n".join(sent))


def _item(one: Outgoing, names: Mapping[int, str], zone: str, locale: Locale) -> str:
    return _ITEM.format(**_said(one, names, zone, locale))


def _said(one: Outgoing, names: Mapping[int, str], zone: str, locale: Locale) -> dict[str, str]:
    kind = KINDS[one.kind].label if one.kind in KINDS else Text("{code}", {"code": one.kind})
    what = text("{number}: {what} – {state}", number=str(one.id), what=kind, state=one.state.said)
    is_open = one.state in (MessageState.WAITING, MessageState.FAILED)
    details = sequence(
        text("For {name}", name=names.get(one.account_id, "..")),
        text("due {moment}", moment=moment(one.due_at, zone)),
        plural("{count} try", "{count} tries", one.tries) if one.tries else None,
        text("next try {moment}", moment=moment(one.next_at, zone)) if is_open else None,
        text("ended {moment}", moment=moment(one.ended_at, zone)) if one.ended_at else None,
        trouble_said(one.trouble),
        between="; ",
    )
    return {
        "what": escape(what.say(locale)),
        "details": escape(capitalise(details.say(locale))),
    }
