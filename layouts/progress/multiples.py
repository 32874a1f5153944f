"""Small multiples: language, venue type, age group and weekday side by side, on one scale."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE
from dashboard.cards import Card
from dashboard.cards.bars import all_hidden, standing_out
from dashboard.cards.charts import Bars
from dashboard.cards.panels import MULTIPLES
from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, VENUE_TYPE, WEEKDAY
from dashboard.domain.progress.options import ExploreOptions
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures import multiples as figures
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.sentences.progress import multiples as sentences
from layouts.progress import downloads
from layouts.shared import html
from layouts.shared.attributes import current, data, label, labelled_by
from layouts.shared.cards import Labels, definition
from layouts.shared.drawing import Drawing, slot
from layouts.shared.later import later, loading
from layouts.shared.links import LINKS_KEPT, keeping
from layouts.shared.one_of import one_of
from layouts.shared.written import shared

SECTION = "multiples"
FOLDED = tuple(slot(bars.code, "table") for bars in MULTIPLES)
"""The places in the fold, whose content may come later."""
NAMES = {
    LANGUAGE.code: text("Language"),
    VENUE_TYPE.code: text("Venue type"),
    AGE_GROUP.code: text("Age"),
    WEEKDAY.code: text("Day"),
}
"""Short, for the choice of a phone."""


def section(locale: Locale, vocabulary: Vocabulary, filters: Filters) -> Component:
    """The fixed part, with places for what depends on the filters."""
    counted = (bars.definition(vocabulary) for bars in MULTIPLES)
    labels = Labels(
        text("For whom, where and when"),
        sequence(*dict.fromkeys(counted), sentences.definition()),
    )
    return html.Section(
        [
            html.Div(
                [
                    html.H2(labels.title.say(locale)),
                    html.Div(id=slot(SECTION, "numbers")),
                ],
                className="multiples__head",
            ),
            downloads.menu(
                labels.title,
                {bars.code: (bars.title, downloads.EVERY) for bars in MULTIPLES},
                filters,
                locale,
            ),
            html.P(id=slot(SECTION, "sentence"), className="sentence"),
            html.Div(id=slot(SECTION, "legend")),
            one_of(
                "multiple",
                text("Show the bars").say(locale),
                {bars.code: NAMES[bars.code].say(locale) for bars in MULTIPLES},
            ),
            html.Div(
                [_multiple(bars, locale) for bars in MULTIPLES],
                className="multiples__panels one-of-some__parts",
            ),
            html.Div([_tables(locale), definition(locale, labels)], className="multiples__folds"),
        ],
        id=SECTION,
        className="card multiples one-of-some",
    )


@lru_cache(LINKS_KEPT)
def numbers(locale: Locale, filters: Filters, options: ExploreOptions) -> Component:
    """Links to the measures that bars can show, each with an address of its own."""
    nav = html.Nav(
        [
            html.A(
                sentences.name(number).say(locale),
                className="switch__way",
                **keeping(EXPLORE[locale], filters, replace(options, bars=number)),
                **current(is_current=number is options.bars),
            )
            for number in BarNumber
        ],
        className="switch",
        **label(text("What the bars show").say(locale)),
    )
    return shared(nav)


def parts(shown: Sequence[tuple[Bars, Card]]) -> Drawing:
    """What a change draws: sentences, bars, and a button over each bar that can be chosen."""
    locale = shown[0][1].locale
    drawn = [(card.code, card.multiple) for _, card in shown if card.multiple]
    words = {
        slot(SECTION, "sentence"): _finding(shown).say(locale),
        slot(SECTION, "legend"): _legend(locale) if shown[0][1].result.earlier else None,
        **{slot(bars.code, "rows"): _choices(bars, card) for bars, card in shown if bars.filters},
        **{slot(card.code, "sentence"): card.sentence for _, card in shown},
    }
    pictures = {
        slot(code, part): str(draw(multiple))
        for code, multiple in drawn
        for part, draw in (("names", figures.names), ("bars", figures.bars))
    }
    return {"parts": words, "pictures": pictures}


def _legend(locale: Locale) -> Component:
    signs = (text("■ the period shown"), text("□ the earlier period"))
    words = "   ".join(sign.say(locale) for sign in signs)
    return html.P(words, className="symbols")


def _multiple(bars: Bars, locale: Locale) -> Component:
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H3(bars.title.say(locale)),
                    html.P(id=slot(bars.code, "sentence"), className="visually-hidden"),
                ]
            ),
            html.Div(
                [_picture(bars), html.Div(id=slot(bars.code, "rows"))],
                className="multiple__stage",
            ),
        ],
        className="multiple",
    )


def _picture(bars: Bars) -> Component:
    """Places for the bars and their names; screen readers get the sentence instead."""
    return html.Div(
        [html.Div(id=slot(bars.code, "names")), html.Div(id=slot(bars.code, "bars"))],
        className="multiple__figure",
        role="img",
        **labelled_by(slot(bars.code, "sentence")),
    )


def _tables(locale: Locale) -> Component:
    tables = html.Div([_table(bars, locale) for bars in MULTIPLES], className="multiples__tables")
    return html.Details(
        [html.Summary(text("Tables").say(locale)), loading(locale), tables],
        className="more",
        **later(*FOLDED),
    )


def in_fold(shown: Sequence[Card]) -> Drawing:
    """The rest of it, in ``FOLDED``."""
    return {"tables": {slot(card.code, "table"): _numbers(card) for card in shown}}


def _numbers(card: Card) -> Table:
    """The numbers of one breakdown."""
    return {
        "headings": list(card.table.headings),
        "rows": [[line.label, *(cell.words for cell in line.cells)] for line in card.table.lines],
    }


def _table(bars: Bars, locale: Locale) -> Component:
    title = bars.title.say(locale)
    table = html.Div(id=slot(bars.code, "table"), **data(caption=title))
    return html.Div([html.H3(title), table])


def _choices(bars: Bars, card: Card) -> Component:
    """The buttons over the bars: one tab stop, from which arrow keys move from bar to bar."""
    buttons = [
        html.Button(
            type="button",
            className="choosing__row choosing__row--aside" if choice.aside else "choosing__row",
            **label(choice.words.say(card.locale)),
            **data(toggle=choice.query),
        )
        for choice in bars.choices(card.result)
    ]
    return html.Div(
        buttons,
        className="choosing",
        role="toolbar",
        **label(card.title),
        **data(arrows="button"),
    )


def _finding(shown: Sequence[tuple[Bars, Card]]) -> Text:
    """The sentence about all breakdowns."""
    result = shown[0][1].result
    found = (standing_out(bars.breakdown, result) for bars, _ in shown)
    hidden = [bars.title for bars, _ in shown if all_hidden(bars.breakdown, result)]
    extremes = [sentences.extreme(*one) for one in found if one]
    return sentences.finding(result.bars, extremes, hidden)
