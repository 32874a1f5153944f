"""Recognise the extra sheets of our own workbooks when they are imported."""

from collections.abc import Sequence

from dashboard.i18n import Locale, Text, text
from dashboard.importers.files.source import Cell

LISTS = text("Lists")
GUIDE = text("How to fill it in")
GUIDE_TITLE = text("How to fill in this workbook")
ABOUT = "about - a propos"
TO_MEND = "what_is_wrong"  # the column by which rows that we gave back to be mended are known
_ABOUT_WIDTH = 2


def is_ours(name: str, header: Sequence[Cell], first: Sequence[Cell], *, known: bool) -> bool:
    """Whether we add a sheet of that name that begins with these cells.

    ``known``: each of its headers belongs to a column.
    """
    if not name:  # of a file without sheets; French takes a moment to load
        return False
    if name in _titles(LISTS):
        return known
    if name in _titles(GUIDE):
        return bool(first) and str(first[0]) in _titles(GUIDE_TITLE)
    return name == ABOUT and len(header) <= _ABOUT_WIDTH


def _titles(words: Text) -> set[str]:
    return {words.say(locale) for locale in Locale}
