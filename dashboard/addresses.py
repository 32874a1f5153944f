"""Where each view lives in each language, and where help is found."""

from dashboard.i18n import Locale

EXPLORE = {Locale.EN: "/en/explore", Locale.FR: "/fr/explorer"}
VIEWS = (EXPLORE,)
HOTLINE = "1-833-900-1010"


def locale_of(path: str) -> Locale | None:
    """The language that a path begins with; ``None`` when it begins with neither."""
    first = path.lstrip("/").split("/", 1)[0]
    return next((locale for locale in Locale if locale.value == first), None)


def view_at(path: str) -> tuple[dict[Locale, str], Locale] | None:
    """The view and language that live at exactly that path."""
    for view in VIEWS:
        for locale, address in view.items():
            if path == address:
                return view, locale
    return None


def view_meant_by(path: str) -> str | None:
    """The address of the view that a path names with a slash too many or in another language."""
    locale = locale_of(path)
    if locale is None:
        return None
    name = path.strip("/").partition("/")[2].strip("/")
    for view in VIEWS:
        if name in {address.split("/", 2)[2] for address in view.values()}:
            return view[locale]
    return None


def with_query(path: str, query: str) -> str:
    """A path with its query, if there is one."""
    return f"{path}?{query}" if query else path
