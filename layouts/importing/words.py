"""The messages of the import script in the reader's language; it fills in the placeholders.

A sentence that depends on a count comes in both forms, and the script chooses one.
"""

from dashboard.i18n import Locale, Text, plural, text
from layouts.importing.questions import questions
from layouts.shared.script_words import template

Said = str | dict[str, str]


def in_script(locale: Locale) -> dict[str, Said]:
    """All messages by name."""
    return {name: _said(words, locale) for name, words in _words().items()}


def _said(words: Text, locale: Locale) -> Said:
    if words.plural is None:
        return template(words, locale)
    given = {name: value for name, value in words.values.items() if name != "count"}
    return {
        form: template(words._replace(values=given, number=number), locale)
        for form, number in {"one": 1, "other": 2}.items()
    }


def _words() -> dict[str, Text]:
    return {
        **_phases(),
        **_refusals(),
        **_counts(),
        **_details(),
        **questions(),
        **_outcomes(),
        **_past(),
    }


def _phases() -> dict[str, Text]:
    return {
        "sending": text("Sending the file"),
        "waiting": text("Waiting for other imports to finish"),
        "checking": text("Checking every row"),
        "comparing": text("Comparing with existing sessions"),
        "writing": text("Importing"),
        "faulty": text("Preparing the rows to fix"),
        "rows": plural("{count} row", "{count} rows", 1),
        "caution": text(
            "Keep this page open: if you close it, the import stops and nothing is saved."
        ),
        "stopped": text("Stopped. Nothing was saved."),
        "stopping": text("Stopping…"),
    }


def _refusals() -> dict[str, Text]:
    return {
        "several": text("One file at a time, please."),
        "large": text(
            "“{name}” is larger than {size} MB, so it was not sent. Split it into several files."
        ),
        "changed": text(
            "The file has changed or moved since you chose it. Choose it again to see "
            "what is in it now."
        ),
        "offline": text(
            "The connection was lost. Nothing was saved, and the file is still selected."
        ),
        "signedout": text(
            "You are no longer signed in. Nothing was saved, and the file is still "
            "selected: sign in, come back to this tab, and try again."
        ),
        "sign": text("Sign in (new tab)"),
        "forbidden": text("You can no longer import sessions. Ask an administrator."),
        "failed": text("Something went wrong on our side. Nothing was saved."),
        "reference": text("If the problem persists, give us this reference: {reference}."),
        "stale": text(
            "Sessions have changed since your preview, so nothing was saved. Here is a new preview."
        ),
        "other-sheets": text(
            "The sheets to read have changed since your preview, so nothing was saved. "
            "Here is a new preview."
        ),
        "edited": text(
            "The file has changed since your preview, so nothing was saved. Here is a new preview."
        ),
        "between-large": text(
            "“{name}” ({size} MB) did not get through: something between this computer "
            "and the dashboard, such as a proxy, rejects files of this size. Nothing "
            "was saved. Ask whoever runs the server to allow files of up to {most} MB, "
            "or split it into several files."
        ),
        "between-slow": text(
            "Something between this computer and the dashboard, such as a proxy, did "
            "not wait for the answer. Nothing was saved, and the file is still "
            "selected. If it happens again, tell whoever runs the server: error "
            "{status}."
        ),
        "between-down": text(
            "The dashboard cannot be reached at the moment; it may be restarting. "
            "Nothing was saved, and the file is still selected. If the problem "
            "persists, tell whoever runs the server: error {status}."
        ),
        "between-other": text(
            "Something between this computer and the dashboard, such as a proxy, "
            "refused the file. Nothing was saved. Tell whoever runs the server or your "
            "network: error {status}."
        ),
        "unreadable": text("“{name}” cannot be imported"),
        "again": text("Try again"),
    }


def _counts() -> dict[str, Text]:
    return {
        "what": text("What “{name}” would change"),
        "whole": plural("The file has {count} row.", "The file has {count} rows.", 1),
        "new": plural("new", "new", 1),  # French has a form for one of them
        "changes": plural("changed", "changed", 1),
        "unchanged": plural("unchanged", "unchanged", 1),
        "faulty-rows": text("to fix"),
        "duplicates": plural("likely duplicate", "likely duplicates", 1),
        "import": plural("Import {count} session", "Import {count} sessions", 1),
        "import-right": plural(
            "Import {count} valid session", "Import the {count} valid sessions", 1
        ),
        "download": plural(
            "Download {count} row to fix (spreadsheet)",
            "Download the {count} rows to fix (spreadsheet)",
            1,
        ),
        "download-about": text(
            "The reasons are listed beside the rows. Fix them in the spreadsheet, then "
            "drop it here."
        ),
        "downloaded": text("The spreadsheet of rows to fix is in your downloads."),
        "another": text("Remove file"),
        "nothing": text("This file has nothing to import."),
        "all-there": text(
            "Everything in it is already in the dashboard: there is nothing to import."
        ),
        "mend-first": text(
            "First, fix the items in the list below; then you see what the file would change."
        ),
        "words-first": text(
            "Nothing can be imported yet: first match the values below, or correct them in "
            "the file."
        ),
        "rows-first": text(
            "Nothing can be imported yet: first correct the rows to fix in the file."
        ),
        "then-import": plural(
            "Then {count} session can be imported.", "Then {count} sessions can be imported.", 1
        ),
        "look-first": text("Preview again to see what your choices change; then you can import."),
        "map-first": text(
            "Still missing: {columns}. Match a column of the file to each, or add it to the file, "
            "with a value in every row."
        ),
        "summary": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. To fix: {faulty}. "
            "Likely duplicates: {duplicates}."
        ),
    }


def _details() -> dict[str, Text]:
    return {
        "first": text("Showing the first {shown} of {count}."),
        "about-new": text("Sessions that are not in the dashboard yet"),
        "about-changes": text(
            "Sessions whose values in the file differ from those in the dashboard"
        ),
        "about-unchanged": text("These rows already match the dashboard; they change nothing."),
        "about-faulty": text("Rows that cannot be imported as they are"),
        "about-duplicates": text("New sessions that seem to exist already"),
        "sheet": text("Sheet"),
        "row": text("Row"),
        "column": text("Column"),
        "value": text("Value"),
        "reason": text("Problem"),
        "remedy": text("How to fix it"),
        "session": text("Session"),
        "before": text("Before"),
        "after": text("After"),
        "like": text("Looks like"),
        "row-number": text("row {row}"),
        "row-of-sheet": text("row {row} of the sheet “{sheet}”"),
        "leave-out": text("Leave out"),
        "leave-out-row": text("Leave {session} (row {row}) out"),
        "blank": text("blank"),
        "not-shown": text("not shown here"),
        "warned": text("Notes that may identify someone"),
        "remarks": plural("{count} item accepted as is", "{count} items accepted as is", 1),
    }


def _outcomes() -> dict[str, Text]:
    return {
        "imported": text("“{name}” was imported"),
        "outcome": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. Left out: {left_out}."
        ),
        "see": text("See these sessions"),
        "mend": text("Fix these rows in the spreadsheet, then drop it above."),
        "lost": text("The connection was lost during the import. Checking whether it finished…"),
        "interrupted": text("The import of “{name}” was interrupted ({time})."),
        "went-in": text("The import finished: it is the newest in the list below."),
        "not-in": text(
            "It is not in the list below. Unless it appears there, nothing was saved, "
            "and you can import the file again."
        ),
        "look-up": text("Check again"),
        "dismiss": text("Dismiss"),
    }


def _past() -> dict[str, Text]:
    return {
        "none": text("Nothing has been imported yet."),
        "none-found": text("No import matches this file name or person."),
        "no-list": text("The list of imports cannot be shown at the moment."),
        "when": text("When"),
        "file": text("File"),
        "who": text("By"),
        "why": text("Reason"),
        "refused": text("Files that were refused in the last 90 days"),
        "nameless": text("{format} file; its name was not kept"),
        "added": text("New"),
        "changed-count": text("Changed"),
        "unchanged-count": text("Unchanged"),
        "left-out": text("Left out"),
        "ways": text("Undo"),
        "more": text("Show earlier ones"),
        "undo": text("Undo this import"),
        "undo-of": text("Undo this import: {file}, {time}"),
        "undone": text("Undone"),
        "taken-out": text("The import of “{name}” was undone"),
        "ask": text(
            "Undo this import? Sessions that it added are removed, and those it "
            "changed are restored. The history keeps everything."
        ),
        "yes": text("Undo import"),
        "no": text("Keep import"),
        "undoing": text("Undoing…"),
        "taken-back": text("Undone. Sessions removed or restored: {count}."),
        "taken-back-of": text(
            "The import of “{name}” was undone. Sessions removed or restored: {count}."
        ),
        "not-undone": text("Nothing was undone."),
        "and-more": text("Others: {count}."),
    }
