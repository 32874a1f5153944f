"""Guard text that a spreadsheet would take for a formula with an apostrophe."""

import re

# apostrophes already in the text count too, so that each text comes back unchanged
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(words: str) -> str:
    """The text as an export writes it: an apostrophe before what looks like a formula."""
    return f"'{words}" if _LIKE_A_FORMULA.match(words) else words


def unguarded(words: str) -> str:
    """The text as an import reads it: without that apostrophe."""
    return words[1:] if words.startswith("'") and _LIKE_A_FORMULA.match(words) else words
