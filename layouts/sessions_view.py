"""The sessions view, in which coordinators log and correct sessions."""

from dash.development.base_component import Component

from dashboard.addresses import SESSIONS
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import number
from dashboard.queries.sessions.view import SessionsView
from dashboard.queries.shared.reading import Reading
from layouts.importing import importing as session_import
from layouts.sessions import form as session_form
from layouts.sessions import list as session_list
from layouts.sessions import mend as session_mend
from layouts.shared import html, shell
from layouts.shared.attributes import current_page, data, label
from layouts.shared.drawing import Drawing, slot
from layouts.shared.filter_bar import filter_bar
from layouts.shared.frame import frame
from layouts.shared.links import session_address


def layout(
    locale: Locale, query: str, reading: Reading, open_tab: SessionsTab, drawing: Drawing
) -> list[Component | None]:
    """The frame with its places; one tab is shown, and the first drawing fills it."""
    parts: dict[SessionsTab, list[Component]] = {
        SessionsTab.LOG: session_form.places(locale),
        SessionsTab.LIST: session_list.places(locale),
        SessionsTab.IMPORT: session_import.places(),
        SessionsTab.MEND: session_mend.places(locale),
    }
    return frame(
        SESSIONS,
        locale,
        query,
        drawing,
        controls=html.Div(id=slot("tabs")),
        filters=_part(SessionsTab.LIST, open_tab, [filter_bar(locale, reading)]),
        results=[_part(tab, open_tab, places) for tab, places in parts.items()],
    )


def _part(tab: SessionsTab, open_tab: SessionsTab, places: list[Component]) -> Component:
    return html.Div(places, hidden=tab is not open_tab, **data(tab=tab))


def tabs(shown: SessionsView, locale: Locale) -> Component:
    """Links to the tabs, each with an address of its own."""
    names = {
        SessionsTab.LOG: text("Log a session"),
        SessionsTab.LIST: text("All sessions"),
        SessionsTab.IMPORT: text("Import a file"),
        SessionsTab.MEND: text("To fix"),
    }
    return html.Nav(
        [
            html.A(
                [words.say(locale), *(_badge(shown, locale) if tab is SessionsTab.MEND else [])],
                href=session_address(shown.reading.filters, SessionOptions(tab=tab), locale),
                className="tabs__tab",
                **data(stay=""),
                **current_page(is_current=tab is shown.options.tab),
            )
            for tab, words in names.items()
        ],
        className="tabs",
        **label(text("Parts of this view").say(locale)),
    )


def for_coordinators(locale: Locale, query: str, reading: Reading) -> Component:
    """The page for readers who are not coordinators."""
    return shell.refusal(
        SESSIONS,
        locale,
        query,
        reading,
        title=text("This view is for coordinators"),
        what=text(
            "Coordinators log sessions here, and find what to fix in them, such as duplicates."
        ),
    )


def _badge(shown: SessionsView, locale: Locale) -> list[Component | str]:
    count = shown.found.open_items
    if not count:
        return []
    said = number(count, locale)
    return [" ", html.Span(said, className="tabs__count")]
