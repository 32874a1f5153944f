"""Convert header rows of LimeSurvey and Qualtrics to the usual form."""

import re
from collections.abc import Callable, Sequence

from dashboard.importers.files import Cell
from dashboard.importers.files.source import Row

_LIME = "startlanguage. "  # of each header, the code of its question comes first
_CODE = re.compile(r"\w+(?:\[[^\]]*\])*\. ")
_IMPORT_ID = re.compile(r'\{"ImportId":\s*"(?P<id>[^"]*)"')
_QUESTION = re.compile(r"QID\d")


def without_codes(row: Row) -> Row:
    """``G1Q1. Date of the session`` is ``Date of the session``."""
    number, cells = row
    if not any(str(cell).startswith(_LIME) for cell in cells):
        return row
    return number, [_CODE.sub("", str(cell), count=1) for cell in cells]


def one_header(
    rows: Sequence[Row], known: Callable[[Sequence[Cell]], int]
) -> tuple[list[Row], int] | None:
    """Reduce Qualtrics' three header rows (names, questions, import ids) to one.

    The row with more ``known`` headers of the first two becomes the header. Columns that are no
    questions keep their name, which is the same in every language. Also returns the number of rows
    above it.
    """
    last = next((at for at, (_, cells) in enumerate(rows) if _ids(cells)), 0)
    if not last:
        return None
    at = max(reversed(range(last)), key=lambda at: known(rows[at][1]))
    names, (number, chosen) = rows[0][1], rows[at]
    filled = [*chosen, *[""] * (len(names) - len(chosen))]
    own = {place for place, id_ in _ids(rows[last][1]).items() if not _QUESTION.match(id_)}
    header = [names[i] if i in own and i < len(names) else cell for i, cell in enumerate(filled)]
    return [(number, header), *rows[last + 1 :]], at


def _ids(cells: Sequence[Cell]) -> dict[int, str]:
    found = ((at, _IMPORT_ID.match(str(cell))) for at, cell in enumerate(cells))
    return {at: match["id"] for at, match in found if match}
