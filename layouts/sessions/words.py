"""The messages of the session scripts, such as those for an expired sign-in.

Placeholders stand in braces, and counts after a colon, so that no plural depends on them.
"""

from dashboard.addresses import SIGN_IN
from dashboard.i18n import Locale, Text, text
from layouts.shared.script_words import templates
from layouts.shared.signed_out import signed_out


def in_script(locale: Locale) -> dict[str, str]:
    """All messages of the form by name."""
    words = {**_sending(), **_drafts(), **_conflicts(), **signed_out()}
    return templates(words, locale) | {"signin": SIGN_IN[locale]}


def in_rows(locale: Locale) -> dict[str, str]:
    """The messages for corrections in the list."""
    return templates({**_sending(), **_conflicts(), **_rows()}, locale)


def in_checks(locale: Locale) -> dict[str, str]:
    """The messages for findings checked as right."""
    words = {
        "kept": text(
            "No connection: your reason may not be saved. It is kept here: send it "
            "again when you are back online. It is saved only once."
        ),
        "failed": text("This was not saved. Your reason is kept here: try again in a moment."),
        **signed_out(),
    }
    return templates(words, locale)


def _sending() -> dict[str, Text]:
    return {
        "sum": text("By age: {recorded}."),
        "difference": text("By age: {recorded}. In total: {total}. Not recorded: {difference}?"),
        "beyond": text("By age: {recorded}. In total: {total}. The total is too small."),
        "putin": text("Add the difference to “not recorded”"),
        "takeout": text("Take the difference from “not recorded”"),
        "dropped": text(
            "Only a delivered session has counts. Participations removed when you save: {count}."
        ),
        "ahead": text("This day is still to come: the session cannot be delivered yet."),
        "plan": text("Log it as planned"),
        "sending": text("Saving…"),
        "waiting": text(
            "Still saving. Something long may be in progress, such as the import of a file. "
            "Leave this page open."
        ),
        "saved": text("Saved: {session}."),
        "undo": text("Undo"),
        "undone": text("Undone: {session}."),
        "edit": text("Edit this session"),
        "copy": text("Open the other session"),
        "copies": text("See what sets them apart"),
        "leader": text("Name a facilitator"),
        "faults": text("Not saved yet. To correct: {count}."),
        "needed": text("Required"),
        "warned": text("Not saved yet. Correct the highlighted fields, or:"),
        "asis": text("Save as is"),
        "nothing": text("Nothing new has been entered yet."),
        "offline": text(
            "No connection: the session is not saved yet. What you entered is kept "
            "here. Send it again when you are back online."
        ),
        "failed": text(
            "The dashboard could not save the session. What you entered is kept "
            "here. Try again in a moment."
        ),
        "outdated": text(
            "The dashboard was updated since this page was opened, so the session is not saved "
            "yet. Reload the page: what you entered is kept here."
        ),
        "forbidden": text("You can no longer change sessions. Ask an administrator."),
        "again": text("Send again"),
        "venue": text("The new venue is {code}."),
        "venuelost": text(
            "No response: this venue may not have been added. Press again: it is added only once."
        ),
    }


def _drafts() -> dict[str, Text]:
    return {
        "draft": text("A draft from {time} is kept."),
        "changes": text("Unsaved changes to {session} from {time} are kept."),
        "take": text("Resume draft"),
        "throw": text("Discard draft"),
        "takeall": text("Resume changes"),
        "throwall": text("Discard changes"),
    }


def _conflicts() -> dict[str, Text]:
    return {
        "conflict": text("Someone else has changed this session"),
        "changed": text("{author}, {time} – nothing is saved yet."),
        "unknown": text("Unknown person"),
        "gone": text(
            "This session has been removed. What you entered is kept here, and you "
            "can log it again."
        ),
        "anew": text("Log session again"),
        "cell": text("Differences"),
        "mine": text("Your version"),
        "theirs": text("Their version"),
        "merge": text("Add my change to their version"),
        "keep": text("Overwrite with my version"),
        "other": text("Use their version"),
        "taken": text("The form now shows their version."),
        "blank": text("blank"),
    }


def _rows() -> dict[str, Text]:
    return {
        "save": text("Save"),
        "cancel": text("Discard changes"),
        "form": text("Open the form"),
        "gone": text("This session has been removed."),
        **signed_out(),
    }
