"""Errors as data: their one shape under /api, and the meaning of each HTTP status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NotRequired

from typing_extensions import TypedDict

from dashboard.i18n import Locale, Text, sequence, text
from dashboard.permission import RightEndedError, SignedOutError
from dashboard.trouble import Trouble
from dashboard.web.shared.fields import answer_model
from dashboard.web.shared.unavailable import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.domain.shared.filters import Problem

MOST_DETAILS = 50


class Message(TypedDict):
    """The same in both languages."""

    en: str
    fr: str


class Detail(TypedDict):
    """A part of the query that was not understood."""

    parameter: str
    value: str
    """As it was sent, shortened."""
    message: Message


class Failure(TypedDict):
    """What went wrong."""

    code: str
    """The same for the same reason, whatever the words."""
    message: Message
    details: list[Detail]
    reference: NotRequired[str]
    """Where the cause stands in the log; only of what should not have happened."""


@answer_model
class Error(TypedDict):
    """The one shape of all errors."""

    error: Failure


def status_at_the_end(error: RightEndedError) -> int:
    """The status for somebody whose right ended while they waited."""
    return 401 if isinstance(error, SignedOutError) else 403


class FailureStatus(NamedTuple):
    """An HTTP status: its code, and the message if nothing more is known."""

    code: str
    message: Text


STATUSES = {
    400: FailureStatus("bad_request", text("The request was not understood.")),
    401: FailureStatus("unauthorized", text("Sign in first, or provide a token.")),
    403: FailureStatus("forbidden", text("You don’t have access to this page.")),
    404: FailureStatus("not_found", text("There is nothing at this address.")),
    405: FailureStatus(
        "method_not_allowed", text("This address does not accept this kind of request.")
    ),
    408: FailureStatus("timeout", text("The request did not arrive in time. Try again.")),
    412: FailureStatus(
        "other_data",
        text(
            "The database has been replaced since this page was loaded, for example by "
            "a restore. Nothing was saved; reload the page."
        ),
    ),
    413: FailureStatus("too_large", text("The request is too large.")),
    414: FailureStatus("too_long", text("The address is too long.")),
    415: FailureStatus("unsupported_media_type", text("The request must be JSON.")),
    421: FailureStatus("wrong_host", text("The request could not be answered.")),
    429: FailureStatus(
        "too_many_requests", text("Too many attempts. Try again in a quarter of an hour.")
    ),
    431: FailureStatus("headers_too_long", text("The headers of the request are too long.")),
    500: FailureStatus(
        "internal_error", text("Something went wrong on our side. Nothing is lost.")
    ),
    503: FailureStatus("unavailable", said(Trouble.AWAY)),
}
OTHER_STATUS = FailureStatus("error", text("The request could not be answered."))


def status_of(status: int) -> FailureStatus:
    """The entry for an HTTP status."""
    return STATUSES.get(status, OTHER_STATUS)


def message_of(status: int) -> Text:
    """The message if nothing more is known."""
    return status_of(status).message


def as_data(
    code: str, message: Text, *, problems: Sequence[Problem] = (), reference: str = ""
) -> Failure:
    """The error as JSON data."""
    error: Failure = {
        "code": code,
        "message": both(message),
        "details": [
            {
                "parameter": p.parameter,
                "value": p.value,
                "message": both(sequence(p.message, p.remedy, between="; ")),
            }
            for p in problems[:MOST_DETAILS]
        ],
    }
    if reference:
        error["reference"] = reference
    return error


def both(message: Text) -> Message:
    """A message in each language, by language code."""
    return Message(en=message.say(Locale.EN), fr=message.say(Locale.FR))
