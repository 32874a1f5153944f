"""The numbers of an embedded view as tables: for its page, for a picture's side, for files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dashboard.domain.publications.embeds import EmbedView
from dashboard.i18n import Month, sequence, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number, percent
from dashboard.publications.drawings.shapes import bar
from dashboard.publications.pages.cells import Shown, shown
from dashboard.sentences.progress import gauges as sentences
from dashboard.sentences.publications.publications import of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from dashboard.domain.progress.progress import Tally
    from dashboard.i18n import Text
    from dashboard.publications.pages.embeds.looking import Look

Value = int | None
NO_BAR = Markup()
COVERAGE = {True: text("reached"), False: text("not reached")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is, for files, and as it is shown."""

    value: int | Decimal | str
    shown: Shown

    @property
    def is_word(self) -> bool:
        """Whether it is neither a number nor a sign in the place of one."""
        return isinstance(self.value, str) and self.value not in (HIDDEN, NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, its cells, and a bar where there is one to draw."""

    label: str
    cells: tuple[Cell, ...]
    bar: Markup = NO_BAR


@dataclass(frozen=True, slots=True)
class Table:
    """Its name, the heading of the rows' names, and those of the columns."""

    name: str
    title: str
    corner: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def has_bars(self) -> bool:
        """Whether there is a column of bars."""
        return any(line.bar for line in self.lines)


def tables(look: Look) -> tuple[Table, ...]:
    """What the view shows, in its order."""
    makers: dict[EmbedView, tuple[Callable[[Look], Table], ...]] = {
        EmbedView.OVERVIEW: (_youth, _french_share, _facilitators, _ages, _venue_types),
        EmbedView.YOUTH: (_youth,),
        EmbedView.FRENCH_SHARE: (_french_share,),
        EmbedView.AGE_GROUPS: (_ages,),
        EmbedView.FACILITATORS: (_facilitators,),
        EmbedView.BY_MONTH: (_months,),
        EmbedView.BY_VENUE_TYPE: (_venue_types,),
    }
    return tuple(make(look) for make in makers[look.view])


def _youth(look: Look) -> Table:
    progress, locale = look.answer.progress, look.locale
    youth = progress.youth
    if not sentences.youth_is_counted(progress, look.reading.vocabulary):
        return _one(look, "youth", text("Youth reached"), ())
    mark = look.answer.marked.get(("youth", "", "participations"))
    reached = Cell(_value(youth.participations), shown(youth.participations, locale, mark))
    lines = [(text("Youth participations"), reached)]
    if youth.target:
        lines.append((text("Target"), _count(youth.target.value, look)))
    if youth.target:
        share = _percent(youth.percent, look, youth.as_of)
        lines.append((text("Percent of the target"), share))
    return _one(look, "youth", text("Youth reached"), lines)


def _french_share(look: Look) -> Table:
    share = look.answer.progress.french_share
    lines = [
        (text("Sessions in French"), _count(share.french, look)),
        (text("Sessions of the kinds counted"), _count(share.sessions, look)),
    ]
    if share.percent is not None:
        lines.append((text("Percent in French"), _percent(share.percent, look)))
    return _one(look, "french_share", text("Sessions held in French"), lines)


def _facilitators(look: Look) -> Table:
    words = look.reading.vocabulary.languages
    shown_here = look.answer.progress.facilitators_shown
    lines = [
        Line(capitalise(words[code].label(look.locale)), (_count(people, look),))
        for code, people in shown_here.items()
    ]
    together = look.answer.progress.facilitators.people
    if len(lines) > 1 and together is not None:
        label = text("In at least one language").say(look.locale)
        lines.append(Line(label, (_count(together, look),)))
    return _table(
        look,
        "facilitators",
        text("Trained facilitators"),
        text("Language"),
        (text("People trained"),),
        lines,
    )


def _ages(look: Look) -> Table:
    covered = {group.code: group for group in look.answer.progress.age_groups}
    words = look.reading.vocabulary.ages

    def coverage(row: Tally) -> Cell:
        if row.code not in covered:
            return _word(text("not counted as at risk"), look)
        group = covered[row.code]
        if group.reached_as_of:
            return _then(COVERAGE[bool(group.reached)], group.reached_as_of, look)
        if group.reached is None:
            return Cell(HIDDEN, Shown(HIDDEN, hidden=True))
        return _word(COVERAGE[group.reached], look)

    rows = look.answer.progress.by_age_group
    most = _most(row.participations for row in rows)
    lines = [
        Line(
            capitalise(words[row.code].label(look.locale)),
            (_people(look, "by_age_group", row, "participations"), coverage(row)),
            bar(row.participations, most),
        )
        for row in rows
    ]
    columns = (text("Participations"), text("At-risk group"))
    return _table(look, "age_groups", text("By age group"), text("Age group"), columns, lines)


def _venue_types(look: Look) -> Table:
    words = look.reading.vocabulary.venue_types
    return _breakdown(
        look,
        "by_venue_type",
        text("By venue type"),
        text("Venue type"),
        lambda row: capitalise(words[row.code].label(look.locale)),
    )


def _months(look: Look) -> Table:
    return _breakdown(
        look,
        "by_month",
        text("Month by month"),
        text("Month"),
        lambda row: capitalise(text("{month}", month=Month(row.code)).say(look.locale)),
    )


def _breakdown(
    look: Look, part: str, title: Text, corner: Text, label: Callable[[Tally], str]
) -> Table:
    rows: Sequence[Tally] = getattr(look.answer.progress, part)
    most = _most(row.participations for row in rows)
    lines = [
        Line(
            label(row),
            (
                _sessions(row, look),
                _people(look, part, row, "participations"),
                _people(look, part, row, "youth"),
            ),
            bar(row.participations, most),
        )
        for row in rows
    ]
    columns = (text("Sessions"), text("Participations"), text("Of which youth"))
    return _table(look, part, title, corner, columns, lines)


def _one(look: Look, name: str, title: Text, lines: Iterable[tuple[Text, Cell]]) -> Table:
    """A table of one column of numbers."""
    told = [Line(words.say(look.locale), (cell,)) for words, cell in lines]
    return _table(look, name, title, text("Figure"), (text("Number"),), told)


def _table(  # noqa: PLR0913, PLR0917 - as a table has them
    look: Look,
    name: str,
    title: Text,
    corner: Text,
    columns: Iterable[Text],
    lines: Iterable[Line],
) -> Table:
    said = tuple(column.say(look.locale) for column in columns)
    return Table(name, title.say(look.locale), corner.say(look.locale), said, tuple(lines))


def _people(look: Look, part: str, row: Tally, field: str) -> Cell:
    value: Value = getattr(row, field)
    return Cell(
        _value(value), shown(value, look.locale, look.answer.marked.get((part, row.code, field)))
    )


def _sessions(row: Tally, look: Look) -> Cell:
    if row.sessions is None:
        return Cell(NOT_AVAILABLE, Shown(NOT_AVAILABLE))
    return _count(row.sessions, look)


def _count(value: int, look: Look) -> Cell:
    return Cell(value, Shown(number(value, look.locale)))


def _percent(value: Decimal | None, look: Look, as_of: date | None = None) -> Cell:
    if value is None:
        return Cell(HIDDEN, Shown(HIDDEN, hidden=True))
    day = of_day(as_of).say(look.locale) if as_of else ""
    return Cell(value, Shown(percent(value, look.locale), day=day))


def _then(words: Text, as_of: date, look: Look) -> Cell:
    """Words that are true of an earlier day: the day is a part of them, in files, too."""
    said, day = words.say(look.locale), of_day(as_of)
    return Cell(sequence(words, day).say(look.locale), Shown(said, day=day.say(look.locale)))


def _word(words: Text, look: Look) -> Cell:
    said = words.say(look.locale)
    return Cell(said, Shown(said))


def _value(value: Value) -> int | str:
    return HIDDEN if value is None else value


def _most(counts: Iterable[Value]) -> int:
    return max((count or 0 for count in counts), default=0)
