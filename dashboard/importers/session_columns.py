"""How files write the declared columns of sessions: the parser for each type of column."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, assert_never

from dashboard.domain.sessions.column import ColumnType, SessionColumn
from dashboard.domain.sessions.columns import SESSION_COLUMNS
from dashboard.domain.shared.vocabulary import AgeGroup, Term, Vocabulary
from dashboard.i18n import Text, text
from dashboard.importers import codes, days, synonyms
from dashboard.importers import values as parse
from dashboard.importers.column import Column
from dashboard.importers.day_order import DayOrder
from dashboard.importers.durations import minutes
from dashboard.importers.meanings import ways
from dashboard.importers.questions import age_phrases, counted
from dashboard.importers.subject import Context
from dashboard.importers.values import Parse
from dashboard.importers.words import names, plain

Synonyms = Mapping[str, Iterable[str]]

_BLANK: dict[ColumnType, Any] = {ColumnType.FACILITATORS: (), ColumnType.NOTE: ""}
_SELDOM_REPEATED = (ColumnType.REFERENCE, ColumnType.NOTE)


_KNOWN: dict[str, tuple[Text, Synonyms]] = {
    "status": (text("a known status"), synonyms.STATUSES),
    "kind": (text("a known session kind"), synonyms.KINDS),
    "language": (text("a known language"), synonyms.LANGUAGES),
    "venue": (text("a known venue"), {}),
    "venue_type": (text("a known venue type"), synonyms.VENUE_TYPES),
    "facilitators": (text("a known facilitator"), {}),
}
"""What a cell of codes must name, and other words for some of the codes."""

_POSTPONED = text(
    "A session that was postponed is planned, with its new date, or cancelled as long as it has "
    "none: write one of the two"
)
_ADVICE = {"status": dict.fromkeys(map(plain, synonyms.POSTPONED), _POSTPONED)}
"""What to write instead of words that mean now one code, now another."""

_WHERE = {
    "venue": text("on the page “Venues”"),
    "facilitators": text("in the form “Log a session”"),
}
"""Where people find all codes, if there may be many."""

_NONE_YET = {
    "venue": (
        text("There are no venues yet"),
        text(
            "Import a file of them first ({command}), or add them on the page “Reference data”",
            command="impact import venues",
        ),
    ),
    "facilitators": (
        text("There are no facilitators yet"),
        text(
            "Add them first with “Add a facilitator” in the form of a session, import a file of "
            "them ({command}), or ignore the column that names them",
            command="impact import facilitators",
        ),
    ),
}
"""What is wrong as long as there are none, and the remedy."""

_WHERE_IN_FORM = _WHERE | {"venue": codes.IN_THE_LIST}


def session_columns(context: Context, order: DayOrder) -> tuple[Column, ...]:
    """The declared columns, in their order, read in that context."""
    return tuple(_column(column, context, order) for column in SESSION_COLUMNS)


def age_columns(groups: Iterable[AgeGroup]) -> tuple[Column, ...]:
    """One column per age group of the reference data; a blank cell stays ``None`` for now."""
    return tuple(
        Column(
            group.code,
            group.code if group.code[0].isdigit() else group.label_en,
            group.code if group.code[0].isdigit() else group.label_fr,
            parse.count,
            headers=(group.label_en, group.label_fr, *age_phrases(group.code)),
            gist=counted,
            meaning=group,
        )
        for group in groups
    )


def _column(declared: SessionColumn, context: Context, order: DayOrder) -> Column:
    terms = _terms(declared, context)
    return Column(
        declared.code,
        declared.title_en,
        declared.title_fr,
        _parse(declared, terms, context, order),
        headers=declared.headers,
        needed=declared.needed,
        blank=_BLANK.get(declared.type),
        repeats=declared.type not in _SELDOM_REPEATED,
        splits=declared.type is ColumnType.FACILITATORS,
        identifies=declared.type is ColumnType.REFERENCE,
        narrows=declared.narrows,
        constant=declared.constant,
        terms=_shown(declared, context),
    )


def _terms(declared: SessionColumn, context: Context) -> tuple[Term, ...]:
    if declared.type is ColumnType.FACILITATORS:
        return context.facilitators
    return tuple(declared.terms(context.vocabulary)) if declared.terms else ()


def _shown(declared: SessionColumn, context: Context) -> tuple[Term, ...]:
    """The terms as people choose them: each venue with its code."""
    terms = _terms(declared, context)
    if declared.type is not ColumnType.VENUE:
        return terms
    shown = partial(codes.with_code, words=context.vocabulary)
    return context.once("venues with their codes", lambda: tuple(map(shown, terms)))


def _parse(
    declared: SessionColumn, terms: tuple[Term, ...], context: Context, order: DayOrder
) -> Parse:
    match declared.type:
        case ColumnType.REFERENCE:
            return parse.words(declared.longest)
        case ColumnType.NOTE:
            return parse.words(declared.longest, lines=True)
        case ColumnType.DATE:
            return days.day(context.epoch, timed=True, day_first=order.day_first)
        case ColumnType.COUNT:
            return parse.count
        case ColumnType.MINUTES:
            return minutes
        case ColumnType.TERM | ColumnType.VENUE | ColumnType.FACILITATORS:
            return _of_codes(declared, terms, context)
    assert_never(declared.type)


def _of_codes(declared: SessionColumn, terms: tuple[Term, ...], context: Context) -> Parse:
    what, others = _KNOWN[declared.code]
    if declared.type is ColumnType.VENUE:
        others = _old_codes(context.vocabulary)
    written = context.once(f"names of {declared.code}", lambda: names(terms, others))
    said = ways(context.by_hand, declared.code, terms, blank=not declared.needed)
    read = codes.many_of if declared.type is ColumnType.FACILITATORS else codes.one_of
    where = (_WHERE_IN_FORM if context.in_form else _WHERE).get(declared.code)
    shown = _shown(declared, context)
    if advice := _ADVICE.get(declared.code):
        return codes.one_of(written | said, shown, what, where, advice=advice)
    if none := _NONE_YET.get(declared.code):
        return read(written | said, shown, what, where, none)
    return read(written | said, shown, what, where)


def _old_codes(words: Vocabulary) -> dict[str, list[str]]:
    """Old codes of merged venues, by the code of the venue that replaced them."""
    found: dict[str, list[str]] = {}
    for old, code in words.merged.items():
        found.setdefault(code, []).append(old)
    return found
