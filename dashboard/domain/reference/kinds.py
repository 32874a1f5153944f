"""All kinds of reference data, with their fields."""

from collections.abc import Iterator
from functools import cache

from dashboard.domain.reference.fields import FieldType, RecordField, RecordKind
from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import text

VENUES, TARGETS, ANNOTATIONS = "venues", "targets", "annotations"
MEETINGS, DECISIONS, FACILITATORS = "meetings", "decisions", "facilitators"
ORDER = "sort_order"
LONGEST_ANNOTATION, LONGEST_DECISION = 60, 300


@cache
def kinds() -> tuple[RecordKind, ...]:
    """All kinds, in display order."""
    parts = _where(), _who_and_what(), _plan(), _around(), _numbers(), _events(), _people()
    return tuple(kind for part in parts for kind in part)


def kind_of(code: str) -> RecordKind | None:
    """The kind of that code."""
    return next((kind for kind in kinds() if kind.code == code), None)


def kinds_for(role: Role) -> tuple[RecordKind, ...]:
    """The kinds that a role may edit."""
    return tuple(kind for kind in kinds() if role.may(kind.right))


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


def _people() -> Iterator[RecordKind]:
    """Facilitators: an entry a training, or the code alone of who has none yet."""
    yield RecordKind(
        FACILITATORS,
        text("Facilitators"),
        (
            RecordField("code", text("code"), FieldType.CODE, fixed=True),
            RecordField(
                "language",
                text("trained in"),
                FieldType.CHOICE,
                needed=False,
                of="training_languages",
                fixed=True,
            ),
            RecordField("trained_on", text("training completed on"), FieldType.DAY, needed=False),
        ),
        right=Right.RECORD,
    )


def _label() -> RecordField:
    return RecordField("label", text("label"), FieldType.LABEL)


def _order() -> RecordField:
    return RecordField(ORDER, text("position in lists"), needed=False)
