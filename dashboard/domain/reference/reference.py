"""The kinds of reference data: what a value of each is made of, and what may be done to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

import orjson

from dashboard.domain.shared.records import Record
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale, Text, text

VENUES, TARGETS = "venues", "targets"
BOTH = ("en", "fr")
ORDER = "sort_order"
VERSION_DIGITS = 16


class Entry(StrEnum):
    """What is entered in a field."""

    LABEL = "label"
    WORDS = "words"
    AREA = "area"
    FLAG = "flag"
    WHOLE = "whole"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the code of its column; ``of`` names what a choice is among.

    One that is ``said`` stands in two columns, one a language: both are filled, or neither.
    ``fixed`` once the value is there.
    """

    code: str
    title: Text
    entry: Entry = Entry.WHOLE
    needed: bool = True
    of: str = ""
    fixed: bool = False

    @property
    def said(self) -> bool:
        """Whether it is words for readers."""
        return self.entry in (Entry.LABEL, Entry.WORDS)

    def title_of(self, column: str) -> Text:
        """The title of one of its columns; of words in two languages, with the language."""
        if not self.said:
            return self.title
        language = text("in French") if column.endswith("_fr") else text("in English")
        return text("{field} {language}", field=self.title, language=language)

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of its columns."""
        return tuple(f"{self.code}_{one}" for one in BOTH) if self.said else (self.code,)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by the name of its table, which is also its subject in the audit log.

    An ``open`` one takes new values, and lets go of those that nothing uses; of the others the
    program knows each by its code.
    """

    code: str
    title: Text
    fields: tuple[Field, ...]
    open: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of the columns of all fields."""
        return tuple(column for field in self.fields for column in field.columns)


def kind_of(code: str) -> Kind | None:
    """The kind of that code."""
    return next((kind for kind in kinds() if kind.code == code), None)


def choices(of: str, words: Vocabulary) -> Terms[Term]:
    """What a choice is among; a measure without a label is known by its code."""
    match of:
        case "venue_types":
            return Terms(tuple(words.venue_types))
        case "indicators":
            return Terms(tuple(words.indicators))
        case "plan_measures":
            found = [(one.code, one.label_en, one.label_fr) for one in words.measures]
            return Terms(tuple(Term(c, en or c, fr or c) for c, en, fr in found))
        case _:
            said = {
                "not_started": text("not started"),
                "under_way": text("under way"),
                "done": text("done"),
            }
            return Terms(
                tuple(Term(c, t.say(Locale.EN), t.say(Locale.FR)) for c, t in said.items())
            )


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order in which they are offered."""
    return (*_where(), *_who_and_what(), *_plan(), *_around(), *_numbers())


def _where() -> Iterator[Kind]:
    area = Field("area", text("area"), Entry.AREA, needed=False)
    names = Field("label", text("name"), Entry.LABEL, needed=False)
    of_type = Field("venue_type", text("venue type"), Entry.CHOICE, of="venue_types")
    yield Kind(VENUES, text("Venues"), (of_type, names, area))
    sensitive = Field("sensitive", text("shown by code only"), Entry.FLAG)
    yield Kind("venue_types", text("Venue types"), (_label(), sensitive, _order()))


def _who_and_what() -> Iterator[Kind]:
    flags = (
        Field("youth", text("counts as youth"), Entry.FLAG),
        Field("at_risk", text("considered at risk"), Entry.FLAG),
        Field("lower_age", text("from age"), needed=False),
        Field("upper_age", text("to age"), needed=False),
    )
    yield Kind("age_groups", text("Age groups"), (_label(), *flags, _order()))
    share = Field("in_french_share", text("counts in the French share"), Entry.FLAG)
    yield Kind("session_kinds", text("Session kinds"), (_label(), share, _order()))
    trains = Field("trains", text("people are trained in it"), Entry.FLAG)
    yield Kind("languages", text("Languages"), (_label(), trains, _order()), open=False)


def _plan() -> Iterator[Kind]:
    yield Kind(
        "plan_measures",
        text("Plan measures"),
        (
            Field("label", text("label"), Entry.LABEL, needed=False),
            Field("status", text("status"), Entry.CHOICE, needed=False, of="measure_statuses"),
            Field("owner", text("responsible sector"), Entry.LABEL, needed=False),
            _order(),
        ),
    )
    yield Kind(
        "plan_milestones",
        text("Milestones"),
        (
            Field("measure", text("measure"), Entry.CHOICE, of="plan_measures"),
            _label(),
            Field("due", text("due"), Entry.DAY, needed=False),
            Field("done_on", text("done on"), Entry.DAY, needed=False),
            _order(),
        ),
    )


def _around() -> Iterator[Kind]:
    yield Kind("partners", text("Partners"), (_label(), _order()))
    yield Kind("funders", text("Funders"), (_label(), _order()))


def _numbers() -> Iterator[Kind]:
    source = Field("source", text("source"), Entry.WORDS)
    yield Kind(
        TARGETS,
        text("Targets"),
        (
            Field("indicator", text("indicator"), Entry.CHOICE, of="indicators", fixed=True),
            Field("effective_from", text("in force from"), Entry.DAY, fixed=True),
            Field("value", text("target")),
            Field("due", text("due"), Entry.DAY),
            Field("reason", text("reason"), Entry.WORDS, needed=False),
        ),
    )
    yield Kind(
        "indicators",
        text("Indicators"),
        (
            _label(),
            Field("definition", text("definition"), Entry.WORDS),
            Field("unit", text("unit"), Entry.LABEL),
            source,
            Field("frequency", text("frequency"), Entry.LABEL),
            Field("baseline", text("baseline"), needed=False),
            _order(),
        ),
        open=False,
    )
    least = Field("minimum_percent", text("minimum percent of the target to date"))
    yield Kind("status_levels", text("Status levels"), (_label(), least, _order()), open=False)
    value = Field("value", text("number"))
    yield Kind("thresholds", text("Thresholds"), (_label(), value, _order()), open=False)
    yield Kind(
        "comparison_shares",
        text("Comparison shares"),
        (
            _label(),
            Field("percent", text("percent"), Entry.PERCENT),
            source,
            Field("year", text("year")),
            _order(),
        ),
    )


def _label() -> Field:
    return Field("label", text("label"), Entry.LABEL)


def _order() -> Field:
    return Field(ORDER, text("position in lists"), needed=False)


@dataclass(frozen=True, slots=True)
class Held:
    """A record as the database has it; ``version`` is another one whenever it is another record.

    It ``hides`` the area of a venue that is known by its code only: a shelter in a small one could
    be found.
    """

    record: Record
    hides: bool = False

    @property
    def cells(self) -> dict[str, str]:
        """Its cells as they may be shown."""
        cells = self.record.cells()
        return {**cells, "area": ""} if self.hides else cells

    @property
    def version(self) -> str:
        """A digest of its cells, so that nobody overwrites what they have not seen."""
        return sha256(orjson.dumps(self.record.cells())).hexdigest()[:VERSION_DIGITS]


@dataclass(frozen=True, slots=True)
class Clash:
    """A record that is not as its editor saw it; ``now`` is ``None`` when it is gone."""

    key: str
    now: Held | None
