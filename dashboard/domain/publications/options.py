"""The options of the publish view, as they stand in the address."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

MOST_DIGITS = 9  # of a grant's number


class PublishTab(StrEnum):
    """The parts of the view that are shown one at a time."""

    PUBLICATIONS = "publications"
    EMBEDS = "embeds"


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The options, parsed once from the address.

    ``grant`` is the number of the grant in the form, or ``new`` for a new one.
    """

    tab: PublishTab = PublishTab.PUBLICATIONS
    grant: int | None = None
    new: bool = False

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        if self.tab is PublishTab.PUBLICATIONS:
            return ""
        chosen = {
            "tab": self.tab.value,
            "grant": str(self.grant or ""),
            "new": "1" if self.new else "",
        }
        return urlencode([(name, value) for name, value in chosen.items() if value])


def parse(query: str) -> PublishOptions:
    """Read the options of a query string; what is not understood counts as not chosen."""
    given = dict(parse_qsl(query.removeprefix("?")))
    if given.get("tab") != PublishTab.EMBEDS.value:
        return PublishOptions()
    grant = _number(given.get("grant", ""))
    return PublishOptions(PublishTab.EMBEDS, grant, given.get("new") == "1" and grant is None)


def _number(given: str) -> int | None:
    is_number = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    return int(given) or None if is_number else None
