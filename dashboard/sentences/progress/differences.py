"""The differences between the shown period and an earlier one, number by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.progress import BreakdownRow, FrenchShare, Progress
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Percent, Text, plural, sequence, text
from dashboard.sentences.progress.comparison import dated, period
from dashboard.sentences.progress.gauges import youth_is_counted

# The gauges name the days of the earlier period, because each sentence is also read alone.


def youth(
    progress: Progress, before: Progress, how: ComparisonPeriod, vocabulary: Vocabulary
) -> Text | None:
    """More or fewer participations of youth; ``None`` when the age filter keeps no youth."""
    if not youth_is_counted(progress, vocabulary):
        return None
    now, then = progress.youth.participations, before.youth.participations
    earlier = dated(how, before)
    if now is None or then is None:
        return _hidden(earlier)
    changed = _youth_changed(now, then, earlier)
    share = percent(abs(now - then), then)
    if now == then or share is None:
        return text("{changed}.", changed=changed)
    return text("{changed} ({percent}).", changed=changed, percent=Percent(share))


def _youth_changed(now: int, then: int, earlier: Text) -> Text:
    values = {"now": now, "then": then, "period": earlier}
    if now > then:
        return plural(
            "{count} more youth participation than in {period}: {now}, up from {then}",
            "{count} more youth participations than in {period}: {now}, up from {then}",
            now - then,
            **values,
        )
    if now < then:
        return plural(
            "{count} fewer youth participation than in {period}: {now}, down from {then}",
            "{count} fewer youth participations than in {period}: {now}, down from {then}",
            then - now,
            **values,
        )
    return text("As many youth participations as in {period}: {now}", now=now, period=earlier)


def french_share(progress: Progress, before: Progress, how: ComparisonPeriod) -> Text:
    """The difference of the two shares, in percentage points."""
    now, then, earlier = progress.french_share.percent, before.french_share, dated(how, before)
    if then.percent is None:
        return text("In {period}, no session of the kinds counted was held.", period=earlier)
    values: dict[str, object] = {
        "period": earlier,
        "share": _share(then, then.percent),
    }
    if now is None:
        return text("In {period}, the share was {share}.", **values)
    points = now - then.percent
    if not points:
        return text("The share was the same in {period}: {share}.", **values)
    values["points"] = abs(points)
    number = _grammatical_number(abs(points))
    if points > 0:
        return plural(
            "{points} percentage point higher than in {period}: the share was {share}.",
            "{points} percentage points higher than in {period}: the share was {share}.",
            number,
            **values,
        )
    return plural(
        "{points} percentage point lower than in {period}: the share was {share}.",
        "{points} percentage points lower than in {period}: the share was {share}.",
        number,
        **values,
    )


def _share(share: FrenchShare, of_hundred: Decimal) -> Text:
    return text(
        "{percent} ({french} of {sessions})",
        percent=Percent(of_hundred),
        french=share.french,
        sessions=share.sessions,
    )


def _grammatical_number(value: Decimal) -> int:
    """The number that decides singular or plural: 0.5 is plural in English, not in French."""
    if value == 1:
        return 1
    return 2 if value >= 2 else 0


def age_groups(
    progress: Progress, before: Progress, how: ComparisonPeriod, vocabulary: Vocabulary
) -> Text | None:
    """The at-risk groups reached in one of the two only; ``None`` when no group is kept."""
    if not progress.age_groups:
        return None
    now, then, earlier = _reached(progress), _reached(before), dated(how, before)
    if now == then:
        return text("The same at-risk age groups were reached in {period}.", period=earlier)
    gained = tuple(age for age in vocabulary.ages if age.code in now - then)
    lost = tuple(age for age in vocabulary.ages if age.code in then - now)
    return sequence(
        text("Reached now, but not in {period}: {groups}.", period=earlier, groups=gained)
        if gained
        else None,
        text("Reached in {period}, but not now: {groups}.", period=earlier, groups=lost)
        if lost
        else None,
    )


def _reached(progress: Progress) -> set[str]:
    return {group.code for group in progress.age_groups if group.reached}


def facilitators(
    progress: Progress, before: Progress, how: ComparisonPeriod, vocabulary: Vocabulary
) -> Text | None:
    """Those trained since the earlier period ended; ``None`` when no language is kept."""
    now, then = progress.facilitators_shown, before.facilitators_shown
    if not now:
        return None
    earlier = dated(how, before)
    more = tuple(
        text("{count} in {language}", count=count - then[code], language=vocabulary.languages[code])
        for code, count in now.items()
        if count != then[code]
    )
    if not more:
        return text("Nobody was trained after the end of {period}.", period=earlier)
    return sequence(
        text("Trained after the end of {period}: {counts}.", period=earlier, counts=more),
        _more_people(progress, before) if len(now) > 1 else None,
    )


def _more_people(progress: Progress, before: Progress) -> Text | None:
    """The additional people; training the same person in a second language adds nobody."""
    now, then = progress.facilitators.people, before.facilitators.people
    if now is None or then is None:
        return None
    return plural(
        "In all, {count} more person has been trained.",
        "In all, {count} more people have been trained.",
        now - then,
    )


# The charts name no days: those of the earlier period are shown above them.


def cumulative(
    shown: Sequence[Point], before: Sequence[Point], how: ComparisonPeriod
) -> Text | None:
    """Both totals after the same number of months; ``None`` without a month in both."""
    both = [(now, then) for now, then in zip(shown, before, strict=True) if now.held and then.held]
    if not both:
        return None
    now, then = both[-1]
    if now.total is None or then.total is None:
        return _hidden(period(how))
    return plural(
        "Total after {count} month: {now}, compared with {then} in {period}.",
        "Total after {count} months: {now}, compared with {then} in {period}.",
        len(both),
        now=now.total,
        then=then.total,
        period=period(how),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    label: Term
    now: int
    then: int

    @property
    def difference(self) -> int:
        return self.now - self.then


def breakdown(
    rows: Sequence[BreakdownRow],
    before: Sequence[BreakdownRow],
    terms: Terms[Term],
    how: ComparisonPeriod,
) -> Text:
    """The largest gain and the largest loss in participations; the table has all differences."""
    changes = [
        _Change(terms[row.code], row.participations, then.participations)
        for row, then in zip(rows, before, strict=True)
        if row.participations is not None and then.participations is not None
    ]
    hidden = len(rows) - len(changes)
    return sequence(
        *_extremes(changes, how),
        plural("{count} difference is hidden (x).", "{count} differences are hidden (x).", hidden)
        if hidden
        else None,
    )


def _extremes(changes: Sequence[_Change], how: ComparisonPeriod) -> Iterator[Text]:
    by_size = sorted(changes, key=lambda change: change.difference)
    if by_size and by_size[-1].difference > 0:
        yield text(
            "Largest gain in participations from {period}: {label}, {now}, up from {then}.",
            **_values(by_size[-1], how),
        )
    if by_size and by_size[0].difference < 0:
        yield text(
            "Largest loss in participations from {period}: {label}, {now}, down from {then}.",
            **_values(by_size[0], how),
        )
    if by_size and by_size[-1].difference == by_size[0].difference == 0:
        yield text("There are as many participations shown as in {period}.", period=period(how))


def _values(change: _Change, how: ComparisonPeriod) -> dict[str, object]:
    return {
        "period": period(how),
        "label": change.label,
        "now": change.now,
        "then": change.then,
    }


def _hidden(earlier: Text) -> Text:
    return text("The difference from {period} is hidden to protect privacy (x).", period=earlier)
