"""The API for partners: the numbers of a publication, within a grant's scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from dashboard.domain.shared.audience import Audience
from dashboard.publications.answering.scope import OutsideError
from dashboard.web.access.gate import reader_locale
from dashboard.web.publications.embeds import answers
from dashboard.web.publications.embeds.figures import figures
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason
from dashboard.web.publications.embeds.senders import AnswerUse
from dashboard.web.publications.embeds.views import asked, opened_by
from dashboard.web.shared.bodies import marked_in
from dashboard.web.shared.errors import invalid_filters

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from dashboard.web.publications.embeds import Embeds


def progress(embeds: Embeds, key: str | None) -> Response:
    """The answer to a program that sends a grant's key."""
    wished = reader_locale()
    try:
        opened = opened_by(embeds, AnswerUse.PAGE, key or "")
        try:
            narrowed = opened.scope.narrow(asked())
        except OutsideError as error:
            raise EmbedRefusedError(Reason.FILTER, opened.grant) from error
    except EmbedRefusedError as error:
        return answers.refused(error, wished, answers.JSON)
    if narrowed.problems:
        return invalid_filters(narrowed.problems)
    locale = opened.grant.language or wished
    answer = opened.reading.answer(narrowed.filters, Audience.PARTNER)
    told = figures(opened.reading, answer, opened.grant.views, locale)
    made = answers.answer(orjson.dumps(told), answers.JSON, opened.grant)
    return marked_in(made, locale)
