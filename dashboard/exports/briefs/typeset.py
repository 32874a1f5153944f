"""A brief as a PDF document that screen readers can read (PDF/UA-1) and archives keep (PDF/A-2a).

Typst sets it, with the fonts of the pages. It reads no file but its template and those fonts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import orjson
import typst

from dashboard.cards.briefs import Brief
from dashboard.places import ASSETS

TEMPLATE = Path(__file__).with_name("brief.typ")
FONTS = ASSETS / "vendor" / "fonts"
LAST_OF_ALPHABETS = 0x4FF  # Latin, Greek and Cyrillic, which the fonts and their fallback have
RARE_ACCENTS = frozenset((*range(0x345, 0x370), *range(0x483, 0x48A)))
"""Those of dictionaries and of old manuscripts: the fallback lacks some."""
SIGNS = frozenset(
    "–—‘’‚“”„†•…‹›€™−○◐●◆✓\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
)
UNKNOWN = "?"


MOST_PAGES = 2
"""Of a brief in one language, as far as shorter lists help."""
_PAGE = re.compile(rb"/Type\s*/Page\b")


def typeset(briefs: Sequence[Brief], made: datetime) -> bytes:
    """Set one brief, or the same one in two languages side by side.

    Args:
        briefs: One, or two in different languages.
        made: When; it stands in the file's own data, and nowhere else.
    """
    if len(briefs) > 1:
        return _set(briefs, made)
    document = b""
    for brief in _ever_shorter(*briefs):
        document = _set([brief], made)
        if len(_PAGE.findall(document)) <= MOST_PAGES:
            break
    return document


def _ever_shorter(brief: Brief) -> Iterator[Brief]:
    """The brief, then the same with shorter lists of decisions, as far as there are any."""
    yield brief
    each = [[one._replace(items=items) for items in one.fewer] for one in brief.decisions]
    for lists in zip_longest(*each):
        pairs = zip(brief.decisions, each, lists, strict=True)
        shorter = (new or (fewer[-1] if fewer else old) for old, fewer, new in pairs)
        yield replace(brief, decisions=tuple(shorter))


def _set(briefs: Sequence[Brief], made: datetime) -> bytes:
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
    """Whether it can be set; a single one that cannot would leave the reader without a document."""
    if character in SIGNS:
        return True
    number = ord(character)
    is_letter = number <= LAST_OF_ALPHABETS and number not in RARE_ACCENTS
    return is_letter and character.isprintable()
