"""The way from one page of a list to the next."""

from collections.abc import Callable

from dash.development.base_component import Component

from dashboard.i18n import Locale, text
from layouts.shared import html
from layouts.shared.attributes import data, label


def pager(  # noqa: PLR0913 - where it stands, and where it leads
    name: str,
    page: int,
    pages: int,
    address: Callable[[int], str],
    locale: Locale,
    *,
    focus: str,
) -> Component | None:
    """Links to the previous and the next page; ``focus`` gets the focus afterwards."""
    if pages == 1:
        return None
    ways = ((page - 1, text("Previous page")), (page + 1, text("Next page")))
    links = [
        html.A(
            words.say(locale),
            href=address(number),
            id=f"{name}-page-{number}",
            **data(stay="", focus=focus),
        )
        for number, words in ways
        if 1 <= number <= pages
    ]
    where = text("Page {number} of {pages}", number=page, pages=pages)
    named = label(text("Pages").say(locale))
    return html.Nav([html.P(where.say(locale)), *links], className="pager", **named)
