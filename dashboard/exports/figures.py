"""The figures of a view as one long table: the same numbers and signs, in both languages."""

from collections.abc import Iterator

import pandas as pd

from dashboard.cards import Card, Cell, GroupMark, Result, cards
from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.equity import Equity
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Locale
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE

Row = dict[str, object]


def figures(progress: Progress, equity: Equity, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row per number or breakdown row; ``x`` is hidden, ``..`` not available."""
    return pd.DataFrame(
        [
            *_gauges(progress, vocabulary),
            *_equity(equity),
            *_breakdowns(progress, vocabulary),
        ]
    )


def _gauges(progress: Progress, vocabulary: Vocabulary) -> list[Row]:
    """The values on the gauges' cards, and the numbers that they are computed from."""
    shown = cards(Result(progress, vocabulary), Locale.EN)
    return [
        _row("youth", value=_value(shown["youth"]), of=_target(progress)),
        *_distinct(progress.youth.distinct),
        _row(
            "french_share",
            value=_value(shown["french_share"]),
            of=progress.french_share.sessions,
        ),
        *(
            _row("at_risk_age_group", vocabulary.ages[group.code], value=_covered(group), of=1)
            for group in shown["age_groups"].groups
        ),
        *(
            _row("trained_facilitators", term, value=cell.value)
            for term, cell in _trained(shown["facilitators"], vocabulary)
        ),
    ]


def _value(card: Card) -> object:
    return card.value.value if card.value else NOT_AVAILABLE


def _covered(group: GroupMark) -> int | str:
    return _known(None if group.reached is None else int(group.reached))


def _trained(card: Card, vocabulary: Vocabulary) -> Iterator[tuple[Term | None, Cell]]:
    """People trained: all, then by language; empty if none are shown."""
    if card.value:
        yield None, card.value
    for line in card.table.lines:
        if line.code:
            yield vocabulary.languages[line.code], line.cells[0]


def _distinct(found: DistinctYouth | None) -> list[Row]:
    """The range of distinct youth and its basis; empty if there are no first-time counts."""
    if found is None:
        return []
    return [
        _row("distinct_youth_low", value=_known(found.low), sessions=found.sessions),
        _row("distinct_youth_high", value=_known(found.high), sessions=found.sessions),
        _row("sessions_with_first_time", value=found.first_time_sessions, of=found.sessions),
    ]


def _equity(equity: Equity) -> list[Row]:
    """The French share of sessions, participations and people trained."""
    return [
        _row(f"{name}_in_french", value=_known(share.part), of=_known(share.whole))
        for name, share in equity.shares.items()
    ]


def _breakdowns(progress: Progress, vocabulary: Vocabulary) -> list[Row]:
    named = [(one, one.names(progress, vocabulary)) for one in BREAKDOWNS]
    return [
        _row(
            breakdown.dimension,
            names[row.code],
            sessions=row.sessions,
            participations=_known(row.participations),
            youth=_known(row.youth),
        )
        for breakdown, names in named
        for row in breakdown.rows(progress)
    ]


def _row(table: str, term: Term | None = None, **numbers: object) -> Row:
    named = {
        "table": table,
        "code": term.code if term else "",
        "label_en": term.label_en if term else "",
        "label_fr": term.label_fr if term else "",
    }
    columns = ("value", "of", "sessions", "participations", "youth")
    return named | {column: numbers.get(column, "") for column in columns}


def _known(count: int | None) -> int | str:
    return HIDDEN if count is None else count


def _target(progress: Progress) -> int | str:
    return progress.youth.target.value if progress.youth.target else NOT_AVAILABLE
