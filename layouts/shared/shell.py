"""What surrounds every view: skip links, header, news, footer."""

from collections.abc import Mapping
from datetime import date

from dash.development.base_component import Component

from dashboard import program_version
from dashboard.addresses import EXPLORE, HOTLINE, PRIVACY, PROGRESS, View, with_query
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import Locale, Text, text
from dashboard.queries.shared.reading import Reading
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.header import banner, bare_header, header

MAIN, FOOTER, NEWS = "content", "shell-footer", "shell-news"


def page(  # noqa: PLR0913 - each is a part of the page
    view: View,
    locale: Locale,
    query: str,
    reading: Reading,
    main: list[Component | None],
    *,
    parts: Mapping[str, Text] | None = None,
) -> Component:
    """A whole page; the link to the other language keeps ``query``.

    ``parts`` are the parts of the page that skip links lead to, by id.
    """
    return html.Div(
        [
            _skip_links(locale, {MAIN: text("Skip to content"), **(parts or {})}),
            header(view, locale, query, reading),
            _news(locale),
            html.Main(main, id=MAIN, className="page", tabIndex="-1"),
            html.Footer(id=FOOTER, className="footer"),
        ]
    )


def refusal(  # noqa: PLR0913 - each is a part of the page
    view: View,
    locale: Locale,
    query: str,
    reading: Reading,
    *,
    title: Text,
    what: Text,
) -> Component:
    """The page for readers who may not open a view; in the demonstration, they may take a role."""
    way = html.A(text("Explore the project’s reach").say(locale), href=EXPLORE[locale])
    roles = banner(locale, with_query(view[locale], query), reading)
    body: list[Component | str] = [html.P(what.say(locale)), html.P(way)]
    return notice(locale, title.say(locale), body, roles)


def notice(
    locale: Locale,
    title: str,
    body: list[Component | str],
    below: Component | None = None,
) -> Component:
    """A page that explains why there is no view; ``below`` ends its header."""
    return html.Div(
        [
            bare_header(locale, below),
            html.Main(
                [html.H1(title), *body, html.P(_hotline(locale))],
                id=MAIN,
                className="page page--notice",
                tabIndex="-1",
            ),
        ]
    )


def _skip_links(locale: Locale, parts: Mapping[str, Text]) -> Component:
    """Skip links for the keyboard: one tab stop, from which arrow keys move between links."""
    return html.Nav(
        html.Ul(
            [
                html.Li(html.A(words.say(locale), href=f"#{part}", className="skip-link"))
                for part, words in parts.items()
            ],
            **data(arrows="a"),
        ),
        className="skip-links",
        **label(text("Skip to").say(locale)),
    )


def _news(locale: Locale) -> Component:
    """A line that offers newer data; the browser's script shows it when there are any."""
    offer = html.P(
        [
            text("New data are available.").say(locale) + " ",
            html.Button(
                text("Refresh").say(locale),
                type="button",
                className="news__refresh",
                **data(refresh=""),
            ),
        ],
        className="news__offer",
        hidden=True,
    )
    return html.Div(offer, id=NEWS, className="news", role="status")


def footer(locale: Locale, reading: Reading) -> Component:
    """Help, partners, funders and what the figures are; drawn once a page."""
    as_of, words = reading.state.data_as_of, reading.vocabulary
    return html.Div(
        [
            html.Div(
                [
                    html.H2(text("If you or someone you know needs help").say(locale)),
                    html.P(_hotline(locale)),
                ]
            ),
            _names(text("Partners").say(locale), words.partners, locale),
            _names(text("Funders").say(locale), words.funders, locale),
            html.Div(
                [
                    html.H2(text("About these figures").say(locale)),
                    html.P(
                        text(
                            "Counts are participations and may include repeat "
                            "attendance; no names of youth are kept. Small counts are "
                            "hidden in the committee’s views."
                        ).say(locale)
                    ),
                    html.P(
                        [
                            html.A(
                                text("Where we are today: the public page").say(locale),
                                href=PROGRESS[locale],
                            ),
                            html.A(text("Who sees what").say(locale), href=PRIVACY[locale]),
                            html.Span(_edition(as_of).say(locale)),
                        ],
                        className="footer__ways",
                    ),
                ]
            ),
        ],
        className="footer__row",
    )


def _edition(as_of: date | None) -> Text:
    """The day of the data, if there are any, and the version of the program."""
    version = program_version()
    if as_of is None:
        return text("Version {version}.", version=version)
    return text("Data as of {day}. Version {version}.", day=as_of, version=version)


def _hotline(locale: Locale) -> list[Component | str]:
    return [
        text("Canadian Human Trafficking Hotline, 24 hours a day, 7 days a week: ").say(locale),
        html.A(HOTLINE, href=f"tel:{HOTLINE}", className="hotline"),
    ]


def _names(title: str, terms: Terms[Term], locale: Locale) -> Component | None:
    if not terms:
        return None
    return html.Div(
        [html.H2(title), html.Ul([html.Li(term.label(locale)) for term in terms])],
    )
