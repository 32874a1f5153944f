"""Check a grant's fields one by one; each fault comes with its remedy."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import parse_qsl

from sqlalchemy import Connection

from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import FILTERS
from dashboard.domain.publications.publication import read
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.characters import shows_something
from dashboard.domain.shared.filters import Problem, echo, parse_pairs
from dashboard.i18n import Locale, Text, text
from dashboard.importers.faults import Fault
from dashboard.publications.answering.coarser import understood
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.archive import reading as archive
from dashboard.queries.shared.vocabulary import vocabulary

LONGEST_NAME, MOST_LOCKED = 200, 100
LONGEST = timedelta(days=3660)

Faults = list[Fault]


def no_such_grant(number: int) -> Fault:
    """The fault when the grant never existed or was revoked."""
    return _fault(
        "grant",
        "",
        text("No active grant has the number {number}", number=str(number)),
        text(
            "Choose one from the list (“impact embeds list”); a revoked grant cannot be used again"
        ),
    )


def partner(said: str, faults: Faults) -> str:
    """Check the partner's name."""
    name = said.strip()
    if not (shows_something(name) and name.isprintable() and len(name) <= LONGEST_NAME):
        problem = text("A grant needs the name of a partner")
        remedy = text("Use 1 to {longest} visible characters", longest=LONGEST_NAME)
        faults.append(_fault("partner", name, problem, remedy))
    return name


def views(said: Iterable[str], faults: Faults) -> tuple[str, ...]:
    """The codes of views, in our order."""
    chosen = set(said)
    remedy = text("Choose among: {names}", names=tuple(EMBED_VIEWS))
    for unknown in sorted(chosen - set(EMBED_VIEWS)):
        faults.append(_fault("views", unknown, text("There is no such view"), remedy))
    if not chosen:
        faults.append(_fault("views", "", text("A grant needs at least one view"), remedy))
    return tuple(code for code in EMBED_VIEWS if code in chosen)


def publication(connection: Connection, number: int | None, faults: Faults) -> int | None:
    """Check the publication; ``None`` means always the latest one."""
    if number is None:
        return None
    found = archive.numbered(connection, number)
    if found is None or found.withdrawn:
        problem = text("There is no publication {number} to show", number=str(number))
        remedy = text("Choose one that was published and not withdrawn, or always the latest one")
        faults.append(_fault("publication", str(number), problem, remedy))
    return number


def locked(
    connection: Connection, query: str, number: int | None, faults: Faults
) -> tuple[tuple[str, str], ...]:
    """Check the locked filters against the publication, or else against the reference data."""
    pairs = tuple(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    strange = [name for name, _ in pairs if name not in FILTERS]
    problems = [
        Problem(echo(name), "", text("not a filter of publications"))
        for name in dict.fromkeys(strange)
    ]
    if not strange and pairs:
        problems += _understood(connection, pairs, number)
    for problem in problems:
        faults.append(
            _fault(
                "locked", f"{problem.parameter}={problem.value}", _why(problem), _as_in_address()
            )
        )
    if len(pairs) > MOST_LOCKED:
        faults.append(_fault("locked", "", text("There are too many filters"), _as_in_address()))
    return tuple(dict.fromkeys(pair for pair in pairs if pair[1]))


def free(said: Iterable[str], faults: Faults) -> tuple[str, ...]:
    """Check the filters that readers may choose, and return them in our order."""
    chosen = set(said)
    for unknown in sorted(chosen - set(FILTERS)):
        problem = text("Publications do not have this filter")
        remedy = text("Choose among: {names}", names=FILTERS)
        faults.append(_fault("free", unknown, problem, remedy))
    return tuple(name for name in FILTERS if name in chosen)


def language(said: str | None, faults: Faults) -> Locale | None:
    """Check the language; ``None`` follows the partner’s page."""
    if said and said not in set(Locale):
        problem = text("This language is not available")
        remedy = text("Write en or fr, or nothing to follow the partner’s page")
        faults.append(_fault("language", said, problem, remedy))
        return None
    return Locale(said) if said else None


def expiry(day: date, today: date, faults: Faults) -> date:
    """Check the last day on which the grant is valid."""
    if not today <= day <= today + LONGEST:
        problem = text("A grant cannot end on {day}", day=day)
        remedy = text("Choose a day from today on, within ten years")
        faults.append(_fault("expires_on", day.isoformat(), problem, remedy))
    return day


def _as_in_address() -> Text:
    return text("Write filters as in the address: language=fr&period=2014-15")


def _understood(
    connection: Connection, pairs: tuple[tuple[str, str], ...], number: int | None
) -> tuple[Problem, ...]:
    found = archive.latest(connection) if number is None else archive.numbered(connection, number)
    if found is None or found.withdrawn:
        return parse_pairs(pairs, vocabulary(connection), Audience.PARTNER)[1]
    return understood(pairs, OpenPublication(read(found.content)))[1]


def _why(problem: Problem) -> Text:
    return text("This filter cannot be locked: {why}", why=problem.message)


def _fault(field: str, value: str, problem: Text, remedy: Text) -> Fault:
    return Fault(None, field, echo(value), problem, remedy)
