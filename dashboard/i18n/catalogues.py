"""The gettext catalogues, compiled in memory, so that no generated file can be out of date."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from dashboard.i18n.locale import Locale

FOLDER = Path(__file__).parent
DOMAIN = "impact"


def path(locale: Locale) -> Path:
    """The path of a language's catalogue. English has none: it is the language of the code."""
    return FOLDER / locale.cldr / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=len(Locale))
def translations(locale: Locale) -> NullTranslations:
    """The catalogue of a language."""
    if locale is Locale.EN:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - English needs none of it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path(locale).open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale.cldr))
    compiled.seek(0)
    return GNUTranslations(compiled)
