"""Code points that stand for no character, and others that cannot be displayed.

Unicode keeps 66 of them for programs' own use. XML allows two of them nowhere, so a workbook with
one can't be written or opened, and SQLite's search index takes these two for U+FFFD. People never
type one: they come from files that were decoded wrongly.
"""

import re

NONE = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
"""All of them, for a set in a regular expression."""
NOT_DISPLAYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    f"{NONE}]"
)
"""Controls, halves of characters, what is no character at all, and what hides or reverses text.

Line breaks and the no-break spaces of French are none.
"""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_displayable(words: str) -> bool:
    """Whether the text can be displayed as it is; it may have several lines."""
    return not NOT_DISPLAYED.search(words)


def for_xml(words: str) -> str:
    """The text without what no XML can contain."""
    return NOT_IN_XML.sub("", words)
