"""The reader's filters: one frozen value for address, SQL, sentence and cache key."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, Choices, Of, terms_by_filter
from dashboard.domain.shared.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS_KEPT,
    PROJECT,
    DateRange,
    Period,
    days_of_month,
)
from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Text, text

NAMES = (*DIMENSIONS, "from", "to", "period")
"""The names of all filters in the address, in order."""
LONGEST_QUERY = 6000  # characters: the longest query that is read
QUERIES_KEPT, PAIRS_KEPT = 64, 1024
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_ECHO = 60
UNKNOWN_CODE, UNKNOWN_FILTER = text("unknown code"), text("unknown filter")
GIVEN_AGAIN = text("given more than once")


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a query that was not understood; the filters ignore it.

    ``remedy`` is for programs, which can act on it; ``None`` if there is none.
    """

    parameter: str
    value: str
    message: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Filters(Choices):
    """The chosen codes, days and named period; hashable, so also a cache key.

    ``range`` are the days that they keep: the named period and the from/to days intersect.
    """

    start: date | None = None
    end: date | None = None
    period: Period | None = None
    range: DateRange = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        Choices.__post_init__(self)
        days = DateRange(self.start, self.end)
        found = days & self.period.range if self.period else days
        object.__setattr__(self, "range", found)

    @property
    def whole_project(self) -> bool:
        """Whether only ``to`` or the project period is set, so that the plan can be compared."""
        return not (self.chosen or self.start) and self.period in (None, PROJECT)

    @property
    def tallied(self) -> bool:
        """Whether the tallies know all that is chosen."""
        return all(dimension.tallied for dimension in self.chosen)

    @property
    def published(self) -> bool:
        """Whether publications know everything chosen."""
        return all(dimension.published for dimension in self.chosen)

    @property
    def of_venues(self) -> "Filters":
        """The choices about venues only."""
        others: dict[str, Any] = {row.code: () for row in self.chosen if row.of is not Of.VENUE}
        return replace(self, **others, start=None, end=None, period=None)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each choice, in the order of the URL."""
        found = [(name, code) for name in DIMENSIONS for code in getattr(self, name)]
        found += [("from", self.start.isoformat())] if self.start else []
        found += [("to", self.end.isoformat())] if self.end else []
        found += [("period", self.period.code)] if self.period else []
        return tuple(found)

    def to_query(self) -> str:
        """The query string, without ``?``; ``Filters.parse`` reads it back."""
        return _query_of(self)

    def without(self, name: str) -> "Filters":
        """The same filters less everything chosen under one name."""
        changes: dict[str, Any] = {
            {"from": "start", "to": "end"}.get(name, name): () if name in DIMENSIONS else None
        }
        return replace(self, **changes)


UNFILTERED = Filters()
"""Of all sessions: what each answer asks for, too, and so not made anew each time."""


@lru_cache(maxsize=QUERIES_KEPT)
def _query_of(filters: Filters) -> str:
    """An answer has the same filters in a dozen addresses."""
    return "&".join([written(name, value) for name, value in filters.pairs()])


@lru_cache(maxsize=PAIRS_KEPT)
def written(name: str, value: str) -> str:
    """One name and value, as in an address: most answers have those of others."""
    return urlencode(((name, value),))


@lru_cache(maxsize=MONTHS_KEPT)
def query_of_month(code: str) -> str:
    """The query string of the filters that keep the month ``2015-03``."""
    days = days_of_month(code)
    return Filters(start=days.start, end=days.end).to_query()


@lru_cache(maxsize=QUERIES_KEPT)
def pairs_of(query: str) -> tuple[tuple[str, str], ...]:
    """The names and values of a query, which filters and several options are read from."""
    return tuple(parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def parse(
    query: str, vocabulary: Vocabulary, audience: Audience
) -> tuple[Filters, tuple[Problem, ...]]:
    """Read a query; report what is not understood or not for this audience, and leave it out.

    Names that are no filters are reported too: a mistyped name must not pass for "no filter".
    """
    return parse_pairs(pairs_of(query), vocabulary, audience)


def parse_pairs(
    pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, audience: Audience
) -> tuple[Filters, tuple[Problem, ...]]:
    """Read names and values, as ``parse`` does."""
    terms = terms_by_filter(vocabulary)
    chosen: dict[str, list[str]] = {name: [] for name in DIMENSIONS}
    single: dict[str, date | Period] = {}
    problems: list[Problem] = []
    for name, given in pairs:
        value = vocabulary.merged.get(given, given) if name == "venue" else given
        if not value and name in NAMES:
            continue
        problem = (
            _closed(name, audience) or _choose(chosen[name], terms[name], value)
            if name in DIMENSIONS
            else _set(single, name, value)
        )
        if problem:
            remedy = _remedy(problem, name, terms, audience)
            problems.append(Problem(echo(name), echo(value), problem, remedy))
    start, end, period = single.get("from"), single.get("to"), single.get("period")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        crossed = text("“from” is after “to”")
        problems.append(Problem("from", start.isoformat(), crossed))
        problems.append(Problem("to", end.isoformat(), crossed))
        start = end = None
    filters = Filters(
        **{name: tuple(codes) for name, codes in chosen.items()},
        start=start if isinstance(start, date) else None,
        end=end if isinstance(end, date) else None,
        period=period if isinstance(period, Period) else None,
    )
    return filters, tuple(problems)


def parse_date(value: str) -> date:
    """Read an ISO date and no other form.

    Raises:
        ValueError: It is not ``YYYY-MM-DD``, not a day, or not between 1900 and 2200.
    """
    if not _ISO_DATE.fullmatch(value):
        raise ValueError(value)
    day = date.fromisoformat(value)
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise ValueError(value)
    return day


def _closed(name: str, audience: Audience) -> Text | None:
    """Why this audience may not use the filter, whatever the code."""
    if audience in DIMENSIONS[name].audiences:
        return None
    if audience in INSIDE:
        return text("only coordinators may filter by it")
    return text("not a filter of publications")


def _remedy(
    problem: Text, name: str, terms: Mapping[str, Terms[Any]], audience: Audience
) -> Text | None:
    """What may be written instead, where that is few."""
    if problem is UNKNOWN_FILTER:
        return text("the filters are {names}", names=_open_to(audience))
    if problem is UNKNOWN_CODE and DIMENSIONS[name].find is None:
        return text("the codes are {codes}", codes=tuple(term.code for term in terms[name]))
    return None


@cache  # of three audiences
def _open_to(audience: Audience) -> tuple[str, ...]:
    return tuple(
        name for name in NAMES if name not in DIMENSIONS or audience in DIMENSIONS[name].audiences
    )


def _choose(chosen: list[str], terms: Terms[Any], value: str) -> Text | None:
    if value not in terms:
        return UNKNOWN_CODE
    chosen.append(value)
    return None


def _set(single: dict[str, date | Period], name: str, value: str) -> Text | None:
    if name not in NAMES:
        return UNKNOWN_FILTER
    if name in single:
        return GIVEN_AGAIN
    try:
        single[name] = Period.parse(value) if name == "period" else parse_date(value)
    except ValueError:
        if name == "period":
            return text("unknown period; for example 2014-15, 2014-15-q3 or school-2014-15")
        return text("not a date; write it as 2015-03-25")
    return None


def echo(value: str) -> str:
    """What the reader typed, shortened and without unprintable characters."""
    shown = "".join(c for c in value if c.isprintable())
    return shown if len(shown) <= _LONGEST_ECHO else shown[: _LONGEST_ECHO - 1] + "…"
