"""How a draft differs from the publication before it, and its figures, in words."""

from collections import Counter
from collections.abc import Sequence

from dashboard.domain.publications.differences import CellPlace, FigureChange, FigureDifference
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell
from dashboard.domain.publications.publication import (
    BilingualText,
    NamedTerm,
    PublicationWords,
)
from dashboard.domain.shared.periods import Period
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Month, Text, plural, sequence, text
from dashboard.i18n.formats import HIDDEN
from dashboard.sentences.publications.publications import between
from dashboard.sentences.shared import choices

MONTH = "month-"


def summary(found: Sequence[FigureDifference], number: int) -> Text:
    """How a draft differs from the publication of that number."""
    if not found:
        return text(
            "It has the same figures as publication {number}: there is no need to publish it.",
            number=str(number),
        )
    counted = Counter(one.change for one in found)
    parts = tuple(_counted(change, counted[change]) for change in FigureChange if counted[change])
    return text("Compared with publication {number}: {parts}.", number=str(number), parts=parts)


def _counted(change: FigureChange, count: int) -> Text:
    return {
        FigureChange.CHANGED: plural("{count} figure changed", "{count} figures changed", count),
        FigureChange.NARROWED: plural(
            "{count} range is narrower", "{count} ranges are narrower", count
        ),
        FigureChange.RANGED: plural(
            "{count} figure is now a range", "{count} figures are now ranges", count
        ),
        FigureChange.HIDDEN: plural(
            "{count} figure is now hidden", "{count} figures are now hidden", count
        ),
        FigureChange.OPENED: plural(
            "{count} figure is now shown", "{count} figures are now shown", count
        ),
        FigureChange.CARRIED: plural(
            "{count} figure keeps its old value", "{count} figures keep their old value", count
        ),
        FigureChange.ADDED: plural("{count} figure is new", "{count} figures are new", count),
        FigureChange.GONE: plural(
            "{count} figure was removed", "{count} figures were removed", count
        ),
    }[change]


def what(change: FigureChange) -> Text:
    """How a figure changed."""
    return {
        FigureChange.CHANGED: text("another value"),
        FigureChange.NARROWED: text("narrower"),
        FigureChange.RANGED: text("now a range"),
        FigureChange.HIDDEN: text("now hidden"),
        FigureChange.OPENED: text("now shown"),
        FigureChange.CARRIED: text("old value kept"),
        FigureChange.ADDED: text("new figure"),
        FigureChange.GONE: text("removed"),
    }[change]


def counted(code: str, count: int) -> Text:
    """A period, and how many of its figures differ."""
    told = plural("{count} figure", "{count} figures", count)
    return text("{what}: {told}", what=period(code), told=told)


def new(found: Sequence[FigureDifference], words: PublicationWords) -> Text:
    """The figures of a period that are new, each with what is told of it."""
    each = (
        text("{what}: {told}", what=figure(one.place, words), told=cell(one.after)) for one in found
    )
    return text("New: {figures}.", figures=sequence(*each, between="; "))


def figure(where: CellPlace, words: PublicationWords) -> Text:
    """The name of a figure within its period."""
    return combination(where, words) or text("All participations")


def combination(where: CellPlace, words: PublicationWords) -> Text | None:
    """The codes of a figure in words; ``None`` for all participations."""
    named = [_code(axis, code, words) for axis, code in zip(where.by, where.codes, strict=True)]
    return sequence(*named, between=", ") if named else None


def period(code: str) -> Text:
    """The name of a table's period."""
    try:
        return choices.period(Period.parse(code))
    except ValueError:
        return text("{month}", month=Month(code.removeprefix(MONTH)))


def cell(one: ProtectedCell | None) -> Text:
    """The words of a cell."""
    if one is None:
        return text("–")
    if one.mark is CellMark.RANGE and one.shown:
        return between(one.shown)
    if one.value is None:
        return text("{sign} (hidden)", sign=HIDDEN)
    if one.mark is CellMark.CARRIED and one.as_of:
        return text("{count} (as of {day})", count=one.value, day=one.as_of)
    return text("{count}", count=one.value)


def _code(axis: str, code: str, words: PublicationWords) -> Text:
    if axis == "age" and code == YOUTH:
        return text("youth")
    terms: tuple[NamedTerm, ...] = {
        "language": words.languages,
        "venue_type": words.venue_types,
        "age": words.age_groups,
        "kind": words.kinds,
    }[axis]
    label = next((term.label for term in terms if term.code == code), BilingualText(code, code))
    return text("{label}", label=Term(code, label.en, label.fr))
