"""The sessions in French of each row, for each breakdown."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.domain.progress.bars import BarNumber, FrenchShares
from dashboard.domain.progress.breakdowns import BREAKDOWNS, LANGUAGE
from dashboard.domain.progress.equity import FRENCH, Share
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.answers import Answers
from dashboard.queries.progress.counts import Count, Counts, no_counts
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.shared.reading import Reading


def french_shares(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> FrenchShares:
    """Count twice as ``progress`` does: the kinds of the French share, and of these the French.

    Session counts are never hidden.
    """
    every = _counts(connection, _of_the_share(filters, vocabulary), vocabulary)
    french = _counts(connection, _in_french(_of_the_share(filters, vocabulary)), vocabulary)
    shares = {one.code: _shares(french[one.dimension], every[one.dimension]) for one in BREAKDOWNS}
    return shares | {LANGUAGE.code: _parts(every[LANGUAGE.dimension], vocabulary)}


def kept_french_shares(
    answers: Answers, connection: Connection, now: Reading, filters: Filters, number: BarNumber
) -> FrenchShares:
    """The shares, cached for each edition of the data; empty unless the bars show them."""
    if number is not BarNumber.FRENCH_SHARE:
        return {}
    return answers.keep(
        now.state,
        french_shares,
        lambda: french_shares(connection, filters, now.vocabulary),
        filters,
    )


def _counts(connection: Connection, filters: Filters | None, vocabulary: Vocabulary) -> Counts:
    """The counts; none where no code is left, because no code at all would mean all codes."""
    if filters is None:
        return no_counts()
    return counts_from_tallies(connection, filters, vocabulary)


def _of_the_share(filters: Filters, vocabulary: Vocabulary) -> Filters | None:
    kinds = tuple(
        kind.code
        for kind in vocabulary.kinds
        if kind.in_french_share and (not filters.kind or kind.code in filters.kind)
    )
    return replace(filters, kind=kinds) if kinds else None


def _in_french(filters: Filters | None) -> Filters | None:
    if filters is None or (filters.language and FRENCH not in filters.language):
        return None
    return replace(filters, language=(FRENCH,))


def _shares(french: Mapping[str, Count], every: Mapping[str, Count]) -> dict[str, Share]:
    return {
        code: Share(french.get(code, Count()).sessions, of.sessions) for code, of in every.items()
    }


def _parts(counts: Mapping[str, Count], vocabulary: Vocabulary) -> dict[str, Share]:
    whole = sum(of.sessions for of in counts.values())
    languages = vocabulary.languages.codes
    return {code: Share(counts.get(code, Count()).sessions, whole) for code in languages}
