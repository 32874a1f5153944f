"""Answers of file imports: the result, what was refused, and earlier imports."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dashboard.web.importing.preview import FileFault, Preview
from dashboard.web.shared.failures import Error, Message
from dashboard.web.shared.fields import Count, Id, Moment, answer_model
from dashboard.web.shared.operations import Content
from dashboard.web.shared.steps import NDJSON, Step


@answer_model
class PreviewAnswer(TypedDict):
    """What the file would change."""

    done: Preview


ImportDone = TypedDict(
    "ImportDone",
    {"import": Id | None, "new": Count, "changed": Count, "unchanged": Count, "left_out": Count},
)


@answer_model
class ImportAnswer(TypedDict):
    """What the file did."""

    done: ImportDone


class FileRefusal(TypedDict):
    """The first faults, and the number of all."""

    faults: list[FileFault]
    fault_count: Count


@answer_model
class RefusalAnswer(TypedDict):
    """Nothing went in."""

    refused: FileRefusal


@answer_model
class Stale(TypedDict):
    """Something is another than when the file was looked at; nothing went in."""

    stale: Literal[True]
    changed: str


@answer_model
class FileFaults(TypedDict):
    """The file cannot be read."""

    faults: list[FileFault]


class PastImport(TypedDict):
    """A file that went in."""

    id: Id
    subject: str
    file_name: str
    author: str
    imported_at: Moment
    added: Count
    changed: Count
    unchanged: Count
    left_out: Count
    undone: bool
    constants: dict[str, str]
    can_undo: bool
    said: list[Message]
    """What was said of all rows."""


class RefusedFile(TypedDict):
    """A file that was refused, or whose import broke off."""

    id: Id
    at: Moment
    author: str
    subject: str
    file_name: str
    """Blank if it seemed to identify somebody."""
    format: str
    reason: Message
    fault_count: Count


@answer_model
class PastImports(TypedDict):
    """A page of the files that went in, the newest first; with the first, those refused lately."""

    imports: list[PastImport]
    refused: list[RefusedFile]
    page: Count
    pages: Count


PREVIEWING = Content(
    NDJSON,
    "Lines of JSON: how far it is, and last what the file would change, or why it cannot go in.",
    Step | PreviewAnswer | RefusalAnswer | Error,
)
IMPORTING = Content(
    NDJSON,
    "Lines of JSON: how far it is, and last what the file did, or why nothing went in.",
    Step | ImportAnswer | RefusalAnswer | Stale | Error,
)
