"""Render templates; every value is escaped.

They take cards unchanged; ``face`` draws a gauge, ``bars`` the bars beside a table's rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard.cards import cell, face
from dashboard.figures import shapes

if TYPE_CHECKING:
    from markupsafe import Markup

    from dashboard.cards import Table


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dashboard.publications.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"face": face, "cell": cell, "bars": bars}
    return made


def render(name: str, **values: object) -> str:
    """A template filled with these values."""
    return _environment().get_template(name).render(**values)


def bars(table: Table) -> list[Markup]:
    """One bar per row of a table; none if its rows are not compared."""
    if table.drawn is None:
        return []
    cells = [line.cells[table.drawn] for line in table.lines]
    return shapes.bars(
        [cell.value if isinstance(cell.value, int) else cell.range for cell in cells]
    )
