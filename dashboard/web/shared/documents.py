"""Briefs made in a process of their own: typesetters keep what they set, pages need the memory."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from werkzeug.exceptions import ServiceUnavailable

from dashboard.exports.briefs.formats import document
from dashboard.web.shared.jobs import jobs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from dashboard.cards.briefs import Brief
    from dashboard.domain.publications.files import BriefFormat
    from dashboard.importers import OnProgress


def made(form: BriefFormat, briefs: Sequence[Brief], when: datetime) -> bytes:
    """The file of one brief, or of the same one in two languages; see ``document``.

    Raises:
        ServiceUnavailable: The process ended early.
    """
    line = jobs().doing(_made, form, briefs, when)(lambda *_: None)
    if "file" not in line:
        raise ServiceUnavailable
    return b64decode(line["file"])


def _made(
    form: BriefFormat, briefs: Sequence[Brief], when: datetime, _tell: OnProgress
) -> Mapping[str, str]:
    return {"file": b64encode(document(form, briefs, when)).decode()}
