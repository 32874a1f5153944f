"""Code points that stand for no character.

Unicode keeps 66 of them for programs' own use. XML allows two of them nowhere, so a workbook with
one can't be written or opened, and SQLite's search index takes these two for U+FFFD. People never
type one: they come from files that were decoded wrongly.
"""

import re

NONE = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
"""All of them, for a set in a regular expression."""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(words: str) -> str:
    """The text without what no XML can contain."""
    return NOT_IN_XML.sub("", words)
