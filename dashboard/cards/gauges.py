"""The four gauges."""

from collections.abc import Iterator
from functools import lru_cache

from dashboard.cards import parts
from dashboard.cards.panel import Panel
from dashboard.cards.parts import Cell, GroupMark, Line, StatusMark, Table, Value
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.progress.last_months import (
    LastMonths,
    last_french,
    last_trained,
    last_youth,
)
from dashboard.domain.shared.vocabulary import AgeGroup, Terms, Vocabulary
from dashboard.figures import gauges as dials
from dashboard.figures.gauges import Gauge
from dashboard.i18n import Locale, Percent, Text, text
from dashboard.i18n.formats import HIDDEN, capitalise
from dashboard.sentences.progress import definitions, differences, distinct
from dashboard.sentences.progress import gauges as told
from dashboard.sentences.progress.definitions import EVERYTHING, Explained

GROUPS_KEPT = 64
COVERED = {
    True: ("✓", text("reached")),
    False: ("–", text("not reached")),
    None: (HIDDEN, text("hidden to protect privacy")),
}


class YouthGauge(Panel):
    """Participations of youth against the target and the plan."""

    code = "youth"
    title = text("Youth reached")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """How participations, the percentage, the status and the range are counted."""
        return definitions.youth(explained)

    def sentence(self, result: Result) -> Text:
        """The count, the target, the percentage and the status."""
        return told.youth(result.progress, result.vocabulary)

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The difference in participations of youth."""
        return differences.youth(result.progress, earlier.progress, earlier.how, result.vocabulary)

    def gauge(self, result: Result) -> Gauge | None:
        """A dial up to the target, with a mark for the plan to date."""
        return dials.youth(result.progress.youth)

    def unit(self, result: Result) -> Text | None:
        """Participations, and the range of distinct youth."""
        if not told.youth_is_counted(result.progress, result.vocabulary):
            return None
        return distinct.unit(result.progress.youth.distinct)

    def planned(self, result: Result) -> Text | None:
        """The target to date."""
        return told.planned(result.progress)

    def recent(self, result: Result) -> LastMonths | None:
        """The last months, from the monthly rows; ``None`` where the age filter keeps no youth."""
        if not told.youth_is_counted(result.progress, result.vocabulary):
            return None
        return last_youth(result.progress)

    def value(self, result: Result, locale: Locale) -> Value | None:
        """The count; not available where the age filter keeps no youth."""
        found = result.progress.youth
        if not told.youth_is_counted(result.progress, result.vocabulary):
            return Value(parts.NOTHING)
        if found.target is None or found.percent is None:
            return Value(self._reached(result, locale))
        return Value(
            self._reached(result, locale), _of(found.target.value, Percent(found.percent), locale)
        )

    def status(self, result: Result, locale: Locale) -> StatusMark | None:
        """Against the target to date."""
        return parts.status(result.progress.youth.status, result.vocabulary, locale)

    def beside(self, result: Result) -> Text | None:
        """The range of distinct youth."""
        found = result.progress.youth.distinct
        return distinct.line(found) if found else None

    def table(self, result: Result, locale: Locale) -> Table:
        """The count, the target, the percentage; no row where the age filter keeps no youth."""
        return _figures(self.title, self._figures(result, locale), locale)

    def _figures(self, result: Result, locale: Locale) -> Iterator[tuple[Text, Cell]]:
        found = result.progress.youth
        if not told.youth_is_counted(result.progress, result.vocabulary):
            return
        yield text("Youth participations"), self._reached(result, locale)
        if found.target:
            yield text("Target"), parts.count(found.target.value, locale)
            yield text("Percent of the target"), parts.share(found.percent, locale, found.as_of)

    def _reached(self, result: Result, locale: Locale) -> Cell:
        found = result.progress.youth
        revised = (self.code, "", "participations") in result.revised
        return parts.count(
            found.participations, locale, as_of=found.as_of, revised=revised, told=found.range
        )


class FrenchShareGauge(Panel):
    """Sessions in French out of those of the kinds counted."""

    code = "french_share"
    title = text("Sessions held in French")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """Which kinds of session count."""
        return definitions.french_share(vocabulary)

    def sentence(self, result: Result) -> Text:
        """Both counts, the percentage and the kinds."""
        return told.french_share(result.progress, result.vocabulary)

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The difference in percentage points."""
        return differences.french_share(result.progress, earlier.progress, earlier.how)

    def gauge(self, result: Result) -> Gauge | None:
        """A dial of the sessions in French among all that count."""
        return dials.french_share(result.progress.french_share)

    def unit(self, result: Result) -> Text | None:
        """The kinds counted; or that the language filter decides the share."""
        return told.filtered(result.progress) or told.kinds(result.vocabulary)

    def recent(self, result: Result) -> LastMonths | None:
        """The sessions in French of the last months."""
        return last_french(result.progress)

    def value(self, result: Result, locale: Locale) -> Value | None:
        """The sessions in French; not available where none of the kinds was held."""
        found = result.progress.french_share
        if found.percent is None:
            return Value(parts.NOTHING)
        of = _of(found.sessions, Percent(found.percent), locale)
        return Value(parts.count(found.french, locale), of)

    def table(self, result: Result, locale: Locale) -> Table:
        """Both counts and the percentage."""
        return _figures(self.title, self._figures(result, locale), locale)

    @staticmethod
    def _figures(result: Result, locale: Locale) -> Iterator[tuple[Text, Cell]]:
        found = result.progress.french_share
        yield text("Sessions in French"), parts.count(found.french, locale)
        yield text("Sessions of the kinds counted"), parts.count(found.sessions, locale)
        if found.percent is not None:
            yield text("Percent in French"), parts.share(found.percent, locale)


class AgeGroupsGauge(Panel):
    """The at-risk age groups that were reached, out of all of them."""

    code = "age_groups"
    title = text("At-risk age groups reached")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """When an age group counts as reached."""
        return definitions.age_groups()

    def sentence(self, result: Result) -> Text:
        """Each group by name."""
        return told.age_groups(result.progress, result.vocabulary)

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The groups that were reached in only one of the periods."""
        before = earlier.progress
        return differences.age_groups(result.progress, before, earlier.how, result.vocabulary)

    def gauge(self, result: Result) -> Gauge | None:
        """A dial with one step for each group."""
        return dials.age_groups(result.progress.age_groups)

    def value(self, result: Result, locale: Locale) -> Value | None:
        """The number of groups reached; hidden if it is hidden for any group."""
        progress = result.progress
        if not progress.age_groups:
            return Value(parts.NOTHING)
        whole = text("of {whole}", whole=len(progress.age_groups))
        reached = parts.count(progress.groups_reached, locale, as_of=progress.groups_as_of)
        return Value(reached, whole.say(locale))

    def groups(self, result: Result, locale: Locale) -> tuple[GroupMark, ...]:
        """In the order of the reference data."""
        reached = tuple([(group.code, group.reached) for group in result.progress.age_groups])
        return _groups(reached, result.vocabulary.ages, locale)

    def table(self, result: Result, locale: Locale) -> Table:
        """A row a group."""
        lines = [
            Line(group.code, capitalise(group.label), (Cell(group.words, group.words),))
            for group in self.groups(result, locale)
        ]
        columns = (text("At-risk group"),)
        return parts.table(self.title, text("Age group"), columns, lines, locale)


class FacilitatorsGauge(Panel):
    """The people trained, each counted once."""

    code = "facilitators"
    title = text("Trained facilitators")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """Who counts, and what changes the number."""
        return definitions.facilitators(explained)

    def sentence(self, result: Result) -> Text:
        """All of them, and by language."""
        return told.facilitators(result.progress, result.vocabulary)

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The people trained since the earlier period."""
        before = earlier.progress
        return differences.facilitators(result.progress, before, earlier.how, result.vocabulary)

    def bars(self, result: Result, locale: Locale) -> tuple[Line, ...]:
        """A line for each language, so that a language without trained people stands out."""
        languages = result.vocabulary.languages
        return tuple(
            Line(code, capitalise(languages[code].label(locale)), (parts.count(count, locale),))
            for code, count in result.progress.facilitators_shown.items()
        )

    def value(self, result: Result, locale: Locale) -> Value | None:
        """All people trained; not available in early publications, which have languages only."""
        people = result.progress.facilitators.people
        if people is None or not result.progress.facilitators_shown:
            return None
        return Value(parts.count(people, locale))

    def recent(self, result: Result) -> LastMonths | None:
        """The people trained by the end of each of the last months."""
        return last_trained(result.progress)

    def table(self, result: Result, locale: Locale) -> Table:
        """A row for each language of training, and one for all people."""
        people, lines = result.progress.facilitators.people, [*self.bars(result, locale)]
        if len(lines) > 1 and people is not None:
            together = text("In at least one language").say(locale)
            lines.append(Line("", together, (parts.count(people, locale),)))
        columns = (text("People trained"),)
        return parts.table(self.title, text("Language"), columns, lines, locale)


@lru_cache(GROUPS_KEPT)  # mostly all of them are reached
def _groups(
    found: tuple[tuple[str, bool | None], ...], ages: Terms[AgeGroup], locale: Locale
) -> tuple[GroupMark, ...]:
    marks = []
    for code, reached in found:
        sign, words = COVERED[reached]
        marks.append(GroupMark(code, ages[code].label(locale), reached, sign, words.say(locale)))
    return tuple(marks)


def _of(whole: int, percent: Percent, locale: Locale) -> str:
    return text("of {whole} ({percent})", whole=whole, percent=percent).say(locale)


def _figures(title: Text, figures: Iterator[tuple[Text, Cell]], locale: Locale) -> Table:
    lines = [Line("", said.say(locale), (cell,)) for said, cell in figures]
    return parts.table(title, text("Figure"), (text("Number"),), lines, locale)
