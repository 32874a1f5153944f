"""Addresses within the publish view, and the links between its tabs."""

from dash.development.base_component import Component

from dashboard.addresses import PUBLISH, with_query
from dashboard.domain.publications.options import PublishOptions, PublishTab
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale, text
from layouts.shared import html
from layouts.shared.attributes import current_page, data, label
from layouts.shared.links import query_of


def publish_address(filters: Filters, options: PublishOptions, locale: Locale) -> str:
    """The address of the view with these options and the same filters."""
    return with_query(PUBLISH[locale], query_of(filters, options))


def tabs(filters: Filters, options: PublishOptions, locale: Locale) -> Component:
    """Links to the tabs, each with an address of its own."""
    names = {
        PublishTab.PUBLICATIONS: text("Publications"),
        PublishTab.EMBEDS: text("Embedded views"),
    }
    return html.Nav(
        [
            html.A(
                words.say(locale),
                href=publish_address(filters, PublishOptions(tab), locale),
                className="tabs__tab",
                **data(stay=""),
                **current_page(is_current=tab is options.tab),
            )
            for tab, words in names.items()
        ],
        className="tabs",
        **label(text("Parts of this view").say(locale)),
    )
