"""The gauges' numbers: the value with what it is out of, what stands under it, the table."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.cards import parts
from dashboard.cards.parts import Cell, Group, Line, Status, Table
from dashboard.cards.result import Result
from dashboard.domain.progress.progress import GroupReached
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Percent, Text, text
from dashboard.i18n.formats import HIDDEN, capitalise
from dashboard.sentences.progress.distinct import line
from dashboard.sentences.progress.gauges import youth_is_counted

SIGNS = {"on_track": "●", "watch": "◐", "behind": "○"}
OTHER_SIGN = "◆"
COVERED = {
    True: ("✓", text("reached")),
    False: ("–", text("not reached")),
    None: (HIDDEN, text("hidden to protect privacy")),
}
YOUTH_REACHED = text("Youth reached")
HELD_IN_FRENCH = text("Sessions held in French")
GROUPS_REACHED = text("At-risk age groups reached")
TRAINED = text("Trained facilitators")


@dataclass(frozen=True, slots=True)
class Value:
    """A gauge's one number and what it is out of; there is none where ``cell`` is ``None``."""

    cell: Cell | None
    of: Text | None = None


def youth(result: Result, locale: Locale) -> Value:
    """Participations of youth, out of the target."""
    found = result.progress.youth
    if not youth_is_counted(result.progress, result.vocabulary):
        return Value(parts.NOTHING)
    if found.target is None or found.percent is None:
        return Value(_youth(result, locale))
    return Value(_youth(result, locale), _of(found.target.value, Percent(found.percent)))


def french_share(result: Result, locale: Locale) -> Value:
    """Sessions in French, out of those counted."""
    found = result.progress.french_share
    if found.percent is None:
        return Value(parts.NOTHING)
    return Value(parts.count(found.french, locale), _of(found.sessions, Percent(found.percent)))


def age_groups(result: Result, locale: Locale) -> Value:
    """Groups reached, out of those at risk."""
    progress = result.progress
    if not progress.age_groups:
        return Value(parts.NOTHING)
    reached = parts.count(progress.groups_reached, locale, as_of=progress.groups_as_of)
    return Value(reached, text("of {whole}", whole=len(progress.age_groups)))


def facilitators(result: Result, locale: Locale) -> Value:
    """People, each once; early publications tell the languages only, whose sum is no people."""
    people = result.progress.facilitators.people
    if people is None or not result.progress.facilitators_shown:
        return Value(None)
    return Value(parts.count(people, locale))


def status(code: str, vocabulary: Vocabulary, locale: Locale) -> Status:
    """A status with its sign."""
    label = capitalise(vocabulary.statuses[code].label(locale))
    return Status(code, label, SIGNS.get(code, OTHER_SIGN))


def distinct(result: Result, locale: Locale) -> str:
    """The range of distinct youth in words; empty where nothing tells of it."""
    found = result.progress.youth.distinct
    return line(found).say(locale) if found else ""


def groups(result: Result, locale: Locale) -> tuple[Group, ...]:
    """The at-risk groups, each with whether it was reached."""
    return tuple(_group(group, result.vocabulary, locale) for group in result.progress.age_groups)


def _group(group: GroupReached, vocabulary: Vocabulary, locale: Locale) -> Group:
    sign, words = COVERED[group.reached]
    label = vocabulary.ages[group.code].label(locale)
    return Group(group.code, label, group.reached, sign, words.say(locale))


def youth_table(result: Result, locale: Locale) -> Table:
    """The count, the target, the percent; no line where the filters keep no youth."""
    found = result.progress.youth
    if not youth_is_counted(result.progress, result.vocabulary):
        return _figures(YOUTH_REACHED, [], locale)
    lines = [(text("Youth participations"), _youth(result, locale))]
    if found.target:
        share = parts.share(found.percent, locale, found.as_of)
        lines.append((text("Target"), parts.count(found.target.value, locale)))
        lines.append((text("Percent of the target"), share))
    return _figures(YOUTH_REACHED, lines, locale)


def french_table(result: Result, locale: Locale) -> Table:
    """Sessions in French, all that count, the percent."""
    found = result.progress.french_share
    lines = [
        (text("Sessions in French"), parts.count(found.french, locale)),
        (text("Sessions of the kinds counted"), parts.count(found.sessions, locale)),
    ]
    if found.percent is not None:
        lines.append((text("Percent in French"), parts.share(found.percent, locale)))
    return _figures(HELD_IN_FRENCH, lines, locale)


def groups_table(result: Result, locale: Locale) -> Table:
    """A row an at-risk group."""
    lines = [
        Line(group.code, capitalise(group.label), (Cell(group.words, group.words),))
        for group in groups(result, locale)
    ]
    columns = (text("At-risk group"),)
    return parts.table(GROUPS_REACHED, text("Age group"), columns, lines, locale)


def facilitators_table(result: Result, locale: Locale) -> Table:
    """A row a language of training, and everybody once."""
    languages, people = result.vocabulary.languages, result.progress.facilitators.people
    lines = [
        Line(code, capitalise(languages[code].label(locale)), (parts.count(count, locale),))
        for code, count in result.progress.facilitators_shown.items()
    ]
    if len(lines) > 1 and people is not None:
        together = text("In at least one language").say(locale)
        lines.append(Line("", together, (parts.count(people, locale),)))
    return parts.table(TRAINED, text("Language"), (text("People trained"),), lines, locale)


def _youth(result: Result, locale: Locale) -> Cell:
    found = result.progress.youth
    revised = ("youth", "", "participations") in result.revised
    return parts.count(found.participations, locale, as_of=found.as_of, revised=revised)


def _of(whole: int, percent: Percent) -> Text:
    return text("of {whole} ({percent})", whole=whole, percent=percent)


def _figures(title: Text, figures: Iterable[tuple[Text, Cell]], locale: Locale) -> Table:
    lines = [Line("", said.say(locale), (cell,)) for said, cell in figures]
    return parts.table(title, text("Figure"), (text("Number"),), lines, locale)
