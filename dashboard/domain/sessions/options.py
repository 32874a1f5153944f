"""The options of the sessions view besides filters, as they stand in the address."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.sessions.findings import FindingRule, RuleChoice
from dashboard.domain.shared.filters import Problem, echo
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import text

STATUSES = ("delivered", "planned", "cancelled")
LONGEST = 100  # characters of a reference or a search
TO_AGREE = timedelta(days=14)
SATURDAY, DAYS_OF_WEEK = 5, 7
MOST_DIGITS = 6  # of a page number

EnumT = TypeVar("EnumT", bound=StrEnum)


class SessionsTab(StrEnum):
    """The parts of the view that are shown one at a time."""

    LOG = "log"
    LIST = "list"
    IMPORT = "import"
    MEND = "mend"


class SessionSort(StrEnum):
    """The columns that can sort the list; ties are broken by day, the latest first."""

    DATE = "date"
    VENUE = "venue"
    TOTAL = "total"
    STATUS = "status"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """The options, parsed once from the address.

    ``edit`` is the reference of the session in the form, empty for a new one; its address also
    tells the list that it was opened from. ``held``: that session was planned and is now reported
    as held. ``history`` is the reference of the session whose changes are shown. ``book_language``,
    ``book_venue_type`` and ``book_venue`` prefill a session to plan.
    """

    tab: SessionsTab = SessionsTab.LOG
    rule: FindingRule | None = None
    edit: str = ""
    held: bool = False
    status: str = ""
    search: str = ""
    sort: SessionSort = SessionSort.DATE
    descending: bool = True
    page: int = 1
    history: str = ""
    book_language: str = ""
    book_venue_type: str = ""
    book_venue: str = ""

    @property
    def books(self) -> bool:
        """Whether the form begins with a session to plan."""
        return not self.edit and bool(self.book_language or self.book_venue_type or self.book_venue)

    @property
    def choice(self) -> RuleChoice:
        """The rule whose findings are shown."""
        return RuleChoice(self.rule)

    def of_list(self, history: str = "") -> "SessionOptions":
        """The list as it was, with the history of a session or none."""
        return replace(self, tab=SessionsTab.LIST, edit="", held=False, history=history)

    def of_form(self, edit: str, *, held: bool = False) -> "SessionOptions":
        """A session of the list in the form."""
        return replace(self, tab=SessionsTab.LOG, edit=edit, held=held, history="")

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        return urlencode(self.pairs())

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The names and values that differ from the defaults, of the open tab only."""
        listed = {
            "status": self.status,
            "search": self.search,
            "sort": "" if self.sort is SessionSort.DATE else self.sort.value,
            "order": "" if self.descending else "asc",
            "page": "" if self.page == 1 else str(self.page),
        }
        values = {
            SessionsTab.LOG: {
                "edit": self.edit,
                "held": "1" if self.edit and self.held else "",
                "book_language": self.book_language,
                "book_venue_type": self.book_venue_type,
                "book_venue": self.book_venue,
                **(listed if self.edit else {}),
            },
            SessionsTab.IMPORT: {},
            SessionsTab.MEND: {"rule": self.rule.value if self.rule else ""},
            SessionsTab.LIST: {**listed, "history": self.history},
        }[self.tab]
        is_told = self.tab is SessionsTab.LOG or (self.tab is SessionsTab.MEND and self.rule)
        tab = "" if is_told else self.tab.value
        return tuple((name, value) for name, value in {"tab": tab, **values}.items() if value)


def parse(query: str) -> SessionOptions:
    """Read the options of a query string; what is not understood counts as not chosen."""
    given = dict(parse_qsl(query.removeprefix("?")))
    rule = RuleChoice.parse(query).rule
    edit, status = given.get("edit", "")[:LONGEST], given.get("status", "")
    return SessionOptions(
        tab=_one_of(
            SessionsTab,
            given.get("tab", ""),
            SessionsTab.MEND if rule and not edit else SessionsTab.LOG,
        ),
        rule=rule,
        edit=edit,
        held=given.get("held") == "1",
        status=status if status in STATUSES else "",
        search=given.get("search", "").strip()[:LONGEST],
        sort=_one_of(SessionSort, given.get("sort", ""), SessionSort.DATE),
        descending=given.get("order") != "asc",
        page=_page_number(given.get("page", "")),
        history=given.get("history", "")[:LONGEST],
        book_language=given.get("book_language", "")[:LONGEST],
        book_venue_type=given.get("book_venue_type", "")[:LONGEST],
        book_venue=given.get("book_venue", "")[:LONGEST],
    )


def known(
    options: SessionOptions, vocabulary: Vocabulary
) -> tuple[SessionOptions, tuple[Problem, ...]]:
    """The options without unknown codes of a session to plan, and what to report about these."""
    codes = {
        "book_language": vocabulary.languages.codes,
        "book_venue_type": vocabulary.venue_types.codes,
        "book_venue": vocabulary.venues.codes,
    }
    given = {name: getattr(options, name) for name in codes}
    unknown = [name for name, code in given.items() if code and code not in codes[name]]
    problems = (Problem(name, echo(given[name]), text("unknown code")) for name in unknown)
    left_out: dict[str, Any] = dict.fromkeys(unknown, "")
    return replace(options, **left_out), tuple(problems)


def day_to_book(today: date) -> date:
    """A day to propose: two weeks from now, and never on a weekend."""
    day = today + TO_AGREE
    is_weekend = day.weekday() >= SATURDAY
    return day + timedelta(days=DAYS_OF_WEEK - day.weekday()) if is_weekend else day


def _one_of(kind: type[EnumT], value: str, otherwise: EnumT) -> EnumT:
    return kind(value) if value in set(kind) else otherwise


def _page_number(given: str) -> int:
    is_number = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    return max(1, int(given)) if is_number else 1
