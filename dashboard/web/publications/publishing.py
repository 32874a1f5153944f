"""Drafts, approvals and withdrawals over JSON, for the publish view.

A malformed body is a bad request; a refusal (422) is an answer, and nothing was done. Words are in
both languages, under ``en`` and ``fr``. A draft takes time: its answer comes in lines, see
``steps``, and whoever leaves finds it later.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from functools import partial
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, abort
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.addresses import PREVIEW
from dashboard.database import reading
from dashboard.domain.publications.publication import BilingualText, read
from dashboard.domain.shared.roles import Right
from dashboard.permission import RightEndedError
from dashboard.publications.archive import reading as archive
from dashboard.publications.making import returning
from dashboard.publications.pages.documents import Documents
from dashboard.queries.publications.publications import open_draft
from dashboard.web.shared.bodies import Body, answered
from dashboard.web.shared.failures import (
    Error,
    Message,
    as_data,
    both,
    message_of,
    status_at_the_end,
    status_of,
)
from dashboard.web.shared.fields import WITHOUT_NUL, Id, answer_model
from dashboard.web.shared.operations import Content, Operation
from dashboard.web.shared.pages import in_both_languages
from dashboard.web.shared.steps import NDJSON, Step, StepTeller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Engine

    from dashboard.domain.publications.publishing import Draft
    from dashboard.i18n import Locale
    from dashboard.publications.making.outcomes import (
        DraftResult,
        PublishingRefusal,
        PublishingResult,
    )
    from dashboard.publications.making.press import Press

ROUTES = "/api/v1/publications"
LONGEST = 1000
Words = Annotated[str, Field(max_length=LONGEST, pattern=WITHOUT_NUL)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DraftPublication(Body):
    """A draft; without ``as_of``, of the data to this day. Only administrators may ``tighten``.

    Without a word of it, theirs narrow a year once the second quarter of the next one is in them,
    until it was done or they said false.
    """

    as_of: date | None = None
    note_en: Words = ""
    note_fr: Words = ""
    corrects: Id | None = None
    confirmed: bool = False
    tighten: bool | None = None


class ApprovePublication(Body):
    """The draft, and the digest of what was looked at."""

    draft: Id
    digest: Digest


class ReturnDraft(Body):
    """The draft, the digest of what was looked at, and what is to change."""

    draft: Id
    digest: Digest
    reason: Words


class WithdrawPublication(Body):
    """Why, in both languages."""

    reason_en: Words
    reason_fr: Words


@answer_model
class PublishAnswer(TypedDict):
    """It is done."""

    number: Id
    alone: bool
    """Whether the preparer approved, since there is nobody else."""


class Objection(TypedDict):
    """Why it was not done, and the way out."""

    reason: Message
    remedy: Message


@answer_model
class Refusals(TypedDict):
    """It cannot be; nothing was done."""

    refusals: list[Objection]


@answer_model
class DraftAnswer(TypedDict):
    """The draft to look at, or that was sent back."""

    draft: Id
    digest: Digest


decides = partial(Operation, refuses={422: Refusals})
"""Declares a view that decides about a publication, or refuses to."""
DRAFTING = Content(
    NDJSON,
    "Lines of JSON: how far it is, and last the draft, or why there is none.",
    Step | DraftAnswer | Refusals | Error,
)


def blueprint(
    engine: Engine,
    press: Callable[[Right], Press],
    is_administrator: Callable[[], bool],
) -> Blueprint:
    """The routes; ``press`` returns the press for a reader who needs a right to the end."""
    routes = Blueprint("publishing", __name__)
    telling = StepTeller(at_once=1)

    def preview(locale: Locale) -> Response:
        with reading(engine) as connection:
            draft = open_draft(connection)
        if draft is None:
            abort(404)
        page = Documents().numbered(as_published(draft), locale)
        return Response(page.body, mimetype=page.kind)

    in_both_languages(routes, PREVIEW, preview)

    @routes.post(f"{ROUTES}/draft")
    @Operation("Prepare a publication", takes=DraftPublication, gives=DRAFTING)
    def draft(wanted: DraftPublication) -> Response:
        able = is_administrator()
        if wanted.tighten and not able:
            abort(403)
        mine = press(Right.ADMINISTER if able else Right.RECORD)

        return telling.answer(lambda _: _drafted(mine, wanted, able=able))

    @routes.post(f"{ROUTES}/approve")
    @decides("Publish a draft", takes=ApprovePublication, gives=PublishAnswer)
    def approve(wanted: ApprovePublication) -> Response:
        return _answer(press(Right.APPROVE).approve(wanted.draft, wanted.digest))

    @routes.post(f"{ROUTES}/send-back")
    @decides("Send a draft back", takes=ReturnDraft, gives=DraftAnswer)
    def send_back(wanted: ReturnDraft) -> Response:
        mine = press(Right.APPROVE)
        done = returning.send_back(
            mine.engine, mine.author, wanted.draft, wanted.digest, wanted.reason
        )
        return answered(_draft(done), 200 if done.draft else 422)

    @routes.post(f"{ROUTES}/<int(max=2147483647):number>/withdraw")
    @decides("Take a publication back", takes=WithdrawPublication, gives=PublishAnswer)
    def withdraw(wanted: WithdrawPublication, number: int) -> Response:
        reason = BilingualText(wanted.reason_en, wanted.reason_fr)
        return _answer(press(Right.ADMINISTER).withdraw(number, reason))

    return routes


def _drafted(
    press: Press, wanted: DraftPublication, *, able: bool
) -> DraftAnswer | Refusals | Error:
    """The answer to a wish for a draft, of somebody who is ``able`` to administer or not."""
    try:
        done = press.draft(
            wanted.as_of,
            BilingualText(wanted.note_en, wanted.note_fr),
            corrects=wanted.corrects,
            confirmed=wanted.confirmed,
            tighten=wanted.tighten if able else False,
            declines=able and wanted.tighten is False,
        )
    except RightEndedError as error:
        status = status_at_the_end(error)
        return {"error": as_data(status_of(status).code, message_of(status))}
    return _draft(done)


def as_published(draft: Draft) -> archive.ArchivedPublication:
    """A draft as readers would receive it."""
    publication = read(draft.content)
    return archive.ArchivedPublication(
        number=publication.number,
        sha256=draft.record.digest,
        published_on=publication.published_on,
        data_as_of=publication.data_as_of,
        corrects=publication.corrects,
        content=draft.content,
    )


def _answer(done: PublishingResult) -> Response:
    if done.number is None:
        return answered(_reasons(done.refusals), 422)
    return answered(PublishAnswer(number=done.number, alone=done.alone))


def _draft(done: DraftResult) -> DraftAnswer | Refusals:
    if done.draft is None:
        return _reasons(done.refusals)
    return {"draft": done.draft.id, "digest": done.draft.digest}


def _reasons(refusals: Iterable[PublishingRefusal]) -> Refusals:
    return {
        "refusals": [{"reason": both(one.problem), "remedy": both(one.remedy)} for one in refusals]
    }
