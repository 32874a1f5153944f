"""The kinds of reference data, their fields, and what may be done to them."""

from collections.abc import Iterator, Mapping
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
MEETINGS, DECISIONS = "meetings", "decisions"
BOTH = ("en", "fr")
ORDER = "sort_order"
VERSION_DIGITS = 16
LONGEST_ANNOTATION, LONGEST_DECISION = 60, 300


class FieldType(StrEnum):
    """What a field holds, and so how it is entered."""

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
    """One field; ``code`` is the code of its column.

    ``of`` names the terms that a choice is made from. A ``said`` field has two columns, one a
    language; both are filled, or neither. ``fixed``: the value cannot change once it is set.
    ``longest`` is in characters; 0 leaves the limit to ``entry``. ``nameless``: the text should
    identify nobody. ``in_one``: one language is enough, and the other may follow.
    """

    code: str
    title: Text
    entry: FieldType = FieldType.WHOLE
    needed: bool = True
    of: str = ""
    fixed: bool = False
    longest: int = 0
    nameless: bool = False
    in_one: bool = False

    @property
    def said(self) -> bool:
        """Whether it holds text for readers, in both languages."""
        return self.entry in (FieldType.LABEL, FieldType.WORDS)

    def title_of(self, column: str) -> Text:
        """The title of one of its columns; it names the language if there are two."""
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
    """One kind of reference data; ``code`` is its table and its subject in the audit log.

    An ``open`` kind takes new values and drops unused ones. The values of the other kinds are
    fixed, because the program knows each by its code. ``right`` is needed to edit it. ``named_by``
    are the columns that a new code is made from, where nobody types the code. ``numbered``: there
    may be several with the same, so a number follows.
    """

    code: str
    title: Text
    fields: tuple[RecordField, ...]
    open: bool = True
    right: Right = Right.ADMINISTER
    named_by: tuple[str, ...] = ()
    numbered: bool = False

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
    """The terms that a choice is made from; a measure without a label shows its code."""
    match of:
        case "venue_types":
            return Terms(tuple(words.venue_types))
        case "indicators":
            return Terms(tuple(words.indicators))
        case "plan_measures":
            found = [(one.code, one.label_en, one.label_fr) for one in words.measures]
            return Terms(tuple(Term(c, en or c, fr or c) for c, en, fr in found))
        case "decision_subjects":
            return Terms((*_of(DECISION_SUBJECTS), *words.indicators))
        case "decision_states":
            return _of(DECISION_STATES)
        case _:
            said = {
                "not_started": text("not started"),
                "under_way": text("under way"),
                "done": text("done"),
            }
            return _of(said)


DECISION_SUBJECTS = {
    "gaps": text("who has not been reached"),
    "sessions": text("planned sessions"),
}
"""What a decision may be about, besides an indicator."""
DECISION_STATES = {"open": text("open"), "done": text("done"), "dropped": text("dropped")}


def _of(said: Mapping[str, Text]) -> Terms[Term]:
    return Terms(tuple(Term(c, t.say(Locale.EN), t.say(Locale.FR)) for c, t in said.items()))


@cache
def kinds() -> tuple[RecordKind, ...]:
    """All kinds, in display order."""
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
    """Events around the project, which are marked on its curve, and days of meetings."""
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
    name = RecordField(
        "label",
        text("name (optional)"),
        FieldType.LABEL,
        needed=False,
        longest=LONGEST_ANNOTATION,
        nameless=True,
    )
    yield RecordKind(
        MEETINGS,
        text("Committee meetings"),
        (RecordField("day", text("day"), FieldType.DAY), name),
        right=Right.RECORD,
        named_by=("day",),
    )
    yield RecordKind(
        DECISIONS,
        text("Decisions"),
        (
            RecordField("day", text("decided on"), FieldType.DAY),
            RecordField(
                "about", text("what it is about"), FieldType.CHOICE, of="decision_subjects"
            ),
            RecordField(
                "label",
                text("decision"),
                FieldType.WORDS,
                longest=LONGEST_DECISION,
                nameless=True,
                in_one=True,
            ),
            RecordField(
                "owner",
                text("person responsible"),
                FieldType.LABEL,
                needed=False,
                longest=LONGEST_ANNOTATION,
                in_one=True,
            ),
            RecordField("due", text("due"), FieldType.DAY, needed=False),
            RecordField("state", text("status"), FieldType.CHOICE, of="decision_states"),
        ),
        right=Right.RECORD,
        named_by=("day",),
        numbered=True,
    )


def _label() -> RecordField:
    return RecordField("label", text("label"), FieldType.LABEL)


def _order() -> RecordField:
    return RecordField(ORDER, text("position in lists"), needed=False)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the database has it.

    It ``hides`` the area of a venue that is shown by code only: in a small area, the shelter could
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
        """A digest of its cells, so that nobody overwrites changes they have not seen."""
        return sha256(orjson.dumps(self.record.cells())).hexdigest()[:VERSION_DIGITS]


@dataclass(frozen=True, slots=True)
class Clash:
    """A record that has changed since its editor saw it; ``now`` is ``None`` when it is gone."""

    key: str
    now: StoredRecord | None
