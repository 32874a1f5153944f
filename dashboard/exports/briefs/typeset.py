"""A brief as a PDF document that screen readers can read (PDF/UA-1) and archives keep (PDF/A-2a).

Typst sets it, with the fonts of the pages. It reads no file but its template and those fonts.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import orjson
import typst

from dashboard.cards.briefs import Brief
from dashboard.places import ASSETS

TEMPLATE = Path(__file__).with_name("brief.typ")
FONTS = ASSETS / "vendor" / "fonts"
LAST_OF_ALPHABETS = 0x52F  # Latin, Greek and Cyrillic, which the fonts and their fallback have
SIGNS = frozenset(
    "–—‘’‚“”„†•…‹›€™−○◐●◆✓\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
)
UNKNOWN = "?"


def typeset(briefs: Sequence[Brief], made: datetime) -> bytes:
    """Set one brief, or the same one in two languages side by side.

    Args:
        briefs: One, or two in different languages.
        made: When; it stands in the file's own data, and nowhere else.
    """
    content = orjson.dumps({"briefs": [drawable(asdict(one)) for one in briefs]}, default=str)
    document: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"content": content.decode()},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(made.timestamp()),
    )
    return document


def drawable(value: object) -> object:
    """The same content, with a sign in place of characters that no font has."""
    if isinstance(value, str):
        return "".join(one if _has_a_shape(one) else UNKNOWN for one in value)
    if isinstance(value, dict):
        return {name: drawable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(part) for part in value]
    return value


def _has_a_shape(character: str) -> bool:
    return (character.isprintable() and ord(character) <= LAST_OF_ALPHABETS) or character in SIGNS
