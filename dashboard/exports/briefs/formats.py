"""What a brief can be made as: a document to print, or slides to show and change."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dashboard.cards.briefs import Brief


class BriefFormat(StrEnum):
    """The ending of its file."""

    PDF = "pdf"
    PPTX = "pptx"


KINDS = {
    BriefFormat.PDF: "application/pdf",
    BriefFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def document(form: BriefFormat, briefs: Sequence[Brief], made: datetime) -> bytes:
    """Make the file of one brief, or of the same one in two languages.

    Paper has both side by side, slides one after the other. ``made`` stands in the file's own data.
    """
    if form is BriefFormat.PPTX:
        from dashboard.exports.slides.slides import slides  # noqa: PLC0415 - only who makes them

        return slides(briefs, made)
    from dashboard.exports.briefs.typeset import typeset  # noqa: PLC0415 - only who makes it

    return typeset(briefs, made)
