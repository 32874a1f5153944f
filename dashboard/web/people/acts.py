"""The audit log for administrators: who changed what, and when; the values stay in each history."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, request

from dashboard.access import accounts
from dashboard.addresses import LOG, PEOPLE, REFERENCE, SESSIONS, with_query
from dashboard.database import reading
from dashboard.domain.people.acts import ActChoice, parse
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.i18n import Locale, Text, text
from dashboard.queries.people.acts import acts
from dashboard.sentences.people import acts as sentences
from dashboard.sentences.sessions.words import moment
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.domain.people.acts import Act
    from dashboard.queries.people.acts import ActPage
    from dashboard.settings import Settings

FORM = """<form method="get" class="sign-in sign-in--row">
<div class="field">
<label for="who">{who}</label>
<input id="who" name="who" type="search" class="form-control" value="{name}" list="people"
 autocomplete="off" autocapitalize="none">
<datalist id="people">{people}</datalist>
</div>
<div class="field">
<label for="of">{of}</label>
<select id="of" name="of" class="form-select">{subjects}</select>
</div>
<div class="field">
<label for="day">{day}</label>
<input id="day" name="day" type="date" class="form-control" value="{date}">
</div>
<button type="submit" class="btn btn-primary">{button}</button>
</form>"""
OPTION = '<option value="{value}"{more}>{words}</option>'
LIST = "<ul>\n{items}\n</ul>"
ITEM = "<li><strong>{what}</strong><br>{details}</li>"
LINKED = '<a href="{address}">{words}</a>'


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The route, in both languages."""
    routes = Blueprint("acts", __name__)

    def page(locale: Locale) -> Response:
        choice = parse(request.query_string.decode("ascii", "ignore"))
        with reading(engine) as connection:
            found = acts(connection, choice, settings.time_zone)
            names = [one.name for one in accounts.every(connection)]
        shown = forms.Page(
            text("Audit log"), tuple(_parts(found, choice, names, settings.time_zone, locale))
        )
        return forms.show(shown, locale, _address(choice, locale.other))

    in_both_languages(routes, LOG, page)
    return routes


def _address(choice: ActChoice, locale: Locale) -> str:
    return with_query(LOG[locale], choice.to_query())


def _parts(
    found: ActPage, choice: ActChoice, names: Sequence[str], zone: str, locale: Locale
) -> Iterator[str]:
    yield forms.link(locale, PEOPLE[locale], text("Back to the accounts"))
    yield _form(choice, names, locale)
    if choice.before:
        newest = ActChoice(choice.who, choice.of, choice.day)
        yield forms.link(locale, _address(newest, locale), text("Back to the latest changes"))
    if found.acts:
        yield LIST.format(items="\n".join(_item(one, found, zone, locale) for one in found.acts))
    elif found.further is None:
        yield forms.paragraph(locale, text("No such change is on record."))
    if found.back_to:
        when = moment(found.back_to, zone)
        yield forms.paragraph(locale, text("Looked at the changes back to {moment}.", moment=when))
    if found.further:
        earlier = ActChoice(choice.who, choice.of, choice.day, found.further)
        yield forms.link(locale, _address(earlier, locale), text("Earlier changes"), as_button=True)


def _form(choice: ActChoice, names: Sequence[str], locale: Locale) -> str:
    """What to look for; names are proposed, and a part of one is enough."""
    subjects = {"": text("everything")} | sentences.subjects()
    return FORM.format(
        who=escape(text("Name, or a part of it").say(locale)),
        name=escape(choice.who),
        people="".join(f"<option>{escape(name)}</option>" for name in names),
        of=escape(text("What was changed").say(locale)),
        subjects="".join(_option(*one, choice.of, locale) for one in subjects.items()),
        day=escape(text("Day").say(locale)),
        date=choice.day.isoformat() if choice.day else "",
        button=escape(text("Show the changes").say(locale)),
    )


def _option(code: str, words: Text, chosen: str, locale: Locale) -> str:
    more = " selected" if code == chosen else ""
    return OPTION.format(value=code, more=more, words=escape(words.say(locale)))


def _item(act: Act, found: ActPage, zone: str, locale: Locale) -> str:
    what = escape(sentences.what(act, found.files).say(locale))
    address = _history(act, locale)
    when, by = moment(act.at, zone), sentences.by(act, found.files)
    details = text("{moment}, {author}", moment=when, author=by)
    return ITEM.format(
        what=LINKED.format(address=escape(address), words=what) if address else what,
        details=escape(details.say(locale)),
    )


def _history(act: Act, locale: Locale) -> str:
    """Where the values of the only record are, before and after; blank if nowhere."""
    if act.key and act.subject == sentences.SESSIONS:
        listed = SessionOptions(tab=SessionsTab.LIST, history=act.key)
        return with_query(SESSIONS[locale], urlencode(listed.pairs()))
    if act.key and kind_of(act.subject):
        return with_query(REFERENCE[locale], ReferenceOptions(act.subject, act.key).to_query())
    return ""
