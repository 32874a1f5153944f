"""The options of the reference data view, as they stand in the address."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.reference.fields import RecordKind
from dashboard.domain.reference.kinds import VENUES, kind_of, kinds, kinds_for
from dashboard.domain.shared.roles import Role

LONGEST = 100  # characters of a key


@dataclass(frozen=True, slots=True)
class ReferenceOptions:
    """The options, parsed once from the address.

    ``record`` is the key of the open record, or ``new`` for a new one. ``back`` is the query of the
    Explore view that the reader came from.
    """

    of: str = VENUES
    record: str = ""
    new: bool = False
    back: str = ""

    @property
    def kind(self) -> RecordKind:
        """The kind whose records are shown."""
        return kind_of(self.of) or kinds()[0]

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        chosen = {
            "of": "" if self.of == VENUES else self.of,
            "record": self.record,
            "new": "1" if self.new else "",
            "back": self.back,
        }
        return urlencode([(name, value) for name, value in chosen.items() if value])


def parse(query: str, role: Role = Role.ADMIN) -> ReferenceOptions:
    """Read the options of a query string; what is not understood is ignored.

    Without a kind, the first one that the role may edit is shown, if there is one.
    """
    given = dict(parse_qsl(query.removeprefix("?")))
    kind = kind_of(given.get("of", "")) or (*kinds_for(role), *kinds())[0]
    record = given.get("record", "").replace("\x00", "")[:LONGEST]
    new = given.get("new") == "1" and kind.open and not record
    return ReferenceOptions(kind.code, record, new, given.get("back", "").replace("#", ""))
