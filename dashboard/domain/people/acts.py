"""What the audit log says that somebody did: a write to the records of one kind, with no values."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.shared.filters import parse_date
from dashboard.domain.shared.history import Deed

LONGEST, MOST_DIGITS = 100, 18


@dataclass(frozen=True, slots=True)
class ActFile:
    """The file that brought a change, and how many records it added and changed."""

    name: str
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Act:
    """The entries ``first`` to ``last`` of the log, which one write or one file made of a subject.

    ``at`` is an ISO time in UTC. ``key`` is that of the only record; it is empty if there are
    several. ``deed`` is what was done to all of them, ``None`` where it differs. ``event`` is what
    happened to an account or a token, ``import_id`` the number of the file.
    """

    first: int
    last: int
    at: str
    author: str
    subject: str
    key: str
    deed: Deed | None
    event: str = ""
    import_id: int | None = None

    @property
    def count(self) -> int:
        """How many records it changed."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ActChoice:
    """What is looked for in the log, as it stands in the address.

    ``who`` is a part of a name, ``of`` a subject, ``day`` one of the project. ``before`` is the
    entry before which to look; 0 for the newest.
    """

    who: str = ""
    of: str = ""
    day: date | None = None
    before: int = 0

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        values = {
            "who": self.who,
            "of": self.of,
            "day": self.day.isoformat() if self.day else "",
            "before": str(self.before or ""),
        }
        return urlencode([(name, value) for name, value in values.items() if value])

    def keeps(self, act: Act) -> bool:
        """Whether an act is by such a person, and of such a subject."""
        return self.who.casefold() in act.author.casefold() and self.of in ("", act.subject)


def parse(query: str) -> ActChoice:
    """Read the choice of a query string; what is not understood counts as not chosen."""
    given = dict(parse_qsl(query))
    before = given.get("before", "")
    is_number = before.isascii() and before.isdecimal() and len(before) <= MOST_DIGITS
    return ActChoice(
        given.get("who", "").strip()[:LONGEST],
        given.get("of", "")[:LONGEST],
        _day(given.get("day", "")),
        int(before) if is_number else 0,
    )


def _day(given: str) -> date | None:
    try:
        return parse_date(given)
    except ValueError:
        return None
