"""Session files: one row a session."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter, itemgetter

from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import COUNTS, IN_SESSION_ROW, RECORDED, SESSION_COLUMNS
from dashboard.domain.sessions.record import UNCOUNTED, SessionRecord
from dashboard.domain.sessions.state import from_state
from dashboard.i18n import Text, text
from dashboard.importers import values as parse
from dashboard.importers.columns import Column, position
from dashboard.importers.day_order import DayOrder
from dashboard.importers.doubts import Doubts
from dashboard.importers.faults import BadValueError
from dashboard.importers.own_sheets import TO_MEND
from dashboard.importers.private_notes import nobodys, warning
from dashboard.importers.row_columns import ColumnValues
from dashboard.importers.session_batches import SessionBatches
from dashboard.importers.session_columns import age_columns, session_columns
from dashboard.importers.session_counts import (
    CANCELLED,
    DELIVERED,
    NOT_RECORDED,
    nobody_counted,
    not_recorded,
)
from dashboard.importers.subject import Checks, Context, SoundRows, Subject, Values
from dashboard.writes import sessions as store

WRONG, REMEDY = TO_MEND, "how_to_mend_it"
IN_FILES = {
    WRONG: ("what is wrong", "ce qui ne va pas"),
    REMEDY: ("how to fix it", "comment corriger"),
}

_counts = tuple(column.code for column in COUNTS)
_notes = tuple(column.code for column in RECORDED if column.type is ColumnType.NOTE)
_fields = itemgetter(*(column.code for column in IN_SESSION_ROW))


def _checks(context: Context) -> Checks[SessionRecord]:
    by_hand = context.by_hand.columns
    order = DayOrder(context.again, lambda header: position("date", header, columns, by_hand))
    ages = age_columns(context.vocabulary.ages)
    columns = (*session_columns(context, order), *_not_of_the_session(), *ages)
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
            rules.first_time_are_among_them,
        ),
        record=rules.record,
        remark_column="total",
        at_least_one=("total", *rules.ages),
        decided=lambda: [("date", said) for said in order.remarks()],
        doubts=doubts.told,
        warns=rules.warns,
        together=rules.together,
    )


def _not_of_the_session() -> tuple[Column, ...]:
    """Columns that our own files add to a row: the counting rule, and what to correct."""
    return (
        Column("counting", "counting rule", "règle de comptage", parse.ignored),
        Column(WRONG, *IN_FILES[WRONG], parse.ignored, gist=_as_it_is),
        Column(REMEDY, *IN_FILES[REMEDY], parse.ignored, gist=_as_it_is),
    )


def _as_it_is(_header: str) -> str:
    """The words of the header alone: only our own files ask for this."""
    return ""


class _Rules:
    """The rules between the cells of a row."""

    def __init__(self, ages: tuple[str, ...], context: Context, doubts: Doubts) -> None:
        self.ages = ages
        self._doubts = doubts
        self._today = context.today
        self._words = context.vocabulary
        words, people = context.vocabulary, context.facilitators
        self._nobodys = context.once("nobodys", lambda: nobodys(words, people))
        self._batches = SessionBatches(ages, context.vocabulary, context.today, self._warning)
        self._columns: tuple[str, ...] = ()
        self._parts: list[str] = []

    def gathers_facilitators(self, values: Values) -> None:
        """Combine the columns of one question, split by survey tools or people, into one list."""
        columns = (*values,)  # the same ones in nearly all rows of a sheet
        if columns != self._columns:
            self._columns = columns
            self._parts = [one for one in columns if one[:13] == "facilitators/"]
        parts = [values[code] for code in self._parts]
        if parts or "facilitators" not in values:
            chosen = (values.get("facilitators", ()), *parts)
            values["facilitators"] = tuple(sorted({one for each in chosen for one in each}))

    def venue_is_of_its_type(self, values: Values) -> None:
        """If a form asks for the venue's type too, both must agree."""
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
        """A delivered session's day must not be in the future."""
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
        for code in (*_counts, *self.ages):
            if values[code]:
                raise BadValueError(
                    text("Only a delivered session has counts"),
                    text("Clear the counts, or write delivered as its status"),
                    column=code,
                )

    def adds_up(self, values: Values) -> None:
        """The age groups add up to the total, or leave a difference that nobody recorded."""
        if values.get("status", DELIVERED) != DELIVERED:
            return
        parts = [values[code] or 0 for code in self.ages]
        summed, total = sum(parts), values["total"]
        if total is None:
            return
        if total < summed:
            raise BadValueError(
                text(
                    "The total is {total}, but the age groups add up to {sum}",
                    **_sums(total, summed),
                ),
                text("Correct the total or the age groups; a blank total is the sum"),
                column="total",
            )
        if total > summed and values.get(NOT_RECORDED, 0) is not None:
            raise BadValueError(
                text(
                    "The total is {total}, but the age groups add up to {sum}",
                    **_sums(total, summed),
                ),
                text("Correct one of them, or leave “not recorded” blank to take the difference"),
                column="total",
            )

    def first_time_are_among_them(self, values: Values) -> None:
        """No more people came for the first time than came at all, whichever count is right."""
        if values.get("status", DELIVERED) != DELIVERED:
            return
        total = max(values["total"] or 0, sum(values[code] or 0 for code in self.ages))
        if (values["first_time"] or 0) > total:
            raise BadValueError(
                text("More first-time participants than participants ({total})", total=total),
                text("Correct one of the two counts"),
                column="first_time",
            )

    def warns(self, session: SessionRecord) -> Iterator[tuple[str, Text]]:
        """Warn of a note that may identify somebody."""
        for code in _notes:
            note = getattr(session, code)
            if note and (said := self._warning(note)):
                yield code, said

    def together(self, columns: ColumnValues) -> SoundRows | None:
        """Check many rows at once; ``None`` unless all are sound."""
        found = self._batches.sound(columns)
        if found:
            self._doubts.hear_all(columns["date"])
        return found

    def _warning(self, note: str) -> Text | None:
        return warning(note, self._nobodys)

    def record(self, values: Values) -> tuple[SessionRecord, Text | None]:
        """The session; a difference goes into its own age group, with a remark."""
        self._doubts.hear(values["date"])
        attendance = {code: came for code in self.ages if (came := values[code])}
        summed = sum(attendance.values())
        delivered = values["status"] == DELIVERED
        total = summed if values["total"] is None else values["total"]
        remark = None
        if total > summed:
            attendance[NOT_RECORDED] = total - summed
            remark = not_recorded(total, summed)
        elif delivered and values["total"] is None and not summed:
            remark = nobody_counted()
        if not delivered:
            values |= UNCOUNTED
        values["total"] = total
        session = SessionRecord(
            *_fields(values), attendance=attendance, facilitators=values["facilitators"]
        )
        return session, remark


def _sums(total: int, summed: int) -> dict[str, int]:
    return {"total": total, "sum": summed}


def _place(session: SessionRecord) -> tuple[str, date] | None:
    """The place and day by which copies are searched for; cancelled sessions have none."""
    return None if session.status == CANCELLED else (session.venue, session.date)


SUBJECT: Subject[SessionRecord] = Subject(
    code="sessions",
    key_column="reference",
    key=lambda values: str(values["reference"]),
    checks=_checks,
    load=from_state,
    store=store,
    kept=tuple(column.code for column in SESSION_COLUMNS if column.stays),
    private=tuple(column.code for column in SESSION_COLUMNS if column.private),
    place=_place,
    name=attrgetter("name"),
    many=True,
)
