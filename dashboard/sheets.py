"""The style sheets of each page, joined into one: browsers pay for each file."""

from dashboard import places
from dashboard.addresses import EXPLORE, PEOPLE, PLAN, PUBLISH, REFERENCE, SESSIONS, VIEWS

OTHER = "other"
EVERY_VIEW = (*(view.name for view in VIEWS), OTHER)
WRITTEN = (SESSIONS.name, PEOPLE.name, PUBLISH.name, REFERENCE.name)
PUBLIC, EMBED, REFUSED = "public", "embed", "refused"
PAGES = (*EVERY_VIEW, PUBLIC, EMBED, REFUSED)
STYLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("shared/colours.css", PAGES),
    ("importing/importing.css", (SESSIONS.name,)),
    ("publications/grants.css", (PUBLISH.name,)),
    ("progress/equity.css", EVERY_VIEW),
    ("pace/annotations.css", (EXPLORE.name,)),
    ("progress/headline.css", (EXPLORE.name,)),
    ("progress/gauges.css", (EXPLORE.name, PUBLIC, EMBED)),
    ("progress/curve.css", EVERY_VIEW),
    ("progress/downloads.css", (EXPLORE.name,)),
    ("progress/grid.css", (EXPLORE.name,)),
    ("progress/multiples.css", (EXPLORE.name,)),
    ("progress/one_of.css", (EXPLORE.name,)),
    ("progress/present.css", (EXPLORE.name,)),
    ("people/people.css", (PEOPLE.name,)),
    ("plan/plan.css", (PLAN.name,)),
    ("publications/publish.css", (PUBLISH.name,)),
    ("reference/reference.css", (REFERENCE.name,)),
    ("sessions/finds.css", (SESSIONS.name,)),
    ("shared/desk.css", WRITTEN),
    ("shared/worklist.css", WRITTEN),
    ("sessions/sessions.css", (SESSIONS.name,)),
    ("shared/style.css", EVERY_VIEW),
    ("shared/frame.css", EVERY_VIEW),
    ("shared/notice.css", EVERY_VIEW),
    ("shared/filters.css", EVERY_VIEW),
    ("shared/fields.css", EVERY_VIEW),
    ("shared/cards.css", EVERY_VIEW),
    ("shared/ways.css", EVERY_VIEW),
    ("venues/venues.css", EVERY_VIEW),
    ("shared/when_printed.css", EVERY_VIEW),
    ("publications/figures.css", (PUBLIC, EMBED, REFUSED)),
    ("publications/page.css", (PUBLIC,)),
    ("publications/embed.css", (EMBED, REFUSED)),
)
"""The styles in order: of two rules of equal weight, the later one applies."""


def joined(page: str) -> bytes:
    """The styles of a page in one sheet.

    Each sheet lies one folder deep, and so does the joined one: it finds the same fonts.
    """
    return b"".join((places.ASSETS / name).read_bytes() for name, of in STYLES if page in of)
