"""The imPACT dashboard without its pages: data, rules, sentences and figures."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version shown in the footer, the API and exports; "0" if the program is not installed."""
    try:
        return version("impact-dashboard")
    except PackageNotFoundError:
        return "0"
