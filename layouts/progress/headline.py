"""The headline: a few sentences in large type, in which each clause links to its evidence."""

from collections.abc import Iterable, Iterator

from dash.development.base_component import Component

from dashboard.addresses import PLAN, SESSIONS, with_query
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.headline import Evidence, HeadlineSentence
from layouts.shared import html
from layouts.shared.drawing import Drawing, slot

NAME = "headline"
WHAT_NEXT = slot("grid", "next")
"""The heading of what to book."""
TO_MEND = "rule=overdue"  # the name of the tab in the address of the sessions view


def parts(said: Iterable[HeadlineSentence], progress: Progress, locale: Locale) -> Drawing:
    """What a filter change draws."""
    paragraphs = [_marked(one, progress.filters, locale) for one in said]
    drawn: list[Component | str] = [part for one in paragraphs for part in (one, " ")]
    if progress.delivered:
        drawn.append(_next(locale))
    return {slot(NAME): drawn}


def sentence(one: HeadlineSentence, filters: Filters, locale: Locale) -> Component:
    """A sentence with its links."""
    return html.P([*_pieces(one, filters, locale)])


def _marked(one: HeadlineSentence, filters: Filters, locale: Locale) -> Component:
    """A sentence with its links; bad news begins with a sign and a word, so never colour alone."""
    pieces = [*_pieces(one, filters, locale)]
    return html.P([_alarm(locale), " ", *pieces] if one.alarm else pieces)


def _alarm(locale: Locale) -> Component:
    sign = html.Span(className="headline__sign")
    return html.Strong([sign, text("Attention").say(locale)], className="headline__alarm")


def _next(locale: Locale) -> Component:
    """The way to what to book, which a phone shows far below."""
    words = text("What next").say(locale)
    return html.A(words, href=f"#{WHAT_NEXT}", className="headline__next")


def _pieces(one: HeadlineSentence, filters: Filters, locale: Locale) -> Iterator[Component | str]:
    if one.before:
        yield f"{capitalise(one.before.say(locale))} "
    for at, clause in enumerate(one.clauses):
        words = clause.words.say(locale)
        if at:
            yield ", "
        yield html.A(
            capitalise(words) if not at and not one.before else words,
            href=address(clause.evidence, filters, locale),
        )
    yield "."


def address(evidence: Evidence, filters: Filters, locale: Locale) -> str:
    """The address of the evidence: a place on this page, or another view with these filters."""
    match evidence:
        case Evidence.PLAN:
            return with_query(PLAN[locale], filters.to_query())
        case Evidence.TO_MEND:
            query = "&".join(filter(None, (filters.to_query(), TO_MEND)))
            return with_query(SESSIONS[locale], query)
    return f"#{evidence}"
