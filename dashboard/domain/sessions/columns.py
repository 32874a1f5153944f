"""The columns of a session, declared once for files, forms, lists, exports and the API.

``docs/adding-a-session-column.md`` tells how to add one. Age groups are not here: each age group of
the reference data has a column of its own.
"""

from dashboard.domain.sessions.column import ColumnType, Filling, FormPart, SessionColumn
from dashboard.domain.sessions.headers import HEADERS
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import text

LONGEST_REFERENCE, LONGEST_NOTE = 100, 2_000

STATUSES = Terms(
    (
        Term("delivered", "delivered", "tenue"),
        Term("planned", "planned", "prévue"),
        Term("cancelled", "cancelled", "annulée"),
    )
)


SESSION_COLUMNS = (
    SessionColumn(
        "reference",
        "reference",
        "référence",
        text("reference"),
        ColumnType.REFERENCE,
        headers=HEADERS["reference"],
        needed=True,
        filling=Filling(
            text("Your own number for this session, different in each row"), "2015-014", width=16
        ),
        longest=LONGEST_REFERENCE,
    ),
    SessionColumn(
        "date",
        "date",
        "date",
        text("date"),
        ColumnType.DATE,
        headers=HEADERS["date"],
        needed=True,
        form=FormPart.WHEN,
        filling=Filling(text("Year, month and day, as in 2015-03-25"), "2015-03-25", width=13),
        database="held_on",
    ),
    SessionColumn(
        "status",
        "status",
        "statut",
        text("status"),
        ColumnType.TERM,
        headers=HEADERS["status"],
        terms=lambda _: STATUSES,
        needed=True,
        constant=True,
        form=FormPart.WHEN,
        filling=Filling(text("Choose from the list; only a session that took place has counts")),
    ),
    SessionColumn(
        "kind",
        "session kind",
        "type de séance",
        text("session kind"),
        ColumnType.TERM,
        headers=HEADERS["kind"],
        terms=lambda words: words.kinds,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHAT,
        filling=Filling(text("Choose from the list"), width=24),
    ),
    SessionColumn(
        "language",
        "language",
        "langue",
        text("language"),
        ColumnType.TERM,
        headers=HEADERS["language"],
        terms=lambda words: words.languages,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHAT,
        filling=Filling(text("Choose from the list")),
    ),
    SessionColumn(
        "venue",
        "venue",
        "lieu",
        text("venue"),
        ColumnType.VENUE,
        headers=HEADERS["venue"],
        terms=lambda words: words.venues,
        needed=True,
        constant=True,
        habitual=True,
        form=FormPart.WHERE,
        filling=Filling(
            text("Choose from the list; shelters are listed by code only"), "HS-01", width=34
        ),
        database="venue_id",
    ),
    SessionColumn(
        "venue_type",
        "venue type",
        "type de lieu",
        text("venue type"),
        ColumnType.TERM,
        headers=HEADERS["venue_type"],
        terms=lambda words: words.venue_types,
        recorded=False,
    ),
    SessionColumn(
        "facilitators",
        "facilitators",
        "animateurs",
        text("facilitators"),
        ColumnType.FACILITATORS,
        headers=HEADERS["facilitators"],
        constant=True,
        stays=True,
        habitual=True,
        form=FormPart.WHO_LED,
        filling=Filling(
            text("Codes from the list; separate several with a semicolon"), "F-01; F-02", width=22
        ),
    ),
    SessionColumn(
        "duration_minutes",
        "duration (minutes)",
        "durée (minutes)",
        text("duration (minutes)"),
        ColumnType.MINUTES,
        headers=HEADERS["duration_minutes"],
        constant=True,
        stays=True,
        habitual=True,
        form=FormPart.BESIDES,
        filling=Filling(text("Minutes, in digits; blank if not known"), "90"),
    ),
    SessionColumn(
        "total",
        "total",
        "total",
        text("total"),
        ColumnType.COUNT,
        headers=HEADERS["total"],
        counts=True,
        form=FormPart.WHO_CAME,
        filling=Filling(
            text(
                "All participations; never less than the sum of the age groups. If blank, "
                "that sum is used"
            ),
            "12",
        ),
    ),
    SessionColumn(
        "first_time",
        "first time",
        "première participation",
        text("first-time participants"),
        ColumnType.COUNT,
        headers=HEADERS["first_time"],
        narrows=True,
        counts=True,
        form=FormPart.WHO_CAME,
        filling=Filling(
            text("How many of them came for the first time; blank if nobody was asked"), "8"
        ),
    ),
    SessionColumn(
        "note",
        "note",
        "note",
        text("note"),
        ColumnType.NOTE,
        headers=HEADERS["note"],
        stays=True,
        private=True,
        form=FormPart.BESIDES,
        filling=Filling(text("What the team should know; only coordinators see it"), width=44),
        longest=LONGEST_NOTE,
    ),
)

BY_CODE = {column.code: column for column in SESSION_COLUMNS}
RECORDED = tuple(column for column in SESSION_COLUMNS if column.recorded)
COUNTS = tuple(column for column in RECORDED if column.counts)
IN_SESSION_ROW = tuple(one for one in RECORDED if one.type is not ColumnType.FACILITATORS)
"""The columns of the sessions table itself; age groups and facilitators have their own tables."""


def in_form(part: FormPart) -> tuple[SessionColumn, ...]:
    """The columns of a part of the form."""
    return tuple(column for column in SESSION_COLUMNS if column.form is part)


def around_ages() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes before and after the age groups in our own files.

    Notes are long and come last.
    """
    notes = tuple(column.code for column in RECORDED if column.type is ColumnType.NOTE)
    return tuple(one.code for one in RECORDED if one.code not in notes), notes
