"""The languages of a brief, and the name of its file."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.publications.files import BriefFormat
from dashboard.i18n import Locale

NAMES = {Locale.EN: "impact-brief", Locale.FR: "impact-synthese"}


def languages(said: Sequence[str], usual: Locale) -> tuple[Locale, ...]:
    """The languages asked for, in that order, each once; without any, the usual one."""
    known = [Locale(one) for one in dict.fromkeys(said) if one in set(Locale)]
    return tuple(known) or (usual,)


def file_name(
    chosen: Sequence[Locale], data_as_of: date | None, form: BriefFormat = BriefFormat.PDF
) -> str:
    """The name of the file, with the day of its data: ``impact-brief-2015-03-25-en.pdf``."""
    day = data_as_of.isoformat() if data_as_of else ""
    codes = "-".join(locale.value for locale in chosen)
    return "-".join(filter(None, (NAMES[chosen[0]], day, codes))) + f".{form}"
