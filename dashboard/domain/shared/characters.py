"""Code points that stand for no character, and others that cannot be displayed.

Unicode keeps 66 of them for programs' own use. XML allows two of them nowhere, so a workbook with
one can't be written or opened, and SQLite's search index takes these two for U+FFFD. People never
type one: they come from files that were decoded wrongly.
"""

import re
import unicodedata

NONE = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
"""All of them, for a set in a regular expression."""
BLANK = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Letters and signs that show nothing, for a set in a regular expression.

They are what Unicode lets programs ignore, and the blank of Braille. Not among them: the soft
hyphen, which copying leaves inside words, and the signs that choose between forms of an emoji.
"""
NOT_DISPLAYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    f"{BLANK}{NONE}]"
)
"""Controls, halves of characters, what is no character at all, and what shows nothing, or hides or
reverses text.

Line breaks and the no-break spaces of French are none.
"""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_displayable(words: str) -> bool:
    """Whether the text can be displayed as it is; it may have several lines."""
    return not NOT_DISPLAYED.search(words)


def shows_something(words: str) -> bool:
    """Whether any of the characters can be seen by itself: no space, no control, no lone accent."""
    return any(unicodedata.category(one)[0] not in "CMZ" for one in NOT_DISPLAYED.sub("", words))


def for_xml(words: str) -> str:
    """The text without what no XML can contain."""
    return NOT_IN_XML.sub("", words)
