"""What the folder of the public site tells of publications: texts and withdrawals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
from pydantic import ValidationError

from dashboard.domain.publications.publication import Publication, digest, read
from dashboard.domain.publications.publishing import PublicationRecord
from dashboard.domain.shared.moments import day_in_iso

NOBODY = "?"  # the site does not name who prepared and approved


class NotASiteError(Exception):
    """The folder was not written by `impact publish --static`, or a file in it was changed."""


@dataclass(frozen=True, slots=True)
class OnSite:
    """A publication on the site; a withdrawn one has an empty text."""

    record: PublicationRecord
    content: bytes


def publications(folder: Path) -> tuple[OnSite, ...]:
    """All publications that the site lists, by number.

    Raises:
        NotASiteError: It can't be read.
    """
    try:
        listed = orjson.loads((folder / "publications.json").read_bytes())["publications"]
        return tuple(sorted(_each(folder, listed), key=lambda one: one.record.number))
    except (OSError, KeyError, TypeError, ValueError, ValidationError) as error:
        raise NotASiteError(str(folder)) from error


def _each(folder: Path, listed: list[dict[str, object]]) -> Iterator[OnSite]:
    for one in listed:
        number, said = int(str(one["number"])), str(one["sha256"])
        content = b"" if one["withdrawn"] else (folder / _name(number)).read_bytes()
        if content and not _is_it(content, number, said):
            raise ValueError(number)
        yield OnSite(_record(one), content)


def _name(number: int) -> str:
    return f"publications/{number}.json"


def _is_it(content: bytes, number: int, said: str) -> bool:
    found: Publication = read(content)
    return digest(content) == said and found.number == number


def _record(one: dict[str, object]) -> PublicationRecord:
    withdrawn = one["withdrawn"]
    gone = withdrawn if isinstance(withdrawn, dict) else {}
    published_on = date.fromisoformat(str(one["published_on"]))
    corrects = one["corrects"]
    return PublicationRecord(
        number=int(str(one["number"])),
        published_at=day_in_iso(published_on),
        published_on=published_on,
        data_as_of=date.fromisoformat(str(one["data_as_of"])),
        sha256=str(one["sha256"]),
        corrects=int(str(corrects)) if corrects else None,
        prepared_by=NOBODY,
        approved_by=NOBODY,
        withdrawn_at=day_in_iso(date.fromisoformat(gone["withdrawn_on"])) if gone else None,
        withdrawn_by=NOBODY if gone else None,
        reason_en=gone["reason"]["en"] if gone else None,
        reason_fr=gone["reason"]["fr"] if gone else None,
    )
