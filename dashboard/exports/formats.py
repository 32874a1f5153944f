"""What a brief can be made as: a document to print, slides to show and change, or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.publications.files import BriefFormat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dashboard.cards.briefs import Brief


LIVE = (BriefFormat.PDF, BriefFormat.PPTX)
"""What a brief of live figures is made as; their workbook has more tables than a brief."""


def document(form: BriefFormat, briefs: Sequence[Brief], made: datetime) -> bytes:
    """Make the file of one brief, or of the same one in two languages.

    Paper has both side by side, slides one after the other; a workbook takes one brief only.
    ``made`` stands in the file's own data.
    """
    if form is BriefFormat.XLSX:
        from dashboard.exports.workbook.book import workbook  # noqa: PLC0415 - only who makes it
        from dashboard.exports.workbook.published import figure_tables  # noqa: PLC0415 - as above

        (only,) = briefs
        return workbook(only, figure_tables(only), made)
    if form is BriefFormat.PPTX:
        from dashboard.exports.slides.slides import slides  # noqa: PLC0415 - only who makes them

        return slides(briefs, made)
    from dashboard.exports.briefs.typeset import typeset  # noqa: PLC0415 - only who makes it

    return typeset(briefs, made)
