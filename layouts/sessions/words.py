"""What the browser's scripts say of a session, in the reader's language; they fill in the places.

Their places stand in braces, and counts beside a colon, so that no plural depends on them.
"""

from dashboard.i18n import Locale, Text, text
from layouts.shared.signed_out import signed_out


def in_script(locale: Locale) -> dict[str, str]:
    """Every sentence by its name."""
    return {name: words.say(locale) for name, words in _words().items()}


def in_rows(locale: Locale) -> dict[str, str]:
    """What is said where a session is corrected in the list."""
    words = {**_sending(), **_conflicts(), **_rows()}
    return {name: each.say(locale) for name, each in words.items()}


def in_checks(locale: Locale) -> dict[str, str]:
    """What is said where something is found to be right."""
    words = {
        "kept": text(
            "There is no connection, so it is not known whether this was saved. Your reason is "
            "kept here: send it again when you are connected. It is saved once."
        ),
        "failed": text("This was not saved. Your reason is kept here: try again in a moment."),
        **signed_out(),
    }
    return {name: each.say(locale) for name, each in words.items()}


def _words() -> dict[str, Text]:
    return {**_sending(), **_drafts(), **_conflicts()}


def _sending() -> dict[str, Text]:
    return {
        "sum": text("By age: {recorded}.", recorded="{recorded}"),
        "difference": text(
            "By age: {recorded}. In total: {total}. Not recorded: {difference}?",
            recorded="{recorded}",
            total="{total}",
            difference="{difference}",
        ),
        "beyond": text(
            "By age: {recorded}. In total: {total}. The total is too small.",
            recorded="{recorded}",
            total="{total}",
        ),
        "sending": text("Saving…"),
        "saved": text("Saved: {reference}.", reference="{reference}"),
        "edit": text("Edit {session}", session="{reference}"),
        "faults": text("Not saved yet. To correct: {count}.", count="{count}"),
        "needed": text("This is still needed."),
        "warned": text("Not saved yet. Change what is marked, or:"),
        "asis": text("Save it as it is"),
        "nothing": text("Nothing has been entered yet."),
        "offline": text(
            "There is no connection, so the session is not saved yet. What you entered stays "
            "here. Send it again when you are connected."
        ),
        "failed": text(
            "The dashboard could not save the session. What you entered stays here. Try again "
            "in a moment."
        ),
        "forbidden": text("You may not change sessions any more. Ask an administrator."),
        "again": text("Send again"),
        "venue": text("The new venue is {code}.", code="{code}"),
        "venuelost": text(
            "No answer came, so it is not known whether this venue was added. Press again: it is "
            "added once."
        ),
    }


def _drafts() -> dict[str, Text]:
    return {
        "draft": text("A draft of {time} is kept.", time="{time}"),
        "changes": text(
            "Changes to {session} of {time} are kept, not saved.",
            session="{reference}",
            time="{time}",
        ),
        "take": text("Take it up"),
        "throw": text("Throw it away"),
        "takeall": text("Take them up"),
        "throwall": text("Throw them away"),
    }


def _conflicts() -> dict[str, Text]:
    return {
        "conflict": text("Somebody changed this session meanwhile"),
        "changed": text(
            "{author}, {time} – nothing is saved yet.", author="{author}", time="{time}"
        ),
        "unknown": text("Somebody unknown"),
        "gone": text(
            "This session was taken out meanwhile. What you entered stays here, and can be logged "
            "anew."
        ),
        "anew": text("Log it anew"),
        "cell": text("What differs"),
        "mine": text("Yours"),
        "theirs": text("Theirs"),
        "keep": text("Save yours over theirs"),
        "other": text("Take theirs"),
        "taken": text("The form now holds what the other one saved."),
        "blank": text("blank"),
    }


def _rows() -> dict[str, Text]:
    return {
        "save": text("Save"),
        "cancel": text("Leave it as it was"),
        "form": text("Open in the form"),
        "merge": text("Save your change into theirs"),
        "gone": text("This session was taken out meanwhile."),
        **signed_out(),
    }
