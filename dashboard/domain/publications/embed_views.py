"""The views that partners can embed, one row each. Everything else reads this table.

A row names cards by the codes of ``dashboard.cards.panels``. The page, picture, file, JSON,
sentence and notes of the view follow from that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.publications.embeds import FILTERS
from dashboard.i18n import Text, text

UNHEEDED: Mapping[str, frozenset[str]] = {
    "french_share": frozenset({"age"}),
    "facilitators": frozenset(FILTERS) - {"language"},
}
"""The filters that change nothing of a card. Publications do not count sessions by age, and their
facilitators are those of the day of the data."""


class Picture(StrEnum):
    """How a view is drawn as a picture, for sites that allow no frames."""

    DIALS = "dials"
    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """One view that partners can embed.

    ``code`` is part of addresses and saved with grants: never reuse it for another view. ``gauges``
    are the cards drawn as gauges. ``tables`` are the cards whose numbers are in the files; the page
    leaves out the table of a gauge. ``instead`` are cards that take the place of a table of which
    most is hidden (``legible``); the JSON file has the rows of both. ``picture`` draws the gauges,
    or the first table if there are none. ``height`` is what a plain frame needs in pixels,
    as measured in a column of 600 without filters and downloads; readers can scroll to the rest.
    """

    code: str
    title: Text
    gauges: tuple[str, ...] = ()
    tables: tuple[str, ...]
    instead: tuple[str, ...] = ()
    picture: Picture
    height: int = 580

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes of everything that the view shows."""
        return *self.gauges, *self.tables, *self.instead

    @property
    def has_headings(self) -> bool:
        """Whether it shows several gauges or tables, so that each needs its own heading."""
        own_tables = set(self.tables) - set(self.gauges)
        return len(self.gauges) > 1 or len(own_tables) > 1

    @property
    def counts_people(self) -> bool:
        """Whether it shows participations: only they are counted by age."""
        return self.heeds("age")

    def heeds(self, name: str) -> bool:
        """Whether this filter can change what it shows."""
        return any(name not in UNHEEDED.get(part, ()) for part in self.parts)

    def offered(self, free: Iterable[str]) -> tuple[str, ...]:
        """The filters to offer of those that a grant leaves free; addresses may have the others."""
        return tuple(name for name in free if self.heeds(name))


EMBED_VIEWS: dict[str, EmbedView] = {
    view.code: view
    for view in (
        EmbedView(
            code="overview",
            title=text("Where we are today"),
            gauges=("youth", "french_share", "age_groups", "facilitators"),
            tables=("youth", "french_share", "facilitators", "by_age_group", "by_venue_type"),
            picture=Picture.DIALS,
            height=1580,
        ),
        EmbedView(
            code="youth",
            title=text("Youth reached"),
            gauges=("youth",),
            tables=("youth",),
            picture=Picture.DIALS,
        ),
        EmbedView(
            code="french-share",
            title=text("Sessions held in French"),
            gauges=("french_share",),
            tables=("french_share",),
            picture=Picture.DIALS,
        ),
        EmbedView(
            code="age-groups",
            title=text("At-risk age groups reached"),
            gauges=("age_groups",),
            tables=("by_age_group",),
            picture=Picture.DIALS,
            height=860,
        ),
        EmbedView(
            code="facilitators",
            title=text("Trained facilitators"),
            tables=("facilitators",),
            picture=Picture.BARS,
            height=480,
        ),
        EmbedView(
            code="by-month",
            title=text("Over time"),
            tables=("by_month",),
            instead=("by_quarter",),
            picture=Picture.LINES,
            height=640,
        ),
        EmbedView(
            code="by-venue-type",
            title=text("By venue type"),
            tables=("by_venue_type",),
            picture=Picture.BARS,
            height=600,
        ),
    )
}
"""By their codes, in the order in which they are offered."""


def declared(codes: Iterable[str]) -> tuple[EmbedView, ...]:
    """The views of these codes; skips a code that is no longer in the table."""
    return tuple(EMBED_VIEWS[code] for code in codes if code in EMBED_VIEWS)
