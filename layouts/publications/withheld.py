"""The figures of a draft that the public will not get, folded, by period and table."""

from collections.abc import Iterator

from dash.development.base_component import Component

from dashboard.domain.publications.publication import PublicationWords
from dashboard.domain.publications.withheld import WithheldPeriod, withheld
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.i18n.formats import capitalise
from dashboard.publications.making.overview import DraftForApproval
from dashboard.sentences.publications import withheld as sentences
from layouts.shared import html


def withheld_figures(waiting: DraftForApproval, locale: Locale) -> list[Component]:
    """Every hidden figure and every range, and what stood there before where that told more."""
    periods = withheld(waiting.publication.tables, waiting.differences)
    if not periods:
        return []
    note = text(
        "The exact counts are not on this page, since not everyone who sees a draft may see them."
    )
    words = waiting.publication.words
    return [
        html.Details(
            [
                html.Summary(text("Hidden figures and ranges, table by table").say(locale)),
                html.P(sequence(note, _before(waiting)).say(locale)),
                *(_period(one, words, locale) for one in periods),
            ],
            className="publish__withheld",
        )
    ]


def _before(waiting: DraftForApproval) -> Text | None:
    if waiting.before is None:
        return None
    number = str(waiting.before.number)
    return text("“Before” is what publication {number} shows, where that is more.", number=number)


def _period(found: WithheldPeriod, words: PublicationWords, locale: Locale) -> Component:
    return html.Details(
        [
            html.Summary(capitalise(sentences.counted(found).say(locale))),
            html.Dl(list(_tables(found, words, locale))),
        ]
    )


def _tables(found: WithheldPeriod, words: PublicationWords, locale: Locale) -> Iterator[Component]:
    for table in found.tables:
        yield html.Dt(sentences.table(table).say(locale))
        for said in (sentences.hidden(table, words), sentences.ranged(table, words)):
            if said:
                yield html.Dd(said.say(locale))
