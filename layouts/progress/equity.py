"""Language equity: the French share by three denominators, and shares to compare with."""

from collections.abc import Iterator
from decimal import Decimal

from dash.development.base_component import Component

from dashboard.domain.progress.equity import Equity, Share
from dashboard.domain.shared.vocabulary import ComparisonShare, Terms, Vocabulary
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, count, percent
from dashboard.sentences.progress import equity as sentences
from layouts.shared import html
from layouts.shared.attributes import HIDDEN_FROM_READERS, data
from layouts.shared.drawing import Drawing, slot
from layouts.shared.later import later, loading

NAME = "equity"
FOLDED = tuple(slot(NAME, part) for part in ("sentence", "table", "comparison"))
"""All its places are in a fold: their content may come later."""


def fold(locale: Locale) -> Component:
    """The fixed part, with places for what depends on the filters."""
    title = text("Language equity").say(locale)
    return html.Details(
        [
            html.Summary(title),
            loading(locale),
            html.P(id=slot(NAME, "sentence"), className="sentence"),
            html.Div(id=slot(NAME, "table"), **data(caption=title)),
            html.Div(id=slot(NAME, "comparison")),
            html.P(sentences.definition().say(locale)),
        ],
        className="more equity",
        **later(*FOLDED),
    )


def parts(equity: Equity, vocabulary: Vocabulary, locale: Locale) -> Drawing:
    """What a filter change draws."""
    shares = vocabulary.comparison_shares
    missing = sentences.comparisons(shares)
    return {
        "parts": {
            slot(NAME, "sentence"): sentences.finding(equity).say(locale),
            slot(NAME, "comparison"): html.P(missing.say(locale), className="symbols")
            if missing
            else None,
        },
        "tables": {slot(NAME, "table"): _table(equity, shares, locale)},
    }


def _table(equity: Equity, shares: Terms[ComparisonShare], locale: Locale) -> Table:
    return {
        "headings": [
            text("French share of").say(locale),
            text("In French").say(locale),
            text("All").say(locale),
            text("Share").say(locale),
        ],
        "rows": [*_ours(equity, locale), *_theirs(shares, locale)],
    }


def _ours(equity: Equity, locale: Locale) -> Iterator[list[str | Component]]:
    for name, share in equity.shares.items():
        yield [
            sentences.subject(name).say(locale),
            count(share.part, locale),
            count(share.whole, locale),
            _share(share, locale),
        ]


def _theirs(shares: Terms[ComparisonShare], locale: Locale) -> Iterator[list[str | Component]]:
    for share in shares:
        yield [
            sentences.comparison(share).say(locale),
            NOT_AVAILABLE,
            NOT_AVAILABLE,
            _bar(share.percent, locale, css="share share--other"),
        ]


def _share(share: Share, locale: Locale) -> str | Component:
    if share.percent is None:
        return HIDDEN if share.hidden else NOT_AVAILABLE
    return _bar(share.percent, locale, css="share")


def _bar(value: Decimal, locale: Locale, *, css: str) -> Component:
    """The percent, with a bar for readers who see it."""
    bar = html.Progress(value=str(value), max="100", **HIDDEN_FROM_READERS)
    return html.Span([percent(value, locale), bar], className=css)
