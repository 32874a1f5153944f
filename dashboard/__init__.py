"""The imPACT dashboard without a screen: data, rules, words and figures."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version that the footer, the API and the exports name; "0" when run uninstalled."""
    try:
        return version("impact-dashboard")
    except PackageNotFoundError:
        return "0"
