"""The names of the files of charts and of the workbook."""

from datetime import date

from dashboard.i18n import Locale

WORKBOOK = {Locale.EN: "impact-figures", Locale.FR: "impact-chiffres"}


def chart_file(code: str, data_as_of: date | None, locale: Locale, ending: str) -> str:
    """The file of one chart: ``impact-by-language-2015-03-25-en.csv``."""
    return _name(f"impact-{code.replace('_', '-')}", data_as_of, locale, ending)


def figures_file(data_as_of: date | None, locale: Locale, ending: str) -> str:
    """The file of all figures: ``impact-figures-2015-03-25-en.xlsx``."""
    return _name(WORKBOOK[locale], data_as_of, locale, ending)


def _name(begin: str, data_as_of: date | None, locale: Locale, ending: str) -> str:
    day = data_as_of.isoformat() if data_as_of else ""
    return "-".join(filter(None, (begin, day, locale.value))) + ending
