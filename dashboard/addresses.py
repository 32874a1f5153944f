"""Where each view lives in each language."""

from dashboard.i18n import Locale

EXPLORE = {Locale.EN: "/en/explore", Locale.FR: "/fr/explorer"}
VIEWS = (EXPLORE,)


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


def with_query(path: str, query: str) -> str:
    """A path with its query, if there is one."""
    return f"{path}?{query}" if query else path
