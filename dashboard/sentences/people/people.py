"""Accounts and tokens in words."""

from datetime import date

from dashboard.domain.people.people import Person, Token
from dashboard.i18n import Text, text


def way_in(person: Person) -> Text:
    """How the person signs in, or that they cannot."""
    if not person.active:
        return text("deactivated")
    if person.by_provider:
        return text("signs in through the identity provider")
    if not person.has_password:
        return text("has not chosen a password yet")
    return text("signs in with a password")


def validity(key: Token, today: date) -> Text:
    """Whether a token is valid, and until when."""
    if key.revoked_on:
        return text("revoked on {day}", day=key.revoked_on)
    if key.expires_on is None:
        return text("valid until revoked")
    if key.is_good(today):
        return text("valid until {day}", day=key.expires_on)
    return text("expired on {day}", day=key.expires_on)


def said_by_script() -> dict[str, Text]:
    """The messages of the browser's script, which fills in their placeholders."""
    return {
        "saved": text("Done: {what}."),
        "link": text(
            "A link for {name} to choose a password. It works once, within a day. Copy it now "
            "and send it to nobody else: it is not shown again."
        ),
        "token": text("The token “{name}”. Copy it now and keep it safe: it is not shown again."),
        "copy": text("Copy"),
        "copied": text("Copied."),
        "by_hand": text("Copy it manually: Ctrl+C, or ⌘C."),
        "offline": text("There is no connection, so nothing was changed."),
        "failed": text("Nothing was changed. Try again in a moment."),
        "unfit": text("Not saved. Correct the highlighted fields."),
        "sure": text("Press again to confirm: {what}"),
        "again": text("Press again"),
    }
