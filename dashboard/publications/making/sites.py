"""Why what somebody typed is not a site's origin, and what to type instead."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from dashboard.domain.publications.embeds import NotAnOriginError, parse_origin
from dashboard.domain.shared.filters import echo
from dashboard.i18n import Text, text
from dashboard.importers.faults import Fault

COLUMN, MOST = "origins", 20
EXAMPLE = "https://intranet.example.org"
_BETWEEN = re.compile(r"[\s,;]+")


def origins(said: Iterable[str], faults: list[Fault]) -> tuple[str, ...]:
    """Check the sites that may show a grant in a frame; a fault names the origin probably meant.

    Several may stand in one line.
    """
    found: dict[str, None] = {}
    for given in filter(None, _BETWEEN.split(" ".join(said))):
        try:
            found[parse_origin(given)] = None
        except NotAnOriginError:
            faults.append(Fault(None, COLUMN, echo(given), *_why(given)))
    if len(found) > MOST:
        problem = text("A grant can have at most {most} sites", most=MOST)
        remedy = text("Make another grant for the others")
        faults.append(Fault(None, COLUMN, "", problem, remedy))
    return tuple(found)


def _why(given: str) -> tuple[Text, Text]:
    """What is wrong, and the way out."""
    scheme, _, rest = given.partition("://")
    better = _meant(rest or scheme)
    write = text("Write {origin}", origin=better or EXAMPLE)
    if "*" in given:
        return (
            text("This covers more than one site"),
            text("Write each site on its own line, such as {origin}", origin=EXAMPLE),
        )
    if not rest:
        return text("This does not begin with https://"), write
    if scheme.lower() == "http" and better:
        return text("Without https, others can read and change what is sent"), write
    if not given.isascii() and better:
        return text("Browsers write the name of this site in other letters"), write
    if scheme.lower() == "https" and better:
        return text("This is more than the name of a site"), write
    return text("This is not the address of a site"), write


def _meant(rest: str) -> str:
    """The origin of an address without its scheme; empty if that is no site either."""
    try:
        place = urlsplit(f"https://{rest}").netloc.rpartition("@")[2]
        return parse_origin(f"https://{place.encode('idna').decode()}")
    except ValueError:
        return ""
