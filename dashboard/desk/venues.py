"""Add a venue from a form, under the next free code of its type."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import insert, select

from dashboard.desk.checking import Cells, checked, context, fault
from dashboard.desk.outcomes import VenueOutcome
from dashboard.domain.shared.history import cells as cells_of
from dashboard.domain.shared.offered import folded
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import text
from dashboard.importers.faults import BadValueError
from dashboard.importers.venues import SUBJECT
from dashboard.importers.words import plain
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import merged
from dashboard.tables import AuditEntry, Venue, VenueRequest
from dashboard.writes import venues as store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer

DIGITS = 2  # SH-03
_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})", re.ASCII)
_NOT_YET = "new"


def add(writer: Writer, today: date, cells: Cells, request: str = "") -> VenueOutcome:
    """See ``Desk.add_venue``; ``cells`` are a venue file's, without the code."""
    against = context(writer.connection, today)
    found = checked(SUBJECT, against, {**cells, "code": _NOT_YET})
    if found.faults:
        return VenueOutcome(faults=found.faults)
    (venue,) = found.records
    sensitive = against.vocabulary.venue_types[venue.venue_type].sensitive
    if error := unfit(venue, sensitive=sensitive):
        value = cells.get(error.column, "")
        return VenueOutcome(faults=(fault(SUBJECT, against, value, error),))
    known = _venues(writer)
    key = f"{venue.venue_type} {request}" if request else ""
    given = _given(writer, key)
    same = _as_asked(writer, given, venue) or next(
        (one for one in known if _is_same(one, venue)), None
    )
    if same:
        return VenueOutcome(same)
    new = replace(venue, code=next_code(venue.venue_type, known, _codes_of_the_past(writer)))
    writer.save(SUBJECT.code, store, Changes(added=(new,)))
    if key and not given:
        writer.connection.execute(insert(VenueRequest).values(key=key, code=new.code))
    return VenueOutcome(new)


def next_code(venue_type: str, known: Sequence[VenueRecord], past: Collection[str]) -> str:
    """The code after the highest one of the prefix that most venues of the type have.

    Codes of the ``past`` are not used again: a new venue would inherit another's history.
    """
    prefix = _prefix(venue_type, known)
    numbers = [
        (int(number), len(number))
        for letters, number in _numbered([*(venue.code for venue in known), *past])
        if plain(letters) == plain(prefix)
    ]
    highest, digits = max(numbers, default=(0, DIGITS))
    return f"{prefix}{highest + 1:0{digits}}"


def _prefix(venue_type: str, known: Sequence[VenueRecord]) -> str:
    """The prefix of the type's venues, such as ``SH-``; for the first, from the type's code."""
    codes = [venue.code for venue in known if venue.venue_type == venue_type]
    common = Counter(letters for letters, _ in _numbered(codes)).most_common(1)
    if common:
        return common[0][0]
    words = venue_type.split("_")
    letters = "".join(word[:1] for word in words) if len(words) > 1 else venue_type[:2]
    return f"{letters.upper()}-"


def _numbered(codes: Sequence[str]) -> list[tuple[str, str]]:
    """The codes that end in a number, each split into prefix and number."""
    found = map(_NUMBERED.fullmatch, codes)
    return [(match[1], match[2]) for match in found if match]


def nameless(venue: VenueRecord) -> VenueRecord:
    """The venue as stored for a sensitive type: without labels and area."""
    return replace(venue, area="", label_en="", label_fr="")


def _venues(writer: Writer) -> list[VenueRecord]:
    columns = Venue.code, Venue.venue_type, Venue.area, Venue.label_en, Venue.label_fr
    return [
        VenueRecord(*row) for row in writer.connection.execute(select(*columns).order_by(Venue.id))
    ]


def _codes_of_the_past(writer: Writer) -> Sequence[str]:
    keys = select(AuditEntry.key).where(AuditEntry.subject == SUBJECT.code).distinct()
    return writer.connection.scalars(keys).all()


def _is_same(one: VenueRecord, other: VenueRecord) -> bool:
    """Whether both are the same venue; without labels, no two are."""
    return bool(other.label_en) and _told_by(one) == _told_by(other)


def _given(writer: Writer, key: str) -> str | None:
    """The code that an earlier call with this same request got."""
    code = select(VenueRequest.code).where(VenueRequest.key == key)
    return writer.connection.scalar(code)


def _as_asked(writer: Writer, code: str | None, wanted: VenueRecord) -> VenueRecord | None:
    """The venue of that code as it is now, if it was created from the same values as ``wanted``.

    If it was merged since, this is the venue that replaced it.
    """
    if code is None:
        return None
    entries = history(writer.connection, SUBJECT.code, code)
    made = entries[-1].after if entries else None
    if made is None or cells_of(made) != replace(wanted, code=code).cells():
        return None
    now = merged(writer.connection).get(code, code)
    return store.existing(writer.connection, [VenueRecord(now, "")]).get(now)


def _told_by(venue: VenueRecord) -> tuple[str, ...]:
    labels = venue.label_en, venue.label_fr
    return venue.venue_type, *map(plain, labels), *map(_other_letters, labels)


def _other_letters(label: str) -> str:
    """Those that ``plain`` does not know, such as syllabics; without them all such names agree."""
    return "".join(one for one in folded(label) if one.isalnum() and not one.isascii())


def unfit(venue: VenueRecord, *, sensitive: bool) -> BadValueError | None:
    """Why a form may not save this venue, though a file may contain it; ``None`` if it may."""
    if sensitive and venue.area:
        return BadValueError(
            text("The area of such a venue is not kept: in a small area, it could be found"),
            text("Clear the area"),
            column="area",
        )
    if not sensitive and not venue.label_en:
        return BadValueError(
            text("The venue has no name yet"),
            text("Write its name in English and in French"),
            column="label_en",
        )
    return None
