"""A view in each of its formats: page, table, picture, file."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

import orjson
from cachetools import LRUCache
from flask import request

from dashboard.domain.shared.filters import GIVEN_AGAIN, Problem, echo
from dashboard.i18n import Locale, text
from dashboard.publications.archive.grants import mark
from dashboard.publications.pages.embeds import files, page, pictures
from dashboard.publications.pages.embeds.choosing import controls
from dashboard.web.publications.embeds import answers, secret
from dashboard.web.publications.embeds.figures import figures
from dashboard.web.publications.embeds.guard import looked
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import AnswerUse
from dashboard.web.publications.embeds.tickets import Ticket, issue
from dashboard.web.shared.downloads import attach
from dashboard.web.shared.errors import invalid_filters
from dashboard.web.shared.trace import known_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.wrappers import Response

    from dashboard.publications.pages.embeds.looking import Admission, EmbedContent
    from dashboard.web.publications.embeds import Embeds
    from dashboard.web.publications.embeds.guard import GrantAccess

KINDS = {
    "": answers.HTML,
    "html": answers.HTML,
    "svg": answers.SVG,
    "csv": answers.CSV,
    "json": answers.JSON,
}
SHOWN = ("", "html", "svg")
LARGEST_KEPT = 8 * 1024 * 1024  # characters of all that are kept
LATER = "the-next-ticket"
"""Stands for a page's ticket while the page is kept."""
OUR_OWN = ("key", "lang", "publication")


class Views:
    """Every format of every view."""

    def __init__(self, embeds: Embeds) -> None:
        self._embeds = embeds
        self._kept: LRUCache[tuple[object, ...], str] = LRUCache(LARGEST_KEPT, getsizeof=len)
        self._keeping = Lock()
        self._forms = {
            "": self._page,
            "html": self._fragment,
            "svg": self._picture,
            "csv": _table,
            "json": _data,
        }

    def answer(self, name: str, locale: Locale) -> Response:
        """Answer for a view; the ending of its name in the address selects the format."""
        view, _, ending = name.partition(".")
        try:
            admitted = self._admitted(view, ending, locale)
            made = self._forms[ending](admitted)
        except EmbedRefusedError as error:
            return answers.refused(error, locale, KINDS.get(ending, answers.HTML))
        if ending in SHOWN and request.method == "GET":
            made.call_on_close(lambda: self._embeds.reach.count(admitted.grant, admitted.view.code))
        return made

    def _admitted(self, view: str, ending: str, locale: Locale) -> Admission:
        if ending not in KINDS:
            raise EmbedRefusedError(Reason.VIEW)
        opened = opened_by(self._embeds, AnswerUse.PICTURE if ending == "svg" else AnswerUse.PAGE)
        return opened.admit(view, locale)

    def _page(self, admitted: Admission) -> Response:
        """The page; it needs no ticket if nothing can be chosen."""
        key = request.args.get("key", "")
        number = admitted.reading.publication.number
        ticket = Ticket(admitted.grant.id, admitted.view.code, number, admitted.locale, mark(key))

        def make(shown: EmbedContent) -> str:
            live = {"ticket": LATER, "of": ticket.of} if controls(shown) else {}
            return page.page(shown, page.Frame(key, self._embeds.base_url, **live))

        body = self._made("", admitted, make)
        if LATER in body:
            body = body.replace(LATER, issue(secret(), ticket), 1)
        return answers.answer(body, answers.HTML, admitted.grant)

    def _fragment(self, admitted: Admission) -> Response:
        _needs(admitted, allowed=admitted.grant.images)
        body = self._made("html", admitted, page.fragment)
        return answers.answer(body, answers.HTML, admitted.grant)

    def _picture(self, admitted: Admission) -> Response:
        _needs(admitted, allowed=admitted.grant.images)
        body = self._made("svg", admitted, pictures.picture)
        return answers.answer(body, answers.SVG, admitted.grant)

    def _made(self, form: str, admitted: Admission, make: Callable[[EmbedContent], str]) -> str:
        """What this grant shows of this publication for these choices, made once.

        The grant and the publication were read for this request. If either changed, it is made
        anew.
        """
        choices = tuple(request.args.items(multi=True))
        place = (form, admitted.grant, admitted.view.code, admitted.locale, admitted.reading)
        with self._keeping:
            found = self._kept.get((*place, choices))
        if found is None:
            found = make(content(admitted))
            with self._keeping:
                self._kept[*place, choices] = found
        return found


def opened_by(embeds: Embeds, use: AnswerUse, key: str | None = None) -> GrantAccess:
    """What a key opens for this request; without ``key``, the key in the address.

    Raises:
        EmbedRefusedError: It opens nothing.
    """
    keys, numbers = request.args.getlist("key"), request.args.getlist("publication")
    opened = embeds.guard.open(
        key if key is not None else keys[0] if len(keys) == 1 else None,
        request.remote_addr or "",
        publication=" ".join(numbers) if numbers else None,
    )
    known_as("grant", opened.grant.id)
    embeds.check_sender(opened.grant, use)
    return opened


def asked() -> list[tuple[str, str]]:
    """The choices in the address."""
    return [(name, value) for name, value in request.args.items(multi=True) if name not in OUR_OWN]


def content(admitted: Admission) -> EmbedContent:
    """What is shown for the choices in the address; languages that do not count are reported.

    Raises:
        EmbedRefusedError: It is more than the grant gives.
    """
    found = looked(admitted, asked())
    problems = (*_other_languages(), *found.narrowed.problems)
    return replace(found, narrowed=replace(found.narrowed, problems=problems))


def _other_languages() -> Iterator[Problem]:
    """One that is not ours, and those after the first one."""
    for at, value in enumerate(request.args.getlist("lang")):
        if at:
            yield Problem("lang", echo(value), GIVEN_AGAIN)
        elif value not in set(Locale):
            yield Problem("lang", echo(value), text("unknown language; write en or fr"))


def _table(admitted: Admission) -> Response:
    _needs(admitted, allowed=admitted.grant.downloads)
    shown = content(admitted)
    if shown.narrowed.problems:  # nobody reads a word beside a file
        return invalid_filters(shown.narrowed.problems)
    made = answers.answer(files.csv_file(shown), answers.CSV, shown.grant)
    number = shown.reading.publication.number
    attach(made, f"impact-{number}-{shown.view.code}-{shown.locale}.csv")
    made.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    return made


def _data(admitted: Admission) -> Response:
    _needs(admitted, allowed=admitted.grant.downloads)
    shown = content(admitted)
    if shown.narrowed.problems:
        return invalid_filters(shown.narrowed.problems)
    told = figures(shown.reading, shown.answer, (shown.view.code,), shown.locale)
    return answers.answer(orjson.dumps(told), answers.JSON, shown.grant)


def _needs(admitted: Admission, *, allowed: bool) -> None:
    if not allowed:
        raise EmbedRefusedError(Reason.FORM, admitted.grant)
