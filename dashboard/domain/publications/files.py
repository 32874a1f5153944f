"""The files that are kept with a publication: its brief on paper and as slides, its workbook."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from dashboard.i18n import Locale


class BriefFormat(StrEnum):
    """What a brief is made as, by the ending of its file.

    A document to print, slides, or a workbook of its numbers.
    """

    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"


class BriefLanguage(StrEnum):
    """What a brief is written in; both stand side by side, slides one after the other."""

    EN = "en"
    FR = "fr"
    BOTH = "both"


KINDS = {
    BriefFormat.PDF: "application/pdf",
    BriefFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    BriefFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class PublicationFileRecord:
    """A kept file in the audit log: its digest, without its content. ``made_at`` is in UTC."""

    number: int
    language: Locale
    form: BriefFormat
    made_at: str
    sha256: str
    size: int

    @property
    def key(self) -> str:
        """Its name: ``7-en.pdf``."""
        return f"{self.number}-{self.language}.{self.form}"

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {"made_at": self.made_at, "sha256": self.sha256, "size": str(self.size)}


@dataclass(frozen=True, slots=True)
class PublicationFile:
    """A kept file with its content."""

    record: PublicationFileRecord
    content: bytes

    @property
    def intact(self) -> bool:
        """Whether it is still what was made."""
        return sha256(self.content).hexdigest() == self.record.sha256


def publication_file(
    number: int, language: Locale, form: BriefFormat, made_at: str, content: bytes
) -> PublicationFile:
    """A new file with its record."""
    digest = sha256(content).hexdigest()
    record = PublicationFileRecord(number, language, form, made_at, digest, len(content))
    return PublicationFile(record, content)
