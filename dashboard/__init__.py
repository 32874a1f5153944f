"""The imPACT dashboard without its pages: data, rules, sentences and figures."""

from functools import cache


@cache  # each page says it, and to look for it reads files
def program_version() -> str:
    """The version shown in the footer, the API and exports; "0" if the program is not installed."""
    # a third of the time in which the process that reads a file starts, which never asks for it
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("impact-dashboard")
    except PackageNotFoundError:
        return "0"
