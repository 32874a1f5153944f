"""What a view shows, as one long table: the same numbers, the same signs, both languages."""

import pandas as pd

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.equity import Equity
from dashboard.domain.progress.progress import Progress, Tally
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, month

Row = dict[str, object]


def figures(progress: Progress, equity: Equity, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row a number or a row of a breakdown; ``x`` is hidden, ``..`` not available."""
    return pd.DataFrame(
        [
            *_gauges(progress, vocabulary),
            *_equity(equity),
            *_breakdowns(progress, vocabulary),
        ]
    )


def _gauges(progress: Progress, vocabulary: Vocabulary) -> list[Row]:
    youth, french = progress.youth, progress.french_share
    rows = [
        _row("youth", value=_known(youth.participations), of=_target(progress)),
        *_distinct(youth.distinct),
        _row("french_share", value=french.french, of=french.sessions),
    ]
    rows += [
        _row("at_risk_age_group", vocabulary.ages[group.code], value=int(group.reached or 0), of=1)
        for group in progress.age_groups
    ]
    if progress.facilitators_shown:
        rows.append(_row("trained_facilitators", value=progress.facilitators.people))
    rows += [
        _row("trained_facilitators", vocabulary.languages[code], value=count)
        for code, count in progress.facilitators_shown.items()
    ]
    return rows


def _distinct(found: DistinctYouth | None) -> list[Row]:
    """The range beside the participations, and what it rests on; none where nothing tells of it."""
    if found is None:
        return []
    return [
        _row("distinct_youth_low", value=_known(found.low), sessions=found.sessions),
        _row("distinct_youth_high", value=_known(found.high), sessions=found.sessions),
        _row("sessions_with_first_time", value=found.first_time_sessions, of=found.sessions),
    ]


def _equity(equity: Equity) -> list[Row]:
    """What is in French of all sessions, participations and people trained."""
    return [
        _row(f"{name}_in_french", value=_known(share.part), of=_known(share.whole))
        for name, share in equity.shares.items()
    ]


def _breakdowns(progress: Progress, vocabulary: Vocabulary) -> list[Row]:
    months = Terms(tuple(_month(row.code) for row in progress.by_month))
    tables: tuple[tuple[str, tuple[Tally, ...], Terms[Term]], ...] = (
        ("month", progress.by_month, months),
        ("language", progress.by_language, vocabulary.languages),
        ("venue_type", progress.by_venue_type, vocabulary.venue_types),
        ("age_group", progress.by_age_group, vocabulary.ages),
    )
    return [
        _row(
            table,
            terms[row.code],
            sessions=row.sessions,
            participations=_known(row.participations),
            youth=_known(row.youth),
        )
        for table, rows, terms in tables
        for row in rows
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


def _month(code: str) -> Term:
    return Term(code, month(code, Locale.EN), month(code, Locale.FR))


def _known(count: int | None) -> int | str:
    return HIDDEN if count is None else count


def _target(progress: Progress) -> int | str:
    return progress.youth.target.value if progress.youth.target else NOT_AVAILABLE
