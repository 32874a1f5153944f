"""The list of all publications for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dashboard.i18n import Locale
from dashboard.publications.pages import links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.publications.archive.reading import PublicationSummary

Json = dict[str, object]


def index(archive: Iterable[PublicationSummary], ending: str = "") -> bytes:
    """Every publication, the newest first; addresses are relative to the list's own."""
    return orjson.dumps({"publications": [_entry(one, ending) for one in archive]})


def gone(one: PublicationSummary) -> Json:
    """When a publication was withdrawn, and why, in both languages."""
    withdrawal = one.withdrawn
    if withdrawal is None:
        return {}
    reason = {locale.value: withdrawal.reason[locale] for locale in Locale}
    return {"withdrawn_on": withdrawal.on, "reason": reason}


def _entry(one: PublicationSummary, ending: str) -> Json:
    about: Json = {
        "number": one.number,
        "published_on": one.published_on,
        "data_as_of": one.data_as_of,
        "sha256": one.sha256,
        "corrects": one.corrects,
        "withdrawn": gone(one) or None,
    }
    if one.withdrawn:
        return about
    return about | {
        "json": links.content(one.number),
        "csv": {locale.value: links.table(one.number, locale) for locale in Locale},
        "files": [
            {
                "file": links.file(each),
                "language": each.language,
                "format": each.form,
                "made_at": each.made_at,
                "sha256": each.sha256,
            }
            for each in one.files
        ],
        "page": {locale.value: links.page(locale, one.number) + ending for locale in Locale},
    }
