"""The kinds of reference data: what a value of each is made of, and what may be done to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

import orjson

from dashboard.domain.shared.records import Record
from dashboard.domain.shared.roles import Right, Role
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale, Text, text

VENUES, TARGETS, ANNOTATIONS = "venues", "targets", "annotations"
BOTH = ("en", "fr")
ORDER = "sort_order"
VERSION_DIGITS = 16
LONGEST_ANNOTATION = 60


class FieldType(StrEnum):
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
class RecordField:
    """A field by the code of its column; ``of`` names what a choice is among.

    One that is ``said`` stands in two columns, one a language: both are filled, or neither.
    ``fixed`` once the value is there. ``longest`` is in characters; 0 where its entry says so.
    Words that are to be ``nameless`` had better tell nobody who somebody is.
    """

    code: str
    title: Text
    entry: FieldType = FieldType.WHOLE
    needed: bool = True
    of: str = ""
    fixed: bool = False
    longest: int = 0
    nameless: bool = False

    @property
    def said(self) -> bool:
        """Whether it is words for readers."""
        return self.entry in (FieldType.LABEL, FieldType.WORDS)

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
class RecordKind:
    """A kind by the name of its table, which is also its subject in the audit log.

    An ``open`` one takes new values, and lets go of those that nothing uses; of the others the
    program knows each by its code. ``right`` is what its desk asks for. ``named_by`` are the
    columns that a code is made of, where nobody is asked for one.
    """

    code: str
    title: Text
    fields: tuple[RecordField, ...]
    open: bool = True
    right: Right = Right.ADMINISTER
    named_by: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of the columns of all fields."""
        return tuple(column for field in self.fields for column in field.columns)


def kind_of(code: str) -> RecordKind | None:
    """The kind of that code."""
    return next((kind for kind in kinds() if kind.code == code), None)


def kinds_for(role: Role) -> tuple[RecordKind, ...]:
    """The kinds that a role may edit."""
    return tuple(kind for kind in kinds() if role.may(kind.right))


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
def kinds() -> tuple[RecordKind, ...]:
    """All kinds, in the order in which they are offered."""
    return (*_where(), *_who_and_what(), *_plan(), *_around(), *_numbers(), *_events())


def _where() -> Iterator[RecordKind]:
    area = RecordField("area", text("area"), FieldType.AREA, needed=False)
    names = RecordField("label", text("name"), FieldType.LABEL, needed=False)
    of_type = RecordField("venue_type", text("venue type"), FieldType.CHOICE, of="venue_types")
    yield RecordKind(VENUES, text("Venues"), (of_type, names, area))
    sensitive = RecordField("sensitive", text("shown by code only"), FieldType.FLAG)
    yield RecordKind("venue_types", text("Venue types"), (_label(), sensitive, _order()))


def _who_and_what() -> Iterator[RecordKind]:
    flags = (
        RecordField("youth", text("counts as youth"), FieldType.FLAG),
        RecordField("at_risk", text("considered at risk"), FieldType.FLAG),
        RecordField("lower_age", text("from age"), needed=False),
        RecordField("upper_age", text("to age"), needed=False),
    )
    yield RecordKind("age_groups", text("Age groups"), (_label(), *flags, _order()))
    share = RecordField("in_french_share", text("counts in the French share"), FieldType.FLAG)
    yield RecordKind("session_kinds", text("Session kinds"), (_label(), share, _order()))
    trains = RecordField("trains", text("people are trained in it"), FieldType.FLAG)
    yield RecordKind("languages", text("Languages"), (_label(), trains, _order()), open=False)


def _plan() -> Iterator[RecordKind]:
    yield RecordKind(
        "plan_measures",
        text("Plan measures"),
        (
            RecordField("label", text("label"), FieldType.LABEL, needed=False),
            RecordField(
                "status", text("status"), FieldType.CHOICE, needed=False, of="measure_statuses"
            ),
            RecordField("owner", text("responsible sector"), FieldType.LABEL, needed=False),
            _order(),
        ),
    )
    yield RecordKind(
        "plan_milestones",
        text("Milestones"),
        (
            RecordField("measure", text("measure"), FieldType.CHOICE, of="plan_measures"),
            _label(),
            RecordField("due", text("due"), FieldType.DAY, needed=False),
            RecordField("done_on", text("done on"), FieldType.DAY, needed=False),
            _order(),
        ),
    )


def _around() -> Iterator[RecordKind]:
    yield RecordKind("partners", text("Partners"), (_label(), _order()))
    yield RecordKind("funders", text("Funders"), (_label(), _order()))


def _numbers() -> Iterator[RecordKind]:
    source = RecordField("source", text("source"), FieldType.WORDS)
    yield RecordKind(
        TARGETS,
        text("Targets"),
        (
            RecordField(
                "indicator", text("indicator"), FieldType.CHOICE, of="indicators", fixed=True
            ),
            RecordField("effective_from", text("in force from"), FieldType.DAY, fixed=True),
            RecordField("value", text("target")),
            RecordField("due", text("due"), FieldType.DAY),
            RecordField("reason", text("reason"), FieldType.WORDS, needed=False),
        ),
    )
    yield RecordKind(
        "indicators",
        text("Indicators"),
        (
            _label(),
            RecordField("definition", text("definition"), FieldType.WORDS),
            RecordField("unit", text("unit"), FieldType.LABEL),
            source,
            RecordField("frequency", text("frequency"), FieldType.LABEL),
            RecordField("baseline", text("baseline"), needed=False),
            _order(),
        ),
        open=False,
    )
    least = RecordField("minimum_percent", text("minimum percent of the target to date"))
    yield RecordKind(
        "status_levels", text("Status levels"), (_label(), least, _order()), open=False
    )
    value = RecordField("value", text("number"))
    yield RecordKind("thresholds", text("Thresholds"), (_label(), value, _order()), open=False)
    yield RecordKind(
        "comparison_shares",
        text("Comparison shares"),
        (
            _label(),
            RecordField("percent", text("percent"), FieldType.PERCENT),
            source,
            RecordField("year", text("year")),
            _order(),
        ),
    )


def _events() -> Iterator[RecordKind]:
    """What happened around the project, told beside its curve."""
    label = RecordField(
        "label", text("label"), FieldType.LABEL, longest=LONGEST_ANNOTATION, nameless=True
    )
    yield RecordKind(
        ANNOTATIONS,
        text("Annotations"),
        (
            RecordField("day", text("day"), FieldType.DAY),
            RecordField("last_day", text("last day (optional)"), FieldType.DAY, needed=False),
            label,
        ),
        right=Right.RECORD,
        named_by=("day", "label_en"),
    )


def _label() -> RecordField:
    return RecordField("label", text("label"), FieldType.LABEL)


def _order() -> RecordField:
    return RecordField(ORDER, text("position in lists"), needed=False)


@dataclass(frozen=True, slots=True)
class StoredRecord:
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
    now: StoredRecord | None
