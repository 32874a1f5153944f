"""The audit log in words: who did what to which records; never the values."""

from dashboard.domain.people.acts import Act, ActFile
from dashboard.domain.people.people import Event
from dashboard.domain.reference.kinds import kinds
from dashboard.domain.shared.history import Deed
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.shared.history import author

SESSIONS = "sessions"


def subjects() -> dict[str, Text]:
    """What the log is about, by its codes, in the order of display."""
    return {
        SESSIONS: text("Sessions"),
        "checked_findings": text("Findings checked as correct"),
        **{kind.code: kind.title for kind in kinds()},
        "venue_aliases": text("Merged venues"),
        "import_mappings": text("Saved meanings of columns"),
        "publications": text("Publications"),
        "publication_drafts": text("Drafts of publications"),
        "publication_files": text("Files of publications"),
        "publication_keys": text("Keys of publications"),
        "embed_grants": text("Grants of embeds"),
        "account": text("Accounts"),
        "token": text("API tokens"),
        "message": text("Messages by email"),
        "restores": text("Restored backups"),
    }


def what(act: Act, files: dict[int, ActFile]) -> Text:
    """The records, and what was done to them."""
    of = subjects().get(act.subject, Text("{code}", {"code": act.subject}))
    return text("{kind}: {what}", kind=of, what=_records(act, files.get(act.import_id or 0)))


def by(act: Act, files: dict[int, ActFile]) -> Text:
    """Who it was, and with which file."""
    who = author(act.author)
    if act.import_id is None:
        return who
    name, number = files[act.import_id].name, str(act.import_id)
    source = text("with the file {name} (import {number})", name=name, number=number)
    return sequence(who, source, between=", ")


def _records(act: Act, file: ActFile | None) -> Text:
    if act.key:
        return _done(_named(act.key), act.deed, act.event)
    if file:
        return sequence(
            _some(file.added, Deed.ADDED), _some(file.changed, Deed.CHANGED), between="; "
        )
    return _done(plural("{count} record", "{count} records", act.count), act.deed)


def _named(key: str) -> Text:
    """One record; a number by itself would read like a count of them."""
    return text("no. {number}", number=key) if key.isdecimal() else Text("{key}", {"key": key})


def _some(count: int, deed: Deed) -> Text | None:
    return _done(plural("{count} record", "{count} records", count), deed) if count else None


def _done(record: Text, deed: Deed | None, event: str = "") -> Text:
    """Records, and what was done to all of them or what happened to the one."""
    if event in set(Event):
        return _happened(record)[Event(event)]
    return {
        None: record,
        Deed.ADDED: text("{record} (added)", record=record),
        Deed.CHANGED: text("{record} (changed)", record=record),
        Deed.REMOVED: text("{record} (removed)", record=record),
    }[deed]


def _happened(record: Text) -> dict[Event, Text]:
    return {
        Event.ADDED: text("{record} (added)", record=record),
        Event.ROLE: text("{record} (role changed)", record=record),
        Event.CLOSED: text("{record} (deactivated)", record=record),
        Event.OPENED: text("{record} (reactivated)", record=record),
        Event.LINK: text("{record} (new link to choose a password)", record=record),
        Event.LINK_BY_MAIL: text("{record} (password link requested by email)", record=record),
        Event.LINK_NOT_SENT: text("{record} (password link could not be emailed)", record=record),
        Event.PASSWORD: text("{record} (password changed)", record=record),
        Event.SIGNED_OUT: text("{record} (signed out on all devices)", record=record),
        Event.TIED: text("{record} (tied to the identity provider)", record=record),
        Event.REVOKED: text("{record} (revoked)", record=record),
    }
