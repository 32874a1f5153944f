"""Files of the Explore view: what is asked of them, and the process that makes them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import request
from werkzeug.exceptions import ServiceUnavailable

from dashboard.domain.shared.filters import Problem, echo
from dashboard.i18n import Locale, text
from dashboard.web.access.gate import reader_locale
from dashboard.web.shared.jobs import jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.importers import OnProgress

LANG = "lang"


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of a file: the filters, the language, and the options of the file itself.

    ``problems`` are options with a value that is not known.
    """

    filters: str
    locale: Locale
    options: Mapping[str, str]
    problems: tuple[Problem, ...]


def asked(options: Mapping[str, Sequence[str]]) -> Asked:
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
    return Asked(
        urlencode([pair for pair in pairs if pair[0] not in known]),
        Locale(said) if said in set(Locale) else reader_locale(),
        {name: given.get(name, values[0]) for name, values in options.items()},
        problems,
    )


def made(work: Callable[..., bytes], *given: object) -> bytes:
    """What ``work(*given)`` makes, in a process of its own: pages need the time and the memory.

    Raises:
        ServiceUnavailable: The process ended early.
    """
    line = jobs().doing(_packed, work, given)(lambda *_: None)
    if "file" not in line:
        raise ServiceUnavailable
    return b64decode(line["file"])


def _packed(
    work: Callable[..., bytes], given: Sequence[object], _tell: OnProgress
) -> Mapping[str, str]:
    return {"file": b64encode(work(*given)).decode()}
