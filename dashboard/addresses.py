"""The address of each view in each language, and of help."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale

HOTLINE = "1-833-900-1010"


@dataclass(frozen=True, slots=True)
class View:
    """A view by its name, with its path in each language, and the right that it needs.

    Menus list it for readers with the right ``listed``; others reach it by a link.
    """

    name: str
    english: str
    french: str
    right: Right = Right.LOOK
    listed: Right | None = None

    def __getitem__(self, locale: Locale) -> str:
        return self.french if locale is Locale.FR else self.english


PROGRESS = View("progress", "/en/progress", "/fr/progres")
"""For everyone: see ``is_public``."""
PRIVACY = View("privacy", "/en/privacy", "/fr/confidentialite")
EXPLORE = View("explore", "/en/explore", "/fr/explorer")
VENUES = View("venues", "/en/venues", "/fr/lieux")
PLAN = View("plan", "/en/plan", "/fr/plan")
SESSIONS = View("sessions", "/en/sessions", "/fr/seances", Right.RECORD)
REFERENCE = View("reference", "/en/reference", "/fr/reference", Right.RECORD, Right.ADMINISTER)
"""The kind of record may need another right as well."""
PUBLISH = View("publish", "/en/publish", "/fr/publier")
SIGN_IN = View("sign-in", "/en/sign-in", "/fr/connexion")
PASSWORD = View("password", "/en/password", "/fr/mot-de-passe")
FORGOTTEN = View("forgotten", "/en/forgot-password", "/fr/mot-de-passe-oublie")
ACCOUNT = View("account", "/en/account", "/fr/compte")
MESSAGES = View("messages", "/en/account/messages", "/fr/compte/messages")
UNSUBSCRIBE = View("unsubscribe", "/en/unsubscribe", "/fr/desabonnement")
"""The start of the addresses that end a subscription; a secret follows, see ``web.shared.logs``."""
PEOPLE = View("people", "/en/people", "/fr/personnes", Right.ADMINISTER)
OUTBOX = View("outbox", "/en/people/messages", "/fr/personnes/messages", Right.ADMINISTER)
LOG = View("log", "/en/people/log", "/fr/personnes/journal", Right.ADMINISTER)
METRICS = "/metrics"
OPENAPI = "/api/v1/openapi.json"
CALLBACK = "/_dash-update-component"  # where Dash's own script asks
TEMPLATE = "/api/v1/template.xlsx"
BRIEF, BRIEF_SLIDES = "/api/v1/brief.pdf", "/api/v1/brief.pptx"
WORKBOOK, FIGURES = "/api/v1/workbook.xlsx", "/api/v1/figures.zip"
CHARTS = "/api/v1/charts"
"""The start of the addresses of single charts: their name follows, and what to have it as."""
CALENDAR = "/calendar"  # and a secret, see ``web.shared.logs``
SIGN_OUT, ACT_AS = "/sign-out", "/act-as"
BEGIN, BACK, LEAVE = "/provider/sign-in", "/provider/back", "/provider/sign-out"
VIEWS = (EXPLORE, VENUES, PLAN, SESSIONS, PUBLISH, REFERENCE, PEOPLE)
PREVIEW = View("preview", "/en/publish/draft", "/fr/publier/ebauche")
GRANTED = View("granted", "/en/publish/grant", "/fr/publier/autorisation")
"""The start of addresses at which administrators preview a grant's views."""
PUBLICATIONS = "/publications"
EMBED = View("embed", "/en/embed", "/fr/embed")
EMBED_HERE, EMBED_SCRIPT, OEMBED = "/embed", "/embed.js", "/oembed"
EMBED_LIVE = "/embed/live"
"""The address for callbacks of embedded views, separate from all others."""


def is_public(path: str) -> bool:
    """Whether everybody gets the same answer there: no cookie is read or set."""
    whole, beginnings = _public()
    return path in whole or path.startswith(beginnings)


@cache
def _public() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The public addresses, and how those below them begin."""
    views = (view[locale] for view in (PROGRESS, PRIVACY, EMBED) for locale in Locale)
    bases = (*views, PUBLICATIONS, EMBED_HERE, OEMBED, OPENAPI)
    return bases, tuple(f"{base}{sign}" for base in bases for sign in "/.")


def locale_of(path: str) -> Locale | None:
    """The language that a path begins with; ``None`` when it begins with neither."""
    first = path.lstrip("/").split("/", 1)[0]
    return next((locale for locale in Locale if locale.value == first), None)


def view_at(path: str) -> tuple[View, Locale] | None:
    """The view and language at exactly that path."""
    return _by_path().get(path)


@cache
def _by_path() -> Mapping[str, tuple[View, Locale]]:
    return {view[locale]: (view, locale) for view in VIEWS for locale in Locale}


def view_meant_by(path: str) -> str | None:
    """The right address for a path with an extra slash or in the other language."""
    locale = locale_of(path)
    if locale is None:
        return None
    name = path.strip("/").partition("/")[2].strip("/")
    for view in (*VIEWS, PROGRESS, PRIVACY):
        if name in {view[each].split("/", 2)[2] for each in Locale}:
            return view[locale]
    return None


def under(path: str, address: str) -> str:
    """Add the site's path on its host to an address, if it has one.

    Addresses of other sites, and relative ones, stay unchanged.
    """
    is_ours = address.startswith("/") and not address.startswith("//")
    return path + address if is_ours else address


def within(path: str, address: str) -> str:
    """Remove the site's path from an address: the reverse of ``under``."""
    is_below = address == path or address.startswith((f"{path}/", f"{path}?"))
    return address.removeprefix(path) if is_below else address


def with_query(path: str, query: str) -> str:
    """A path with its query, if there is one."""
    return f"{path}?{query}" if query else path
