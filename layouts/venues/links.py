"""Links that change what the venues view shows, each a real address."""

from dataclasses import dataclass, replace
from typing import Any

from dash.development.base_component import Component

from dashboard.addresses import VENUES, with_query
from dashboard.domain.shared.filters import Filters, written
from dashboard.domain.venues.options import OPEN, VenueOptions
from dashboard.i18n import Locale
from layouts.shared import html
from layouts.shared.attributes import current, data
from layouts.shared.links import query_of

Words = str | list[Component | str]


@dataclass(frozen=True, slots=True)
class Here:
    """The present state of the view, which links start from."""

    locale: Locale
    filters: Filters
    options: VenueOptions

    @property
    def query(self) -> str:
        """The query string of filters and options."""
        return query_of(self.filters, self.options)

    @property
    def address(self) -> str:
        """The address of the view in this state."""
        return with_query(VENUES[self.locale], self.query)

    def choosing(self, **options: Any) -> "Here":  # noqa: ANN401 - those of ``VenueOptions``
        """The state with other options and the same filters."""
        return replace(self, options=replace(self.options, **options))


def opening(closed: str, code: str) -> str:
    """The address that opens the history of a venue, from that without an open one."""
    return f"{closed}{'&' if '?' in closed else '?'}{written(OPEN, code)}"


def way(  # noqa: PLR0913 - each is an attribute of the link
    address: str,
    words: Words,
    link_id: str,
    *,
    chosen: bool = False,
    css: str | None = None,
    focus: str = "",
) -> Component:
    """A link to a state, without a page load; ``focus`` gets the focus afterwards."""
    chosen_one = current(is_current=chosen)
    after = data(focus=focus) if focus else {}
    return html.A(
        words,
        href=address,
        id=link_id,
        className=css,
        **data(stay=""),
        **chosen_one,
        **after,
    )
