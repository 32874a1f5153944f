"""Session files: one row a session."""

from datetime import date
from typing import Any

from dashboard.domain.records import SessionRecord
from dashboard.domain.vocabulary import Term, Vocabulary
from dashboard.i18n import Text, plural, text
from dashboard.importers import values as parse
from dashboard.importers.columns import Column, age_columns
from dashboard.importers.faults import BadValueError
from dashboard.importers.subject import Checks, Context, Subject, Values
from dashboard.importers.words import by_code, names
from dashboard.writes import sessions as store

NOT_RECORDED = "unknown"
DELIVERED = "delivered"
LONGEST_REFERENCE = 100
LONGEST_NOTE = 2_000

_STATUSES = (
    Term(DELIVERED, "delivered", "tenue"),
    Term("planned", "planned", "prévue"),
    Term("cancelled", "cancelled", "annulée"),
)
_STATUS_ALIASES = {
    DELIVERED: ("held", "done", "completed", "tenu", "donnée", "donné", "réalisée", "terminée"),
    "planned": ("scheduled", "upcoming", "prévu", "planifiée", "planifié", "à venir"),
    "cancelled": ("canceled", "annulé"),
}
_KIND_ALIASES = {
    "information_forum": (
        "forum",
        "tribune",
        "tribune d’information",
        "séance d’information",
        "information session",
    ),
    "discussion": ("discussions", "discussion group", "groupe de discussion"),
    "youth_workshop": ("workshop", "atelier", "atelier jeunesse", "ateliers pour les jeunes"),
}
_LANGUAGE_ALIASES = {
    "en": ("eng", "anglaise", "ang"),
    "fr": ("fre", "fra", "française", "franç"),
    "bilingual": ("bil", "both", "en/fr", "fr/en", "les deux", "english and french"),
}


def _checks(context: Context) -> Checks[SessionRecord]:
    ages = age_columns(context.vocabulary.ages)
    rules = _Rules(tuple(column.code for column in ages), context.today)
    return Checks(
        columns=(*_columns(context), *ages),
        rules=(rules.not_in_the_future, rules.counts_when_delivered, rules.adds_up),
        record=rules.record,
        remark_column="total",
        at_least_one=("total", *rules.ages),
    )


def _columns(context: Context) -> tuple[Column, ...]:
    return (
        *_which_and_when(context),
        *_what(context.vocabulary),
        *_where_and_who(context),
        *_how_many(),
        _note(),
        _counting(),
    )


def _which_and_when(context: Context) -> tuple[Column, ...]:
    return (
        Column(
            "reference",
            "reference",
            "référence",
            parse.words(LONGEST_REFERENCE),
            headers=("ref", "réf"),
            needed=True,
            repeats=False,
        ),
        Column("date", "date", "date", parse.day(context.epoch), needed=True),
        Column(
            "status",
            "status",
            "statut",
            parse.one_of(names(_STATUSES, _STATUS_ALIASES), _STATUSES, text("a known status")),
            needed=True,
        ),
    )


def _what(words: Vocabulary) -> tuple[Column, ...]:
    return (
        Column(
            "kind",
            "session kind",
            "type de séance",
            parse.one_of(
                names(words.kinds.items, _KIND_ALIASES),
                words.kinds,
                text("a known session kind"),
            ),
            headers=("session type", "type"),
            needed=True,
        ),
        Column(
            "language",
            "language",
            "langue",
            parse.one_of(
                names(words.languages.items, _LANGUAGE_ALIASES),
                words.languages,
                text("a known language"),
            ),
            needed=True,
        ),
    )


def _where_and_who(context: Context) -> tuple[Column, ...]:
    venues = context.vocabulary.venues
    return (
        Column(
            "venue",
            "venue",
            "lieu",
            parse.one_of(names(venues.items), by_code(venues.codes), text("a known venue")),
            headers=("venue code", "code du lieu"),
            needed=True,
        ),
        Column(
            "facilitators",
            "facilitators",
            "animateurs",
            parse.many_of(
                names(context.facilitators), context.facilitators, text("a known facilitator")
            ),
            headers=("facilitator", "animatrices", "animateur", "animateurs et animatrices"),
            blank=(),
        ),
    )


def _how_many() -> tuple[Column, ...]:
    return (
        Column(
            "duration_minutes",
            "duration (minutes)",
            "durée (minutes)",
            parse.above_zero(parse.LARGEST_DURATION),
            headers=("duration (min)", "durée (min)"),
        ),
        Column("total", "total", "total", parse.count, headers=("total participations",)),
        Column(
            "first_time",
            "first time",
            "première participation",
            parse.count,
            headers=("first-time", "first-time participants", "premières participations"),
        ),
    )


def _note() -> Column:
    return Column(
        "note",
        "note",
        "note",
        parse.words(LONGEST_NOTE, lines=True),
        headers=("notes",),
        blank="",
        repeats=False,
    )


def _counting() -> Column:
    """The rule that our own exports state in every row: it is ours, whatever a file says."""
    return Column("counting", "counting rule", "règle de comptage", parse.ignored)


class _Rules:
    """What the cells of a row say of each other."""

    def __init__(self, ages: tuple[str, ...], today: date) -> None:
        self.ages = ages
        self._today = today

    def not_in_the_future(self, values: Values) -> None:
        """What was delivered has a day that has come."""
        if values["date"] > self._today and values["status"] == DELIVERED:
            raise BadValueError(
                text("A delivered session cannot lie in the future"),
                text("Correct the date, or write planned as its status"),
                column="date",
            )

    def counts_when_delivered(self, values: Values) -> None:
        """Planned and cancelled sessions have no participants."""
        if values["status"] == DELIVERED:
            return
        for code in ("total", "first_time", *self.ages):
            if values[code]:
                raise BadValueError(
                    text("Only a delivered session has counts"),
                    text("Clear the counts, or write delivered as its status"),
                    column=code,
                )

    def adds_up(self, values: Values) -> None:
        """The age groups are the total, or leave a difference that nobody recorded."""
        if values.get("status", DELIVERED) != DELIVERED:
            return
        parts = [values[code] or 0 for code in self.ages]
        summed, total = sum(parts), values["total"]
        if total is None:
            total = summed
        elif total < summed:
            raise BadValueError(
                text(
                    "The total is {total}, but the age groups add up to {sum}",
                    **_sums(total, summed),
                ),
                text("Correct the total or the age groups; a blank total is the sum"),
                column="total",
            )
        elif total > summed and values.get(NOT_RECORDED, 0) is not None:
            raise BadValueError(
                text(
                    "The total is {total}, but the age groups add up to {sum}",
                    **_sums(total, summed),
                ),
                text("Correct one of them, or leave “not recorded” blank to take the difference"),
                column="total",
            )
        if (values["first_time"] or 0) > total:
            raise BadValueError(
                text("More first-time participants than participants ({total})", total=total),
                text("Correct one of the two counts"),
                column="first_time",
            )

    def record(self, values: Values) -> tuple[SessionRecord, Text | None]:
        """The session, with the difference put where it belongs, and said."""
        attendance = {code: values[code] for code in self.ages if values[code]}
        summed = sum(attendance.values())
        delivered = values["status"] == DELIVERED
        total = summed if values["total"] is None else values["total"]
        remark = None
        if total > summed:
            attendance[NOT_RECORDED] = total - summed
            remark = plural(
                "{count} participation goes to “not recorded”: the total is {total}",
                "{count} participations go to “not recorded”: the total is {total}",
                total - summed,
                total=total,
            )
        elif delivered and values["total"] is None and not summed:
            remark = text("A delivered session without any count is taken as one with 0")
        return (
            SessionRecord(
                values["reference"],
                values["date"],
                values["status"],
                values["kind"],
                values["language"],
                values["venue"],
                values["duration_minutes"],
                total,
                values["first_time"] if delivered else None,
                values["note"],
                attendance,
                values["facilitators"],
            ),
            remark,
        )


def _sums(total: int, summed: int) -> dict[str, int]:
    return {"total": total, "sum": summed}


def _load(stored: dict[str, Any]) -> SessionRecord:
    stored["date"] = date.fromisoformat(stored["date"])
    stored["facilitators"] = tuple(stored["facilitators"])
    return SessionRecord(**stored)


SUBJECT: Subject[SessionRecord] = Subject(
    code="sessions",
    key_column="reference",
    key=lambda values: str(values["reference"]),
    checks=_checks,
    load=_load,
    store=store,
    kept=("facilitators", "duration_minutes", "note"),
    private=("note",),
)
