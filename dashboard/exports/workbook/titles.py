"""The names of sheets, within what spreadsheets allow."""

import re
from collections.abc import Iterable

LONGEST = 31
_COLON = re.compile(r"\s*:\s*")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_names(first: str, titles: Iterable[str]) -> list[str]:
    """A name for each title, unlike the first sheet’s and each other."""
    taken, found = {first.casefold()}, []
    for title in titles:
        name = _allowed(title)
        number = 2
        while name.casefold() in taken:
            end = f" {number}"
            name, number = _allowed(title)[: LONGEST - len(end)] + end, number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _allowed(title: str) -> str:
    plain = _FORBIDDEN.sub(" ", _COLON.sub(" – ", title)).strip("' ")
    return plain[:LONGEST].strip("' ") or "–"
