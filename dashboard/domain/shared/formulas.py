"""Guard text that a spreadsheet would take for a formula with apostrophes."""

import re

# apostrophes already in the text count too, so that each text comes back unchanged
_SIGN = r"[=+\-@＝＋－＠]"  # those of full width begin a formula in East Asian settings
_LIKE_A_FORMULA = re.compile(rf"'*(?:{_SIGN}|[\t\r])")
# Whoever opens a CSV with another separator, such as “;” in French, cuts the text here.
_CUT = r"(?<=[,;\t\r\n])([^\S\t\r\n]*)"
_AFTER_A_CUT = re.compile(rf"{_CUT}(?='*{_SIGN})")
_MARKED_AFTER_A_CUT = re.compile(rf"{_CUT}'(?='*{_SIGN})")


def guarded(words: str) -> str:
    """The text as a workbook writes it: an apostrophe before what looks like a formula."""
    return _at_its_start(_MARKED_AFTER_A_CUT.sub(r"\1''", words))


def guarded_in_csv(words: str) -> str:
    """The same for CSV, and wherever its lines may be cut into other cells."""
    return _at_its_start(_AFTER_A_CUT.sub(r"\1'", words))


def unguarded(words: str) -> str:
    """The text as an import reads it: without those apostrophes."""
    if "'" not in words:
        return words  # found a hundred times as fast, which counts where a cell is hostile
    marked = words.startswith("'") and _LIKE_A_FORMULA.match(words)
    return _MARKED_AFTER_A_CUT.sub(r"\1", words[1:] if marked else words)


def _at_its_start(words: str) -> str:
    return f"'{words}" if _LIKE_A_FORMULA.match(words) else words
