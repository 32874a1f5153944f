"""The numbers of each chart as a table for files: real numbers, codes beside labels.

All of them come from the cards and the answer of the Explore view, so they obey the rule of its
reader already.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.cards import Card, Table, ahead, cards
from dashboard.cards.explore import pace_of_curve, result_of
from dashboard.cards.panels import GAUGES, MONTHS, MULTIPLES
from dashboard.cards.parts import NOTHING, UNSEEN
from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.equity import Share
from dashboard.domain.progress.progress import Progress
from dashboard.exports.charts.indicators import INDICATORS, indicators
from dashboard.exports.charts.table import ChartArea, FigureColumn, FigureTable, Kind, Value
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise
from dashboard.queries.explore import ExploreView
from dashboard.sentences.pace import pace as pace_told
from dashboard.sentences.pace.verdict import verdict
from dashboard.sentences.progress import coverage as coverage_told
from dashboard.sentences.progress import equity as equity_told
from dashboard.sentences.shared.choices import dimension

CURVE, AHEAD, GRID, EQUITY = "curve", "ahead", "grid", "equity"
NAMES = (
    *(panel.code for panel in GAUGES),
    CURVE,
    AHEAD,
    *(panel.code for panel in MULTIPLES),
    GRID,
    EQUITY,
    INDICATORS,
)
"""Of all tables, in their order."""
PICTURES = tuple(name for name in NAMES if name not in (AHEAD, EQUITY, INDICATORS))
"""Of the tables that are drawn, too."""
CODE = text("Code")
FIGURES = {
    "youth": ("participations", "target", "percent"),
    "french_share": ("french", "sessions", "percent"),
}
"""The codes of the rows of gauges that have one number a row, as the API names them."""


def tables(answer: ExploreView, locale: Locale) -> dict[str, FigureTable]:
    """All tables by name, in the order of the view; without a projection there is none ahead."""
    shown = result_of(answer)
    found = cards(shown, locale)
    pace = pace_of_curve(shown, answer.pace)
    made = [
        *(_gauge(found[panel.code], answer.progress) for panel in GAUGES),
        _months(found[MONTHS.code], pace),
        *([_ahead(pace, answer, locale)] if pace else []),
        *(_bars(found[panel.code]) for panel in MULTIPLES),
        _grid(answer, locale),
        _equity(answer, locale),
        indicators(answer, locale),
    ]
    return {one.code: one for one in made}


def _gauge(card: Card, progress: Progress) -> FigureTable:
    if card.code == "age_groups":
        return _groups(card, progress)
    lines = card.table.lines
    codes = FIGURES.get(card.code, tuple(line.code or "people" for line in lines))
    rows: list[tuple[Value, ...]] = [
        (code, line.label, line.cells[0].value) for code, line in zip(codes, lines, strict=False)
    ]
    charted = sum(code != "percent" for code, *_ in rows)
    if card.code == "youth":
        rows += _distinct(progress.youth.distinct, card.locale)
    first, number = card.table.headings[0], card.table.columns[0]
    columns = (
        _code(card.locale),
        FigureColumn(first),
        FigureColumn(number, Kind.NUMBER),
    )
    return _of(card, columns, rows, ChartArea(1, (2,), charted))


def _groups(card: Card, progress: Progress) -> FigureTable:
    """Each group at risk with its participations, and whether it was reached."""
    shown = {group.code: group for group in card.groups}
    rows = [
        (
            group.code,
            capitalise(shown[group.code].label),
            HIDDEN if group.participations is None else group.participations,
            shown[group.code].words,
        )
        for group in progress.age_groups
    ]
    columns = (
        _code(card.locale),
        FigureColumn(card.table.corner),
        FigureColumn(text("Participations").say(card.locale), Kind.NUMBER),
        FigureColumn(card.table.columns[0]),
    )
    return _of(card, columns, rows, ChartArea(1, (2,), len(rows)))


def _distinct(found: DistinctYouth | None, locale: Locale) -> Iterator[tuple[Value, ...]]:
    """The range of distinct youth and what it is made of; nothing without first-time counts."""
    if found is None:
        return
    numbers: Sequence[tuple[str, Text, int | None]] = (
        ("distinct_low", text("Distinct youth, at least"), found.low),
        ("distinct_high", text("Distinct youth, at most"), found.high),
        (
            "sessions_with_first_time",
            text("Sessions with a first-time count"),
            found.first_time_sessions,
        ),
        ("sessions", text("Sessions"), found.sessions),
    )
    for code, words, number in numbers:
        yield code, words.say(locale), HIDDEN if number is None else number


def _months(card: Card, pace: Pace | None) -> FigureTable:
    """The months so far, and those of the plan; its finding is that of the curve."""
    table = card.table
    rows = [(line.code, *(cell.value for cell in line.cells)) for line in table.lines]
    columns = (FigureColumn(table.corner, Kind.MONTH), *_columns(table))
    drawn = tuple(at for at in (2, 3) if columns[at].kind is Kind.NUMBER)
    made = _of(card, columns, rows, ChartArea(0, drawn, len(rows)))
    said = verdict(pace).say(card.locale) if pace else card.sentence
    return replace(made, code=CURVE, sentence=said)


def _ahead(pace: Pace, answer: ExploreView, locale: Locale) -> FigureTable:
    """What may come, a row for the end of each month ahead."""
    days = ahead.days(pace)
    columns = [FigureColumn(text("Day").say(locale), Kind.DAY)]
    values: list[Sequence[Value]] = [[day.isoformat() for day in days]]
    for heading, numbers in ahead.numbers(pace):
        columns.append(FigureColumn(heading.say(locale), Kind.NUMBER))
        values.append([numbers.get(day, NOT_AVAILABLE) for day in days])
    rows = tuple(zip(*values, strict=True))
    planned = text("Planned sessions").say(locale)
    drawn = [at for at, column in enumerate(columns) if at and column.heading != planned]
    words = answer.reading.vocabulary
    return FigureTable(
        AHEAD,
        text("What may come").say(locale),
        " ".join(one.say(locale) for one in pace_told.paragraphs(pace, words)),
        pace_told.definition(words).say(locale),
        tuple(columns),
        rows,
        ChartArea(0, tuple(drawn), len(rows)),
    )


def _bars(card: Card) -> FigureTable:
    table = card.table
    rows = [(line.code, line.label, *(cell.value for cell in line.cells)) for line in table.lines]
    columns = (
        _code(card.locale),
        FigureColumn(table.corner),
        *_columns(table),
    )
    drawn = (2 + (table.drawn or 0),)
    return _of(card, columns, rows, ChartArea(1, drawn, len(rows)))


def _columns(table: Table) -> Iterator[FigureColumn]:
    """Columns of numbers, but for those with words in any row."""
    for at, heading in enumerate(table.columns):
        yield FigureColumn(heading, Kind.WORDS if table.has_words(at) else Kind.NUMBER)


def _grid(answer: ExploreView, locale: Locale) -> FigureTable:
    """Each combination of language, venue type and age group, with its sessions."""
    found, words = answer.coverage, answer.reading.vocabulary
    rows = [
        (
            cell.language,
            capitalise(words.languages[cell.language].label(locale)),
            cell.venue_type,
            capitalise(words.venue_types[cell.venue_type].label(locale)),
            cell.age,
            words.ages[cell.age].label(locale),
            found.count(cell),
            coverage_told.level(found.level(cell)).say(locale)
            if cell.language in found.trained
            else NOT_AVAILABLE,
        )
        for cell in found.combinations
    ]
    named = [capitalise(dimension(name).say(locale)) for name in ("language", "venue_type", "age")]
    code = CODE.say(locale)
    return FigureTable(
        GRID,
        text("Who has not been reached").say(locale),
        coverage_told.summary(found).say(locale),
        coverage_told.counting(words).say(locale),
        (
            *(
                column
                for name in named
                for column in (FigureColumn(f"{code}{_OF}{name}"), FigureColumn(name))
            ),
            FigureColumn(text("Sessions").say(locale), Kind.NUMBER),
            FigureColumn(text("Coverage").say(locale)),
        ),
        tuple(rows),
        ChartArea(1),
    )


_OF = " – "


def _equity(answer: ExploreView, locale: Locale) -> FigureTable:
    """The French share of sessions, of participations and of people trained."""
    found = answer.equity
    rows = [
        (name, equity_told.subject(name).say(locale), *_share(share))
        for name, share in found.shares.items()
    ]
    return FigureTable(
        EQUITY,
        text("Language equity").say(locale),
        equity_told.finding(found).say(locale),
        equity_told.definition().say(locale),
        (
            _code(locale),
            FigureColumn(text("French share of").say(locale)),
            FigureColumn(text("In French").say(locale), Kind.NUMBER),
            FigureColumn(text("All").say(locale), Kind.NUMBER),
            FigureColumn(text("Percent in French").say(locale), Kind.NUMBER),
        ),
        tuple(rows),
        ChartArea(1, (4,), len(rows)),
    )


def _share(share: Share) -> Iterator[Value]:
    for count in (share.part, share.whole):
        yield HIDDEN if count is None else count
    if share.hidden:
        yield UNSEEN.value
    else:
        yield NOTHING.value if share.percent is None else share.percent


def _code(locale: Locale) -> FigureColumn:
    return FigureColumn(CODE.say(locale))


def _of(
    card: Card, columns: Sequence[FigureColumn], rows: Iterable[tuple[Value, ...]], drawn: ChartArea
) -> FigureTable:
    return FigureTable(
        card.code, card.title, card.sentence, card.definition, tuple(columns), tuple(rows), drawn
    )
