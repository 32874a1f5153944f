"""Templates; whatever is put into them is escaped.

They take cards as they are; ``dial`` draws the figure of a gauge, ``bars`` a bar a line of a table.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard.publications.drawings.shapes import bars, dial


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dashboard.publications.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"dial": dial, "bars": bars}
    return made


def render(name: str, **values: object) -> str:
    """A template filled with these values."""
    return _environment().get_template(name).render(**values)
