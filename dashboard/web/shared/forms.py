"""Pages with one form each that work without scripts: sign in, set a password, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.exceptions import BadRequest, Forbidden

from dashboard.access import throttle
from dashboard.addresses import EXPLORE, HOTLINE, with_query
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import capitalise
from dashboard.web.shared.errors import document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from dashboard.addresses import View
    from dashboard.web.access.readers import People

PAGE = """<section lang="{lang}">
<h1>{title}</h1>
{said}
{parts}
<p>{hotline}<a class="hotline" href="tel:{number}">{number}</a></p>
</section>
<p lang="{other_lang}"><a href="{elsewhere}" hreflang="{other_lang}">{other_name}</a></p>"""
FORM = """<form method="post"{action} class="sign-in">
{fields}
<button type="submit" class="btn btn-primary"{named}>{button}</button>
</form>"""
FIELD = """<div class="field">
<label for="{name}">{label}</label>
{hint}<input id="{name}" name="{name}" type="{type}" class="form-control" required{more}>
</div>"""
CHOICE = """<fieldset class="field">
<legend>{legend}</legend>
{options}
</fieldset>"""
OPTION = """<div class="sign-in__option"><label>
<input type="{type}" name="{name}" value="{value}"{more}> {words}
</label></div>"""
HIDDEN = '<input type="hidden" name="{name}" value="{value}">'
OWNER = '<input type="text" autocomplete="username" value="{name}" readonly hidden>'
HINT = '<p id="{name}-hint" class="sign-in__hint">{hint}</p>\n'
REFUSED = '<p class="sign-in__refused" role="alert" tabindex="-1" autofocus>{said}</p>'
SAID = '<p class="sign-in__said" role="status">{said}</p>'
LINK = '<p><a href="{address}"{look}>{words}</a></p>'
SAVED = "saved"
"""What the address of a page has once its form was accepted."""
DIGITS = 9  # no number of a row has more
Refusal = tuple[Text, HTTPStatus]
BUTTON = ' class="btn btn-outline-primary"'


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``parts`` is its HTML, ``refused`` says why the form was not accepted.

    It has the focus then: screen readers pass over an alert that comes with its page. ``said`` is a
    message of success. With status 429, the page says when to try again.
    """

    title: Text
    parts: tuple[str, ...]
    refused: Text | None = None
    status: int = 200
    said: Text | None = None


def show(page: Page, locale: Locale, elsewhere: str) -> Response:
    """The response; ``elsewhere`` is its address in the other language."""
    html = PAGE.format(
        lang=locale.tag,
        title=escape(page.title.say(locale)),
        said=_notice(page, locale),
        parts="\n".join(page.parts),
        hotline=escape(
            text("Canadian Human Trafficking Hotline, 24 hours a day, 7 days a week: ").say(locale)
        ),
        number=HOTLINE,
        other_lang=locale.other.tag,
        elsewhere=escape(elsewhere),
        other_name=locale.other.native_name,
    )
    response = document(page.status, page.title, (locale,), html)
    if page.status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = f"{throttle.WINDOW.total_seconds():.0f}"
    return response


def without_account(people: People, view: View, title: Text, locale: Locale) -> Response:
    """Refuse the demonstration, which has no accounts, and programs, which have no page."""
    if request.method == "POST" or people.known_reader().by_token:
        raise Forbidden
    said = text("The demonstration has no sign-in, so there are no accounts.")
    back = link(locale, EXPLORE[locale], text("Back to the dashboard"))
    page = Page(title, (paragraph(locale, said), back))
    return show(page, locale, view[locale.other])


def saved(view: View, locale: Locale) -> Response:
    """Show the page anew once its form was accepted."""
    return redirect(with_query(view[locale], urlencode({SAVED: ""})), HTTPStatus.SEE_OTHER)


def chosen_row() -> int:
    """The number of the row for which a form was sent: it is in the form, and nobody types it."""
    said = request.form.get("id", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= DIGITS):
        raise BadRequest
    return int(said)


def too_often() -> Refusal:
    """Refuse without looking at the form, after too many attempts."""
    words = text("Too many attempts. Try again in a quarter of an hour.")
    return words, HTTPStatus.TOO_MANY_REQUESTS


def form(locale: Locale, button: Text, *fields: str, does: str = "", action: str = "") -> str:
    """A form; ``does`` tells several on one page apart, ``action`` is the address if another."""
    named = f' name="do" value="{escape(does)}"' if does else ""
    said = escape(button.say(locale))
    to = f' action="{escape(action)}"' if action else ""
    return FORM.format(fields="\n".join(fields), button=said, named=named, action=to)


def field(
    locale: Locale, name: str, label: Text, attributes: dict[str, str], hint: Text | None = None
) -> str:
    """A field with its label; all fields but names hide what is typed."""
    more = attributes | ({"aria-describedby": f"{name}-hint"} if hint else {})
    return FIELD.format(
        name=name,
        label=escape(label.say(locale)),
        hint=HINT.format(name=name, hint=escape(hint.say(locale))) if hint else "",
        type="text" if name == "name" else "password",
        more="".join(f' {key}="{escape(value)}"' for key, value in more.items()),
    )


def choice(
    locale: Locale, name: str, legend: Text, options: Mapping[str, Text], chosen: str
) -> str:
    """One of several options, by their values."""
    said = (
        _option("radio", name, value, words.say(locale), chosen=value == chosen)
        for value, words in options.items()
    )
    return CHOICE.format(legend=escape(legend.say(locale)), options="\n".join(said))


def tick(locale: Locale, name: str, words: Text, *, chosen: bool) -> str:
    """A box to tick; its value is then ``on``."""
    return _option("checkbox", name, "on", words.say(locale), chosen=chosen)


def hidden(name: str, value: str) -> str:
    """A value that goes with a form, and is not shown."""
    return HIDDEN.format(name=name, value=escape(value))


def owner(name: str) -> str:
    """Whose password a form changes, for programs that keep passwords; it is not shown."""
    return OWNER.format(name=escape(name))


def _option(type_: str, name: str, value: str, words: str, *, chosen: bool) -> str:
    more = " checked" if chosen else ""
    return OPTION.format(
        type=type_, name=name, value=escape(value), more=more, words=escape(capitalise(words))
    )


def link(locale: Locale, address: str, words: Text, *, as_button: bool = False) -> str:
    """A way to another page."""
    look = BUTTON if as_button else ""
    return LINK.format(address=escape(address), words=escape(words.say(locale)), look=look)


def paragraph(locale: Locale, words: Text, *, look: str = "") -> str:
    """A sentence or two."""
    named = f' class="{look}"' if look else ""
    return f"<p{named}>{escape(words.say(locale))}</p>"


def heading(locale: Locale, words: Text, level: int = 2) -> str:
    """The title of a part."""
    return f"<h{level}>{escape(words.say(locale))}</h{level}>"


def _notice(page: Page, locale: Locale) -> str:
    if page.refused:
        return REFUSED.format(said=escape(page.refused.say(locale)))
    return SAID.format(said=escape(page.said.say(locale))) if page.said else ""
