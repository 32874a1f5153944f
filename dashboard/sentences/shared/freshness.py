"""How fresh the data are."""

from datetime import date

from dashboard.i18n import Text, sequence, text


def freshness(data_as_of: date | None, last_session: date | None) -> Text:
    """The day of the data, and that of the latest kept session (``None`` without one)."""
    if data_as_of is None:
        return text("No session has been delivered yet")
    if last_session == data_as_of:
        return text("Data as of {day}, the day of the last session", day=data_as_of)
    as_of = text("Data as of {day}", day=data_as_of)
    if last_session is None:
        return as_of
    return sequence(as_of, text("last session shown: {day}", day=last_session), between=" · ")
