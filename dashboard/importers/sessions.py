"""Session files: one row a session."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dashboard.domain.shared.records import SessionRecord
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Text, plural, text
from dashboard.importers import synonyms
from dashboard.importers import values as parse
from dashboard.importers.columns import Column, age_columns, position
from dashboard.importers.day_order import DayOrder
from dashboard.importers.doubts import Doubts
from dashboard.importers.durations import minutes
from dashboard.importers.faults import BadValueError
from dashboard.importers.meanings import ways
from dashboard.importers.own_sheets import TO_MEND
from dashboard.importers.private_notes import nobodys, warning
from dashboard.importers.questions import PHRASES
from dashboard.importers.subject import Checks, Context, Subject, Values
from dashboard.importers.words import by_code, names
from dashboard.writes import sessions as store

NOT_RECORDED = "unknown"
DELIVERED, CANCELLED = "delivered", "cancelled"
LONGEST_REFERENCE = 100
LONGEST_NOTE = 2_000
WRONG, REMEDY = TO_MEND, "how_to_mend_it"
IN_FILES = {
    WRONG: ("what is wrong", "ce qui ne va pas"),
    REMEDY: ("how to fix it", "comment corriger"),
}

NOT_OF_THE_SESSION = ("counting", *IN_FILES)

STATUSES = (
    Term(DELIVERED, "delivered", "tenue"),
    Term("planned", "planned", "prévue"),
    Term(CANCELLED, "cancelled", "annulée"),
)


def _checks(context: Context) -> Checks[SessionRecord]:
    by_hand = context.by_hand.columns
    order = DayOrder(context.again, lambda header: position("date", header, columns, by_hand))
    ages = age_columns(context.vocabulary.ages)
    columns = (*_columns(context, order), *ages)
    doubts = Doubts(context.today, context.file, context.answers)
    rules = _Rules(tuple(column.code for column in ages), context, doubts)
    return Checks(
        columns=columns,
        rules=(
            rules.gathers_facilitators,
            rules.venue_is_of_its_type,
            rules.not_in_the_future,
            rules.counts_when_delivered,
            rules.adds_up,
        ),
        record=rules.record,
        remark_column="total",
        at_least_one=("total", *rules.ages),
        decided=lambda: [("date", said) for said in order.remarks()],
        doubts=doubts.told,
        warns=rules.warns,
    )


def _columns(context: Context, order: DayOrder) -> tuple[Column, ...]:
    return (
        *_which_and_when(context, order),
        *_what(context),
        *_where_and_who(context),
        *_how_many(),
        _note(),
        *_not_of_the_session(),
    )


def _which_and_when(context: Context, order: DayOrder) -> tuple[Column, ...]:
    return (
        Column(
            "reference",
            "reference",
            "référence",
            parse.words(LONGEST_REFERENCE),
            headers=("ref", "réf", *PHRASES["reference"]),
            needed=True,
            repeats=False,
            identifies=True,
        ),
        Column(
            "date",
            "date",
            "date",
            parse.day(context.epoch, timed=True, day_first=order.day_first),
            headers=PHRASES["date"],
            needed=True,
        ),
        Column(
            "status",
            "status",
            "statut",
            parse.one_of(
                names(STATUSES, synonyms.STATUSES) | ways(context.by_hand, "status", STATUSES),
                STATUSES,
                text("a known status"),
            ),
            headers=PHRASES["status"],
            needed=True,
            constant=True,
            terms=STATUSES,
        ),
    )


def _what(context: Context) -> tuple[Column, ...]:
    words, by_hand = context.vocabulary, context.by_hand
    return (
        Column(
            "kind",
            "session kind",
            "type de séance",
            parse.one_of(
                names(words.kinds.items, synonyms.KINDS) | ways(by_hand, "kind", words.kinds.items),
                words.kinds,
                text("a known session kind"),
            ),
            headers=PHRASES["kind"],
            needed=True,
            constant=True,
            terms=words.kinds.items,
        ),
        Column(
            "language",
            "language",
            "langue",
            parse.one_of(
                names(words.languages.items, synonyms.LANGUAGES)
                | ways(by_hand, "language", words.languages.items),
                words.languages,
                text("a known language"),
            ),
            headers=PHRASES["language"],
            needed=True,
            constant=True,
            terms=words.languages.items,
        ),
    )


def _old_codes(words: Vocabulary) -> dict[str, list[str]]:
    """Those of venues that were merged, by the code of the venue that is there now."""
    found: dict[str, list[str]] = {}
    for old, code in words.merged.items():
        found.setdefault(code, []).append(old)
    return found


def _where_and_who(context: Context) -> tuple[Column, ...]:
    venues, types = context.vocabulary.venues, context.vocabulary.venue_types
    by_hand, people = context.by_hand, context.facilitators
    return (
        Column(
            "venue",
            "venue",
            "lieu",
            parse.one_of(
                names(venues.items, _old_codes(context.vocabulary))
                | ways(by_hand, "venue", venues.items),
                by_code(venues.codes),
                text("a known venue"),
            ),
            headers=PHRASES["venue"],
            needed=True,
            constant=True,
            terms=venues.items,
        ),
        Column(
            "venue_type",
            "venue type",
            "type de lieu",
            parse.one_of(
                names(types.items, synonyms.VENUE_TYPES)
                | ways(by_hand, "venue_type", types.items, blank=True),
                types,
                text("a known venue type"),
            ),
            headers=PHRASES["venue_type"],
            terms=types.items,
        ),
        Column(
            "facilitators",
            "facilitators",
            "animateurs",
            parse.many_of(
                names(people) | ways(by_hand, "facilitators", people, blank=True),
                people,
                text("a known facilitator"),
            ),
            headers=PHRASES["facilitators"],
            blank=(),
            splits=True,
            constant=True,
            terms=people,
        ),
    )


def _how_many() -> tuple[Column, ...]:
    return (
        Column(
            "duration_minutes",
            "duration (minutes)",
            "durée (minutes)",
            minutes,
            headers=PHRASES["duration_minutes"],
            constant=True,
        ),
        Column("total", "total", "total", parse.count, headers=PHRASES["total"]),
        Column(
            "first_time",
            "first time",
            "première participation",
            parse.count,
            headers=PHRASES["first_time"],
            narrows=True,
        ),
    )


def _note() -> Column:
    return Column(
        "note",
        "note",
        "note",
        parse.words(LONGEST_NOTE, lines=True),
        headers=PHRASES["note"],
        blank="",
        repeats=False,
    )


def _not_of_the_session() -> tuple[Column, ...]:
    """What our own files add to a row: how it is counted, and what is to be mended in it."""
    return (
        Column("counting", "counting rule", "règle de comptage", parse.ignored),
        Column(WRONG, *IN_FILES[WRONG], parse.ignored, gist=_as_it_is),
        Column(REMEDY, *IN_FILES[REMEDY], parse.ignored, gist=_as_it_is),
    )


def _as_it_is(_header: str) -> str:
    """Nothing else asks for the same: only our own words do."""
    return ""


class _Rules:
    """What the cells of a row say of each other."""

    def __init__(self, ages: tuple[str, ...], context: Context, doubts: Doubts) -> None:
        self.ages = ages
        self._doubts = doubts
        self._today = context.today
        self._words = context.vocabulary
        self._nobodys = nobodys(context.vocabulary, context.facilitators)

    def gathers_facilitators(self, values: Values) -> None:
        """Columns of one question, as survey tools and people split it, become one list."""
        parts = [values[code] for code in values if code.startswith("facilitators/")]
        if parts or "facilitators" not in values:
            chosen = (values.get("facilitators", ()), *parts)
            values["facilitators"] = tuple(sorted({one for each in chosen for one in each}))

    def venue_is_of_its_type(self, values: Values) -> None:
        """Where a form asks for the type of the venue too, both agree."""
        if not values.get("venue_type"):
            return
        venue = self._words.venues[values["venue"]]
        if venue.venue_type != values["venue_type"]:
            raise BadValueError(
                text(
                    "{venue} is of another type: {type}",
                    venue=venue.code,
                    type=self._words.venue_types[venue.venue_type],
                ),
                text("Correct the venue or its type"),
                column="venue_type",
            )

    def not_in_the_future(self, values: Values) -> None:
        """What was delivered has a day that has come."""
        if values["date"] > self._today and values["status"] == DELIVERED:
            raise BadValueError(
                text("A delivered session cannot be in the future"),
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

    def warns(self, session: SessionRecord) -> Iterator[tuple[str, Text]]:
        """A note had better tell nobody who somebody is."""
        if said := warning(session.note, self._nobodys):
            yield "note", said

    def record(self, values: Values) -> tuple[SessionRecord, Text | None]:
        """The session, with the difference put where it belongs, and said."""
        self._doubts.hear(values["date"])
        attendance = {code: values[code] for code in self.ages if values[code]}
        summed = sum(attendance.values())
        delivered = values["status"] == DELIVERED
        total = summed if values["total"] is None else values["total"]
        remark = None
        if total > summed:
            attendance[NOT_RECORDED] = total - summed
            remark = plural(
                "{count} participation is counted as “not recorded”: the total is {total}",
                "{count} participations are counted as “not recorded”: the total is {total}",
                total - summed,
                total=total,
            )
        elif delivered and values["total"] is None and not summed:
            remark = text("A delivered session without any count is recorded with 0 participations")
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


def _place(session: SessionRecord) -> tuple[str, date] | None:
    """Where and when, by which copies are looked for; what does not take place is no copy."""
    return None if session.status == CANCELLED else (session.venue, session.date)


SUBJECT: Subject[SessionRecord] = Subject(
    code="sessions",
    key_column="reference",
    key=lambda values: str(values["reference"]),
    checks=_checks,
    load=_load,
    store=store,
    kept=("facilitators", "duration_minutes", "note"),
    private=("note",),
    place=_place,
)
