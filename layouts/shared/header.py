"""The header of a page: menu, account, the other language, the banner of the demonstration."""

from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard.addresses import ACCOUNT, ACT_AS, SESSIONS, SIGN_OUT, VIEWS, View, with_query
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import Locale, plural, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.shared import views
from layouts.shared import html
from layouts.shared.attributes import current_page, data, label, opener, pressed
from layouts.shared.drawing import slot
from layouts.shared.links import query_of

VIEWS_MENU, ROLES_MENU = "shell-views", "shell-roles"
LANGUAGE_LINK = "shell-language"
TO_MEND = slot("mends")
MEND = SessionOptions(tab=SessionsTab.MEND)


def header(view: View, locale: Locale, query: str, reading: Reading) -> Component:
    """The header of a view; the link to the other language keeps ``query``."""
    return html.Header(
        [
            _brand_row(
                locale,
                with_query(view[locale.other], query),
                _menu(VIEWS_MENU, text("Menu").say(locale)),
                _navigation(view, locale, reading),
                _account(locale, reading),
            ),
            banner(locale, with_query(view[locale], query), reading),
        ]
    )


def bare_header(locale: Locale, below: Component | None) -> Component:
    """The header of a page without a view, for a reader who may be a stranger."""
    return html.Header([_brand_row(locale, f"/{locale.other.value}"), below])


def _navigation(view: View, locale: Locale, reading: Reading) -> Component:
    """Links to the views that this reader may open; they keep the filters."""
    return html.Nav(
        html.Ul(
            [
                html.Li([_way(each, view, locale, reading), _counted(each, locale, reading)])
                for each in VIEWS
                if _may_open(each, reading)
            ]
        ),
        id=VIEWS_MENU,
        className="nav",
        **label(text("Views").say(locale)),
    )


def _may_open(view: View, reading: Reading) -> bool:
    right = view.listed or view.right
    if reading.reader:
        return reading.reader.role.may(right)
    mends = reading.open_items is not None and right is Right.RECORD
    return mends or right is Right.LOOK


def _way(to: View, here: View, locale: Locale, reading: Reading) -> Component:
    return html.A(
        views.name(to).say(locale),
        href=with_query(to[locale], reading.filters.to_query()),
        **data(keep=""),
        **current_page(is_current=to is here),
    )


def _counted(view: View, locale: Locale, reading: Reading) -> Component | None:
    if view is not SESSIONS:
        return None
    return html.Span(to_mend(locale, reading), id=TO_MEND, className="nav__open")


def to_mend(locale: Locale, reading: Reading) -> Component | None:
    """The number of open findings, with a link to them."""
    if not reading.open_items:
        return None
    count = plural("{count} to fix", "{count} to fix", reading.open_items)
    return html.A(
        count.say(locale),
        href=with_query(SESSIONS[locale], query_of(reading.filters, MEND)),
        className="nav__count",
        **data(keep=MEND.to_query()),
    )


def _account(locale: Locale, reading: Reading) -> Component | None:
    """Who is signed in, with the button to sign out."""
    if reading.reader is None or reading.reader.is_demonstrator:
        return None
    return html.Form(
        [
            html.A(
                reading.reader.name,
                href=ACCOUNT[locale],
                title=text("Your account").say(locale),
                className="account__name",
            ),
            html.Button(text("Sign out").say(locale), type="submit", className="account__out"),
        ],
        action=SIGN_OUT,
        method="POST",
        className="account",
        **data(
            question=text("This browser has a session that was not sent.").say(locale),
            remove=text("Delete it and sign out").say(locale),
            keep=text("Keep it and sign out").say(locale),
        ),
    )


def _brand_row(locale: Locale, elsewhere: str, *between: Component | None) -> Component:
    """The name, the parts ``between`` and the link to the other language."""
    other = locale.other
    return html.Div(
        html.Div(
            [
                html.P(
                    [
                        html.Span("imPACT", className="brand__name"),
                        None
                        if between
                        else html.Span(
                            text("Preventing the trafficking of women and girls, together").say(
                                locale
                            ),
                            className="brand__line",
                        ),
                    ],
                    className="brand",
                ),
                *between,
                html.A(
                    other.native_name,
                    id=LANGUAGE_LINK,
                    href=elsewhere,
                    lang=other.tag,
                    hrefLang=other.tag,
                    className="language-link",
                ),
            ],
            className="header__row",
        ),
        className="header",
    )


def banner(locale: Locale, address: str, reading: Reading) -> Component | None:
    """The demonstration banner, on which the reader may take any role; none on other data."""
    if not reading.state.demonstration:
        return None
    return html.Div(
        [
            html.P(
                [
                    html.Strong(text("Demonstration data").say(locale)),
                    html.Span(
                        " – "
                        + text("every session, venue and person shown here is invented.").say(
                            locale
                        ),
                        className="banner__more",
                    ),
                ]
            ),
            *(
                _roles(locale, address, reading.reader.role)
                if reading.reader and reading.reader.is_demonstrator
                else []
            ),
        ],
        className="banner",
    )


def _roles(locale: Locale, address: str, now: Role) -> list[Component]:
    """Buttons to take another role, which keep session and filters."""
    words = text("View as").say(locale)
    form = html.Form(
        [
            html.Span(words, className="banner__words"),
            *(
                html.Button(
                    role.called.say(locale),
                    type="submit",
                    name="role",
                    value=role.value,
                    className="banner__role",
                    **pressed(is_pressed=role is now),
                )
                for role in Role
            ),
        ],
        id=ROLES_MENU,
        action=with_query(ACT_AS, urlencode({"next": address})),
        method="POST",
        className="banner__roles",
    )
    unseen = html.Span(f"{words} ", className="visually-hidden")
    return [_menu(ROLES_MENU, unseen, now.called.say(locale)), form]


def _menu(opens: str, *words: Component | str) -> Component:
    """The menu button, which on a phone stands in for the row of links."""
    return html.Button(
        list(words),
        type="button",
        className="menu",
        **data(opens=opens),
        **opener(opens),
    )
