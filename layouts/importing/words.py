"""The messages of the import script in the reader's language; it fills in the placeholders.

A sentence that depends on a count comes in both forms, and the script chooses one.
"""

from dataclasses import replace

from dashboard.i18n import Locale, Text, plural, text

COUNT = {"count": "{count}"}
Said = str | dict[str, str]


def in_script(locale: Locale) -> dict[str, Said]:
    """All messages by name."""
    return {name: _said(words, locale) for name, words in _words().items()}


def _said(words: Text, locale: Locale) -> Said:
    if words.plural is None:
        return words.say(locale)
    return {
        form: replace(words, values={**words.values, **COUNT}, count=count).say(locale)
        for form, count in {"one": 1, "other": 2}.items()
    }


def _words() -> dict[str, Text]:
    return {
        **_phases(),
        **_refusals(),
        **_counts(),
        **_details(),
        **_sheets(),
        **_waiting(),
        **_odd(),
        **_mapping(),
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
            "“{name}” is larger than {size} MB, so it was not sent. Split it into several files.",
            name="{name}",
            size="{size}",
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
        "reference": text(
            "If the problem persists, give us this reference: {reference}.", reference="{reference}"
        ),
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
            "or split it into several files.",
            name="{name}",
            size="{size}",
            most="{most}",
        ),
        "between-slow": text(
            "Something between this computer and the dashboard, such as a proxy, did "
            "not wait for the answer. Nothing was saved, and the file is still "
            "selected. If it happens again, tell whoever runs the server: error "
            "{status}.",
            status="{status}",
        ),
        "between-down": text(
            "The dashboard cannot be reached at the moment; it may be restarting. "
            "Nothing was saved, and the file is still selected. If the problem "
            "persists, tell whoever runs the server: error {status}.",
            status="{status}",
        ),
        "between-other": text(
            "Something between this computer and the dashboard, such as a proxy, "
            "refused the file. Nothing was saved. Tell whoever runs the server or your "
            "network: error {status}.",
            status="{status}",
        ),
        "unreadable": text("“{name}” cannot be imported", name="{name}"),
        "again": text("Try again"),
    }


def _counts() -> dict[str, Text]:
    return {
        "what": text("What “{name}” would change", name="{name}"),
        "whole": plural("It has {count} row.", "It has {count} rows.", 1),
        "new": text("new"),
        "changes": text("changed"),
        "unchanged": text("unchanged"),
        "faulty-rows": text("to fix"),
        "duplicates": text("likely duplicates"),
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
        "none-right": text(
            "No row can be imported as is: match its values, or correct it in the file."
        ),
        "then-import": plural(
            "Then {count} session can be imported.", "Then {count} sessions can be imported.", 1
        ),
        "look-first": text("You changed the matches: preview again before you import."),
        "map-first": text("First, match these columns: {columns}.", columns="{columns}"),
        "summary": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. To fix: {faulty}. "
            "Likely duplicates: {duplicates}.",
            new="{new}",
            changed="{changed}",
            unchanged="{unchanged}",
            faulty="{faulty}",
            duplicates="{duplicates}",
        ),
    }


def _details() -> dict[str, Text]:
    return {
        "first": text("Showing the first {shown} of {count}.", shown="{shown}", count="{count}"),
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
        "date": text("Date"),
        "venue": text("Venue"),
        "like": text("Looks like"),
        "row-number": text("row {row}", row="{row}"),
        "row-of-sheet": text("row {row} of the sheet “{sheet}”", row="{row}", sheet="{sheet}"),
        "skip": text("Leave the likely duplicates out of this import"),
        "leave-out": text("Leave out"),
        "leave-out-row": text(
            "Leave {reference} (row {row}) out", reference="{reference}", row="{row}"
        ),
        "blank": text("blank"),
        "warned": text("Notes that may identify someone"),
        "remarks": plural("{count} item accepted as is", "{count} items accepted as is", 1),
    }


def _sheets() -> dict[str, Text]:
    return {
        "sheets": text("Sheets read: {read} of {count}", read="{read}", count="{count}"),
        "sheet-named": text("Sheet “{sheet}”", sheet="{sheet}"),
        "sheet-asked": text(
            "The sheet “{sheet}” has different columns. Read it too?", sheet="{sheet}"
        ),
        "sheet-repeats": text(
            "“{sheet}” is a repeat group of the form: several of its rows belong to "
            "one session. Read it anyway?",
            sheet="{sheet}",
        ),
        "sheet-too": text("Read it too"),
        "sheet-read": text("Read it"),
        "sheet-out": text("Leave it out"),
        "sheet-hidden": text("hidden"),
        "sheets-first": text(
            "Choose whether to read each sheet; then you see what the file would change."
        ),
    }


def _waiting() -> dict[str, Text]:
    return {
        "quoted": text("“{name}”", name="{name}"),
        "columns-wait": plural(
            "One column is not matched yet: {names}. Match it, or ignore it.",
            "{count} columns are not matched yet: {names}. Match each of them, or ignore them.",
            1,
            names="{names}",
        ),
        "right-all": plural(
            "Apart from that, the row is valid.", "Apart from that, all {count} rows are valid.", 1
        ),
        "right-but": plural(
            "Apart from that, {right} of {count} row is valid.",
            "Apart from that, {right} of {count} rows are valid.",
            1,
            right="{right}",
        ),
        "ignore-columns": plural("Ignore this column", "Ignore these {count} columns", 1),
        "ignore": text("Ignore"),
        "ignore-one": text("Ignore “{name}”", name="{name}"),
        "words-wait": plural(
            "One value is not matched yet: {names}. Match it below, or correct it in the file.",
            "{count} values are not matched yet: {names}. Match them below, or correct "
            "them in the file.",
            1,
            names="{names}",
        ),
        "ignore-words": text("Ignore {names}", names="{names}"),
        "constant-asked": text(
            "The file has no column “{column}”. Which value applies to all rows?", column="{column}"
        ),
        "answer-first": text(
            "Answer this first; then you see what the file would change. Or correct "
            "the matches of the columns below."
        ),
        "constants": text("Same value in all rows"),
        "constants-about": text(
            "The file does not have these columns. What you choose here applies to all its rows."
        ),
    }


def _odd() -> dict[str, Text]:
    rows = {"rows": "{rows}"}
    return {
        "odd-first": text(
            "Answer the questions above first; then you see what the file would change."
        ),
        "struck-asked": plural(
            "{count} row is struck through (row {rows}). Import it?",
            "{count} rows are struck through (rows {rows}). Import them?",
            1,
            **rows,
        ),
        "struck-leave": plural("No, leave it out", "No, leave them out", 1),
        "struck-keep": plural("Yes, like any other row", "Yes, like the other rows", 1),
        "numbers-asked": text(
            "The references are numbered 1, 2, 3 … Are these numbers unique in all your files?"
        ),
        "numbers-about": text(
            "If another file is also numbered from 1, each would overwrite the other’s sessions."
        ),
        "numbers-taken": plural(
            "{count} of these numbers already belongs to another session.",
            "{count} of these numbers already belong to other sessions.",
            1,
        ),
        "numbers-again": text(
            "References made from the file’s name stay the same if you import it again "
            "under that name."
        ),
        "numbers-file": text(
            "No: make references from the file’s name, such as {example}", example="{example}"
        ),
        "numbers-unique": text("Yes: no other file has these numbers"),
        "dates-asked": plural(
            "Is this date right? All others are from {first} to {last}.",
            "Are these dates right? All others are from {first} to {last}.",
            1,
            first="{first}",
            last="{last}",
        ),
        "dates-about": text("Rows whose date is not ticked must be corrected."),
        "date-right": text("{date} is right (row {rows})", date="{date}", **rows),
    }


def _mapping() -> dict[str, Text]:
    return {
        "columns": plural("{count} column of the file", "{count} columns of the file", 1),
        "unrecognised": text("Not recognized: {count}", count="{count}"),
        "column-header": text("In the file"),
        "sample": text("For example"),
        "meant": text("Matched to"),
        "meant-by": text("Match for the column “{header}”", header="{header}"),
        "choose": text("choose"),
        "pass": text("ignore"),
        "personal": text(
            "It identifies people, which the dashboard never keeps: ignore it, or "
            "remove it from the file."
        ),
        "no-header": text("column {number}", number="{number}"),
        "column-rows": text("Rows"),
        "values": plural("{count} value to match", "{count} values to match", 1),
        "values-about": text(
            "We don’t recognize these values. Match each one, or correct the file."
        ),
        "value-meant": text(
            "Match for “{value}” under “{column}”", value="{value}", column="{column}"
        ),
        "look": text("Preview again"),
        "restored": text("Your earlier matches for these columns are used again."),
        "in-force": text("Your mapping “{name}” is used.", name="{name}"),
        "forget": text("Delete mapping"),
        "forgotten": text("The mapping “{name}” was deleted.", name="{name}"),
        "remember": text("Save this mapping as"),
        "remember-about": text("Files with the same columns will be read the same way."),
        "keep": text("Save mapping"),
        "kept": text("Saved as “{name}”.", name="{name}"),
        "unnamed": text("Give it a name first."),
        "not-kept": text("The mapping was not saved. Try again in a moment."),
    }


def _outcomes() -> dict[str, Text]:
    return {
        "imported": text("“{name}” was imported", name="{name}"),
        "outcome": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. Left out: {left_out}.",
            new="{new}",
            changed="{changed}",
            unchanged="{unchanged}",
            left_out="{left_out}",
        ),
        "see": text("See these sessions"),
        "mend": text("Fix the rows that were left out in the spreadsheet, then drop it above."),
        "lost": text("The connection was lost during the import. Checking whether it finished…"),
        "interrupted": text(
            "The import of “{name}” was interrupted ({time}).", name="{name}", time="{time}"
        ),
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
        "nameless": text("{format} file; its name was not kept", format="{format}"),
        "added": text("New"),
        "changed-count": text("Changed"),
        "unchanged-count": text("Unchanged"),
        "left-out": text("Left out"),
        "ways": text("Undo"),
        "more": text("Show earlier ones"),
        "undo": text("Undo this import"),
        "undo-of": text("Undo the import of {file}, {time}", file="{file}", time="{time}"),
        "undone": text("Undone"),
        "ask": text(
            "Undo this import? Sessions that it added are removed, and those it "
            "changed are restored. The history keeps everything."
        ),
        "yes": text("Undo import"),
        "no": text("Keep import"),
        "undoing": text("Undoing…"),
        "taken-back": text("Undone. Sessions restored: {count}.", count="{count}"),
        "not-undone": text("Nothing was undone."),
        "and-more": text("Others: {count}.", count="{count}"),
    }
