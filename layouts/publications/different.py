"""The figures of a draft that the last publication told otherwise or not, folded, by period."""

from collections.abc import Sequence
from itertools import groupby

from dash.development.base_component import Component

from dashboard.domain.publications.differences import FigureChange, FigureDifference
from dashboard.domain.publications.publication import PublicationWords
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.publications import differences as sentences
from layouts.shared import html
from layouts.shared.attributes import label


def differing_figures(
    found: Sequence[FigureDifference], words: PublicationWords, locale: Locale
) -> Component | None:
    """Every figure with what it was and what it is now; of those that are gone, only the number."""
    listed = [one for one in found if one.change is not FigureChange.GONE]
    if not listed:
        return None
    periods = list(dict.fromkeys(one.place.period for one in listed))
    listed.sort(key=lambda one: (periods.index(one.place.period), len(one.place.by)))
    return html.Details(
        [
            html.Summary(text("Figure by figure").say(locale)),
            *(
                _period(period, list(of_period), words, locale)
                for period, of_period in groupby(listed, lambda one: one.place.period)
            ),
        ],
        className="publish__withheld",
    )


def _period(
    period: str, found: Sequence[FigureDifference], words: PublicationWords, locale: Locale
) -> Component:
    title = capitalise(sentences.counted(period, len(found)).say(locale))
    new = [one for one in found if one.change is FigureChange.ADDED]
    compared = [one for one in found if one.change is not FigureChange.ADDED]
    return html.Details(
        [
            html.Summary(title),
            _compared(compared, title, words, locale) if compared else None,
            html.P(sentences.new(new, words).say(locale)) if new else None,
        ]
    )


def _compared(
    found: Sequence[FigureDifference], title: str, words: PublicationWords, locale: Locale
) -> Component:
    headings = (text("Figure"), text("Type of change"), text("Before"), text("Now"))
    return html.Div(
        html.Table(
            [
                html.Thead(html.Tr([html.Th(h.say(locale), scope="col") for h in headings])),
                html.Tbody([_row(one, words, locale) for one in found]),
            ],
            className="numbers",
        ),
        className="publish__scroll",
        tabIndex="0",
        role="region",
        **label(title),
    )


def _row(one: FigureDifference, words: PublicationWords, locale: Locale) -> Component:
    said = (
        capitalise(sentences.what(one.change).say(locale)),
        sentences.cell(one.before).say(locale),
        sentences.cell(one.after).say(locale),
    )
    return html.Tr(
        [
            html.Th(capitalise(sentences.figure(one.place, words).say(locale)), scope="row"),
            *(html.Td(each) for each in said),
        ]
    )
