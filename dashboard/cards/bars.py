"""What the bars of a breakdown show: their lengths, their words and their common scale."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from textwrap import wrap

from dashboard.cards.result import Result
from dashboard.domain.progress.bars import BarNumber, FrenchShares
from dashboard.domain.progress.breakdowns import BREAKDOWNS, LANGUAGE, MONTH, Breakdown
from dashboard.domain.progress.equity import Share
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.figures.multiples import BarScale, LabelledBar
from dashboard.i18n import Locale, Percent, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count

FILTERED_OUT = text("filtered out")
LABEL_LENGTH = 19  # characters in a line
NAMES_KEPT = 64  # sets of them


def now(
    of: Breakdown, rows: Sequence[BreakdownRow], result: Result, locale: Locale
) -> list[LabelledBar]:
    """The bar of each row; a row that the filters leave out says so and shows no zero."""
    aside, number, french = left_out(of, result), result.bars, result.french
    return [
        LabelledBar(None, FILTERED_OUT.say(locale))
        if row.code in aside
        else _bar(of, row, number, french, locale)
        for row in rows
    ]


def earlier(
    of: Breakdown, rows: Sequence[BreakdownRow], result: Result, locale: Locale
) -> list[LabelledBar | None]:
    """The bars of the same rows in the earlier period; ``None`` where there is none."""
    then = result.earlier
    if then is None:
        return []
    before, aside = {one.code: one for one in of.rows(then.progress)}, left_out(of, result)
    return [
        None if row.code in aside else _bar(of, before[row.code], result.bars, then.french, locale)
        for row in rows
    ]


def left_out(of: Breakdown, result: Result) -> Collection[str]:
    """The codes of a breakdown of which the reader chose others; mostly none."""
    chosen = result.progress.filters.codes(of.filters) if of.filters in DIMENSIONS else ()
    if not chosen:
        return ()
    return {row.code for row in of.rows(result.progress)}.difference(chosen)


def labels(of: Breakdown, result: Result, locale: Locale) -> Mapping[str, str]:
    """The names of the rows by their codes, each in the two lines that fit beside a bar."""
    return _in_lines(of.names(result.progress, result.vocabulary), locale)


@lru_cache(NAMES_KEPT)  # the same in each answer
def _in_lines(terms: Terms[Term], locale: Locale) -> Mapping[str, str]:
    return {
        term.code: "\n".join(
            wrap(capitalise(term.label(locale)), LABEL_LENGTH, max_lines=2, placeholder="…")
        )
        for term in terms
    }


@lru_cache(NAMES_KEPT)
def _widths(terms: Terms[Term], locale: Locale) -> Mapping[str, int]:
    """How many characters the longest line of each name has."""
    names = _in_lines(terms, locale)
    return {code: max(map(len, name.split("\n"))) for code, name in names.items()}


def scale(result: Result, locale: Locale) -> BarScale:
    """One for all breakdowns but the months, so that any two bars can be compared."""
    if (scale, locale) not in result.once:
        result.once[scale, locale] = _scale(result, locale)
    found: BarScale = result.once[scale, locale]
    return found


def _scale(result: Result, locale: Locale) -> BarScale:
    shown = [one for one in BREAKDOWNS if one is not MONTH]
    progress, words = result.progress, result.vocabulary
    widths = [
        width[row.code]
        for of in shown
        for width in [_widths(of.names(progress, words), locale)]
        for row in of.rows(progress)
    ]
    return BarScale(
        longest=max(map(_length, _all_numbers(shown, result)), default=0),
        label=max(widths, default=0),
        in_words=result.bars is BarNumber.FRENCH_SHARE,
        of_people=result.bars is BarNumber.PARTICIPATIONS,
        pairs=result.earlier is not None,
    )


def by_size(of: Breakdown, rows: Sequence[BreakdownRow], whole: Result) -> tuple[BreakdownRow, ...]:
    """Sort rows by their size in the whole project, the largest first and hidden ones last."""
    numbers = {
        row.code: _number(of, row, whole.bars, whole.french) for row in of.rows(whole.progress)
    }
    return tuple(sorted(rows, key=lambda row: -_length(numbers.get(row.code), hidden=-1)))


def standing_out(of: Breakdown, result: Result) -> tuple[Term, int | Text] | None:
    """The row with the most, or with the lowest French share, and its number.

    ``None`` if only one row is kept, or if a hidden row may have more.
    """
    aside = left_out(of, result)
    kept = [row for row in of.rows(result.progress) if row.code not in aside]
    numbers = {row.code: _number(of, row, result.bars, result.french) for row in kept}
    lowest = result.bars is BarNumber.FRENCH_SHARE
    known = {code: number for code, number in numbers.items() if number is not None}
    if len(set(known.values())) <= 1 or (lowest and of is LANGUAGE):
        return None
    if not lowest and len(known) < len(kept):
        return None
    code = (min if lowest else max)(known, key=known.__getitem__)
    found = result.french[of.code][code] if lowest else None
    said = text("{part} of {whole}", part=found.part, whole=found.whole) if found else None
    return of.names(result.progress, result.vocabulary)[code], said or int(known[code])


def all_hidden(of: Breakdown, result: Result) -> bool:
    """Whether the bars show participations, and all of them are hidden or zero."""
    if result.bars is not BarNumber.PARTICIPATIONS:
        return False
    told = [row.participations for row in of.rows(result.progress)]
    return None in told and not any(told)


def share(of: Breakdown, row: BreakdownRow, french: FrenchShares) -> Share:
    """The French share of a row; 0 of 0 where it has no session."""
    return french.get(of.code, {}).get(row.code, Share(0, 0))


def share_said(found: Share) -> Text | None:
    """The share in words, such as "27% (10 of 37)"; ``None`` without a session."""
    if found.percent is None:
        return None
    percent = Percent(found.percent)
    return text(
        "{percent} ({part} of {whole})", percent=percent, part=found.part, whole=found.whole
    )


def _bar(
    of: Breakdown, row: BreakdownRow, number: BarNumber, french: FrenchShares, locale: Locale
) -> LabelledBar:
    found = _number(of, row, number, french)
    if number is BarNumber.FRENCH_SHARE:
        said = share_said(share(of, row, french))
        return LabelledBar(found, said.say(locale) if said else NOT_AVAILABLE)
    if number is BarNumber.SESSIONS and row.sessions is None:
        return LabelledBar(None, NOT_AVAILABLE)
    return LabelledBar(found, count(None if found is None else int(found), locale))


def _number(
    of: Breakdown, row: BreakdownRow, number: BarNumber, french: FrenchShares
) -> int | Decimal | None:
    if number is BarNumber.FRENCH_SHARE:
        return share(of, row, french).percent
    return row.sessions if number is BarNumber.SESSIONS else row.participations


def _all_numbers(of: Iterable[Breakdown], result: Result) -> list[int | Decimal | None]:
    answers = [(result.progress, result.french)]
    if result.earlier:
        answers.append((result.earlier.progress, result.earlier.french))
    return [
        _number(one, row, result.bars, french)
        for progress, french in answers
        for one in of
        for row in one.rows(progress)
    ]


def _length(number: int | Decimal | None, *, hidden: int = 0) -> float:
    return hidden if number is None else float(number)
