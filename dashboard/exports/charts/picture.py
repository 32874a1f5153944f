"""A chart as a picture (SVG, PNG) for a slide, with its finding, its source and its day in it.

The drawings are those of the brief, set by the same typesetter with the fonts of the pages.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import orjson
import typst
from markupsafe import Markup

from dashboard.cards.panels import GAUGES, MULTIPLES
from dashboard.exports.briefs.typeset import FONTS, drawable
from dashboard.exports.charts.tables import CURVE, GRID

if TYPE_CHECKING:
    from dashboard.cards.briefs import Brief
    from dashboard.exports.charts.table import FigureTable

Format = Literal["svg", "png", "pdf"]
TEMPLATE = Path(__file__).with_name("chart.typ")
ROOT = TEMPLATE.parent.parent  # holds the template of the brief, too
DOTS = 144
"""To the inch: a picture is 1280 by 720 dots; at twice the scale, twice that."""
DRAWINGS: dict[str, tuple[str, int]] = {
    **{panel.code: ("gauge", at) for at, panel in enumerate(GAUGES)},
    CURVE: ("curve", 0),
    **{panel.code: ("bars", at) for at, panel in enumerate(MULTIPLES)},
    GRID: ("grid", 0),
}
"""How each chart is drawn, by its name, and which one of the brief’s it is."""
NAMED = Markup('<svg role="img" lang="{lang}"')
WORDS = Markup("<title>{title}</title><desc>{words}</desc>")


def picture(of: Brief, table: FigureTable, kind: Format, scale: int = 1) -> bytes:
    """Draw a chart.

    Args:
        of: The brief of the answer, whose drawings these are.
        table: The chart’s numbers, with its words; its code is one of ``tables.PICTURES``.
        kind: What to draw it as.
        scale: Of a PNG: 1 or 2.

    Raises:
        KeyError: There is no drawing of that table.
    """
    drawing, at = DRAWINGS[table.code]
    chart = {"kind": drawing, "at": at, "title": table.title, "sentence": table.sentence}
    content = {"briefs": [drawable(asdict(of))], "chart": drawable(chart)}
    drawn = typst.compile(
        str(TEMPLATE),
        root=str(ROOT),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"content": orjson.dumps(content, default=str).decode()},
        format=kind,
        ppi=DOTS * scale,
    )
    found: bytes = drawn[0] if isinstance(drawn, list) else drawn
    return _in_words(found, of, table) if kind == "svg" else found


def _in_words(drawn: bytes, of: Brief, table: FigureTable) -> bytes:
    """The picture with its name and its finding for those who do not see it."""
    words = " ".join((table.sentence, of.fresh, of.showing, of.audience))
    begin, rest = drawn.decode().split("<svg", 1)
    attributes, inner = rest.split(">", 1)
    told = WORDS.format(title=drawable(table.title), words=drawable(words))
    return f"{begin}{NAMED.format(lang=of.locale.tag)}{attributes}>{told}{inner}".encode()
