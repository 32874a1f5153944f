"""The venues view, redrawn by one request for each change of filters or options."""

from dash.development.base_component import Component

from callbacks.about import about
from dashboard.addresses import VENUES
from dashboard.domain.venues import options as venue_options
from dashboard.domain.venues.options import VenuePage
from dashboard.figures.timeline import timeline
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise
from dashboard.queries.answers import Answers
from dashboard.queries.venues.view import VenuesView, venues_view
from dashboard.sentences.venues import venues as sentences
from layouts.shared import shell
from layouts.shared.drawing import Drawing, drawing_of, slot, with_parts
from layouts.shared.filter_bar import kept
from layouts.shared.pager import pager
from layouts.venues import history as venue_history
from layouts.venues import table as venue_table
from layouts.venues import venues as view
from layouts.venues.links import Here


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(venues_view(answers, query), locale)


def page_of(visited: VenuesView, locale: Locale) -> Component:
    """The page of an answer; the parts that never change are drawn only here."""
    reading = visited.reading
    still = {shell.FOOTER: shell.footer(locale, reading)}
    query = Here(locale, reading.filters, visited.options).query
    main = view.layout(locale, query, reading, with_parts(drawing(visited, locale), still))
    return shell.page(VENUES, locale, query, reading, main)


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after a change, with an announcement for screen readers."""
    return update_of(venues_view(answers, query), locale)


def update_of(visited: VenuesView, locale: Locale) -> Drawing:
    """The drawing of an answer, with an announcement."""
    drawn = drawing(visited, locale)
    said = drawn["parts"][slot("venues", "sentence")]
    return with_parts(drawn, {slot("announcement"): said})


def drawing(visited: VenuesView, locale: Locale) -> Drawing:
    """Everything of the view that depends on filters and options."""
    reading, vocabulary = visited.reading, visited.reading.vocabulary
    here = Here(locale, reading.filters, visited.options)
    shown = venue_options.page_of(visited.table, visited.options, locale)
    found = sentences.result(shown, visited.options, reading.filters, vocabulary)
    parts = {
        **about(reading, locale, last_session=visited.progress.last_session),
        **kept(locale, visited.progress.delivered, visited.in_all),
        slot("questions"): view.questions(here, vocabulary, reading.today),
        slot("search"): view.search(),
        slot("areas"): view.areas(shown, locale),
        slot("venues", "sentence"): capitalise(found.say(locale)),
        slot("opened"): _opened(visited, here, shown),
        slot("venues", "table"): venue_table.table(shown, here, vocabulary),
        slot("venues", "pager"): _pager(shown, here),
    }
    return drawing_of(parts, reading.state.edition, figures=_figures(visited, locale))


def _pager(shown: VenuePage, here: Here) -> Component | None:
    def address(number: int) -> str:
        return here.choosing(page=number).address

    return pager(
        "venues", shown.number, shown.pages, address, here.locale, focus=slot("venues", "sentence")
    )


def _opened(visited: VenuesView, here: Here, shown: VenuePage) -> list[Component] | None:
    history, reading = visited.history, visited.reading
    if history is None:
        return None
    code = history.venue.code
    on_page = any(row.venue.code == code for row in shown.rows)
    focus = venue_table.venue_link_id(code) if on_page else slot("venues", "sentence")
    return venue_history.panel(history, here, reading, focus)


def _figures(visited: VenuesView, locale: Locale) -> Drawing:
    if visited.history is None or not visited.history.sessions:
        return {}
    figure = timeline(visited.history, visited.reading.vocabulary, locale)
    return {slot("timeline", "figure"): figure}
