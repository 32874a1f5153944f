"""What surrounds every view: header, language link, demonstration banner, footer."""

from dataclasses import dataclass
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import program_version
from dashboard.addresses import HOTLINE, with_query
from dashboard.domain.vocabulary import Term, Terms, Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import long_date

ADDRESS, PAGE = "shell-address", "shell-page"
LANGUAGE_LINK, MAIN, FOOTER = "shell-language", "content", "shell-footer"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the shell needs to know of the data."""

    vocabulary: Vocabulary
    demonstration: bool
    data_as_of: date | None


def root() -> Component:
    """The frame that asks for the page at the browser's address."""
    return html.Div([dcc.Store(id=ADDRESS), html.Div(id=PAGE)])


def page(
    view: dict[Locale, str], locale: Locale, query: str, about: Surroundings, main: list[Component]
) -> Component:
    """A whole page."""
    return html.Div(
        [
            html.A(text("Skip to content").say(locale), href=f"#{MAIN}", className="skip-link"),
            _header(view, locale, query, demonstration=about.demonstration),
            html.Main(main, id=MAIN, className="page", tabIndex="-1"),
            html.Footer(id=FOOTER, className="footer"),
        ]
    )


def notice(locale: Locale, title: str, body: list[Component | str]) -> Component:
    """A page that says why there is no other one."""
    first_page = {locale: f"/{locale.value}" for locale in Locale}
    return html.Div(
        [
            html.Header(_brand_row(first_page, locale, "")),
            html.Main(
                [html.H1(title), *body, html.P(_hotline(locale))],
                id=MAIN,
                className="page page--notice",
                tabIndex="-1",
            ),
        ]
    )


def _header(
    view: dict[Locale, str], locale: Locale, query: str, *, demonstration: bool
) -> Component:
    return html.Header(
        [_brand_row(view, locale, query), _banner(locale) if demonstration else None]
    )


def _brand_row(view: dict[Locale, str], locale: Locale, query: str) -> Component:
    other = locale.other
    return html.Div(
        html.Div(
            [
                html.P(
                    [
                        html.Span("imPACT", className="brand__name"),
                        html.Span(
                            text("Preventing the trafficking of women and girls, together").say(
                                locale
                            ),
                            className="brand__line",
                        ),
                    ],
                    className="brand",
                ),
                html.A(
                    {Locale.EN: "English", Locale.FR: "Français"}[other],
                    id=LANGUAGE_LINK,
                    href=with_query(view[other], query),
                    lang=other.tag,
                    hrefLang=other.tag,
                    className="language-link",
                ),
            ],
            className="header__row",
        ),
        className="header",
    )


def _banner(locale: Locale) -> Component:
    return html.P(
        [
            html.Strong(text("Demonstration data").say(locale)),
            " – ",
            text("every session, venue and person shown here is invented.").say(locale),
        ],
        className="banner",
    )


def footer(locale: Locale, about: Surroundings) -> Component:
    """Help, partners, funders and what the figures are; drawn once a page."""
    as_of = about.data_as_of
    return html.Div(
        [
            html.Div(
                [
                    html.H2(text("If you or someone you know needs help").say(locale)),
                    html.P(_hotline(locale)),
                ]
            ),
            _names(text("Partners").say(locale), about.vocabulary.partners, locale),
            _names(text("Funders").say(locale), about.vocabulary.funders, locale),
            html.Div(
                [
                    html.H2(text("About these figures").say(locale)),
                    html.P(
                        text(
                            "Counts are participations and may include repeat attendance; no "
                            "names of youth are kept. Small counts are hidden from the "
                            "committee’s views."
                        ).say(locale)
                    ),
                    html.P(
                        text(
                            "Data as of {day}. Version {version}.",
                            day=long_date(as_of, locale) if as_of else "..",
                            version=program_version(),
                        ).say(locale)
                    ),
                ]
            ),
        ],
        className="footer__row",
    )


def _hotline(locale: Locale) -> list[Component | str]:
    return [
        text("Canadian Human Trafficking Hotline, day and night: ").say(locale),
        html.A(HOTLINE, href=f"tel:{HOTLINE}", className="hotline"),
    ]


def _names(title: str, terms: Terms[Term], locale: Locale) -> Component | None:
    if not terms:
        return None
    return html.Div(
        [html.H2(title), html.Ul([html.Li(term.label(locale)) for term in terms])],
    )
