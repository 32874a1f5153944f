"""What is asked of a file of the Explore view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import request

from dashboard.domain.shared.filters import Problem, echo
from dashboard.i18n import Locale, text
from dashboard.web.access.gate import reader_locale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANG = "lang"


@dataclass(frozen=True, slots=True)
class FileQuery:
    """The query of a file: the filters, the language, and the options of the file itself.

    ``problems`` are options with a value that is not known.
    """

    filters: str
    locale: Locale
    options: Mapping[str, str]
    problems: tuple[Problem, ...]


def file_query(options: Mapping[str, Sequence[str]]) -> FileQuery:
    """Read the query of this request.

    Args:
        options: The names of the file’s own options, each with its values; the first is the usual.
    """
    known = {LANG: [locale.value for locale in Locale], **options}
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
    given = {name: value for name, value in pairs if name in known}
    problems = tuple(
        Problem(name, echo(value), text("unknown code"))
        for name, value in given.items()
        if value not in known[name]
    )
    said = given.get(LANG)
    return FileQuery(
        urlencode([pair for pair in pairs if pair[0] not in known]),
        Locale(said) if said in set(Locale) else reader_locale(),
        {name: given.get(name, values[0]) for name, values in options.items()},
        problems,
    )
