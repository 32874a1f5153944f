"""How often a grant was shown: in a sentence, in small bars for each view, and by day."""

from datetime import date, timedelta

from dash.development.base_component import Component

from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import Grant
from dashboard.figures.spark import as_address, spark
from dashboard.i18n import Locale, plural, text
from dashboard.i18n.formats import number
from dashboard.publications.making.granted import DAYS, GrantReach
from dashboard.sentences.publications import embeds, grants
from layouts.shared import html
from layouts.shared.attributes import label


def reach(grant: Grant, found: GrantReach, today: date, locale: Locale) -> Component:
    """The sentence, with the numbers in a fold if there are any."""
    times = sum(one.times for one in found.shown)
    said = grants.shown(times, DAYS, found.last).say(locale)
    if not found.shown:
        return html.P(said, className="embeds__shown")
    return html.Details(
        [
            html.Summary(said),
            html.P(
                text("One count per day and view; nothing is kept about viewers.").say(locale),
                className="embeds__hint",
            ),
            _by_view(grant, found, today, locale),
            _by_day(grant, found, locale),
        ],
        className="more embeds__shown",
    )


def _views(grant: Grant, found: GrantReach) -> list[str]:
    """The views of the grant, and former ones that were shown."""
    known = {*grant.views, *(one.view for one in found.shown)}
    return [*(code for code in EMBED_VIEWS if code in known), *sorted(known - set(EMBED_VIEWS))]


def _by_view(grant: Grant, found: GrantReach, today: date, locale: Locale) -> Component:
    days = [today - timedelta(back) for back in reversed(range(DAYS))]
    items = []
    for view in _views(grant, found):
        of_day = {one.day: one.times for one in found.shown if one.view == view}
        times = plural("{count} time", "{count} times", sum(of_day.values()))
        picture = as_address(spark([of_day.get(day, 0) for day in days]))
        items.append(
            html.Li(
                [
                    html.Span(embeds.title(view).say(locale), className="embeds__view"),
                    html.Img(src=picture, alt="", className="embeds__spark"),
                    html.Span(times.say(locale), className="whole"),
                ]
            )
        )
    return html.Ul(items, className="embeds__reach")


def _by_day(grant: Grant, found: GrantReach, locale: Locale) -> Component:
    views = _views(grant, found)
    days = sorted({one.day for one in found.shown}, reverse=True)
    times = {(one.day, one.view): one.times for one in found.shown}
    title = text("Day by day").say(locale)
    headings = [text("Day").say(locale), *(embeds.title(view).say(locale) for view in views)]
    rows = [
        html.Tr(
            [
                html.Th(day.isoformat(), scope="row", className="day"),
                *(html.Td(number(times.get((day, view), 0), locale)) for view in views),
            ]
        )
        for day in days
    ]
    table = html.Table(
        [
            html.Caption(title, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(one, scope="col") for one in headings])),
            html.Tbody(rows),
        ],
        className="numbers",
    )
    return html.Div(
        table,
        className="publish__scroll embeds__days",
        tabIndex="0",
        role="group",
        **label(title),
    )
