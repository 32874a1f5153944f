"""What the browser's script says of a file, in the reader's language; it fills in the places.

A sentence that depends on a count comes in both its forms, of which the script takes one.
"""

from dataclasses import replace

from dashboard.i18n import Locale, Text, plural, text

COUNT = {"count": "{count}"}
Said = str | dict[str, str]


def in_script(locale: Locale) -> dict[str, Said]:
    """Every sentence by its name."""
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
        "waiting": text("Waiting until others are done"),
        "checking": text("Checking every row"),
        "comparing": text("Comparing with the sessions there are"),
        "writing": text("Importing"),
        "faulty": text("Gathering the rows to mend"),
        "rows": plural("{count} row", "{count} rows", 1),
        "caution": text(
            "Keep this page open: closing it stops the import, and then nothing of it is written."
        ),
        "stopped": text("Stopped. Nothing was written."),
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
            "The file was changed or moved since you chose it. Choose it again, so that you see "
            "what is in it now."
        ),
        "offline": text("The connection was lost. Nothing was written, and the file stays chosen."),
        "signedout": text(
            "You are not signed in any more. Nothing was written, and the file stays chosen: sign "
            "in, come back to this tab, and try again."
        ),
        "sign": text("Sign in, in a new tab"),
        "forbidden": text("You may not import sessions any more. Ask an administrator."),
        "failed": text("Something went wrong on our side. Nothing was written."),
        "reference": text(
            "If it goes on, tell us this reference: {reference}.", reference="{reference}"
        ),
        "stale": text(
            "Sessions were changed since you looked, so nothing was written. Below is what the "
            "file would do now."
        ),
        "other-sheets": text(
            "Other sheets would be read now than those that you looked at, so nothing was written. "
            "Below is what the file would do now."
        ),
        "edited": text(
            "The file was changed since you looked, so nothing was written. Below is what it "
            "would do now."
        ),
        "between-large": text(
            "“{name}” ({size} MB) did not get through: something between this computer and the "
            "dashboard, such as a proxy, takes no files of this size. Nothing was written. Ask "
            "whoever runs the server to let files of up to {most} MB through, or split it into "
            "several files.",
            name="{name}",
            size="{size}",
            most="{most}",
        ),
        "between-slow": text(
            "Something between this computer and the dashboard, such as a proxy, did not wait for "
            "the answer. Nothing was written, and the file stays chosen. If it happens again, tell "
            "whoever runs the server: error {status}.",
            status="{status}",
        ),
        "between-down": text(
            "The dashboard cannot be reached right now; it may be starting again. Nothing was "
            "written, and the file stays chosen. If it goes on, tell whoever runs the server: "
            "error {status}.",
            status="{status}",
        ),
        "between-other": text(
            "Something between this computer and the dashboard, such as a proxy, refused the file. "
            "Nothing was written. Tell whoever runs the server or your network: error {status}.",
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
        "faulty-rows": text("to mend"),
        "duplicates": text("likely duplicates"),
        "import": plural("Import {count} session", "Import {count} sessions", 1),
        "import-right": plural("Import {count} right session", "Import the {count} right ones", 1),
        "download": plural(
            "Download {count} row to mend (spreadsheet)",
            "Download the {count} rows to mend (spreadsheet)",
            1,
        ),
        "download-about": text(
            "The reasons stand beside the rows. Mend them in the spreadsheet, and drop it here."
        ),
        "downloaded": text("The spreadsheet with the rows to mend is in your downloads."),
        "another": text("Put this file aside"),
        "nothing": text("There is nothing in this file to import."),
        "all-there": text("All of it stands in the dashboard already: there is nothing to import."),
        "mend-first": text(
            "Mend first what the list below names: then you see what the file would change."
        ),
        "none-right": text(
            "No row can go in as it is: say what its words mean, or mend it in the file."
        ),
        "then-import": plural(
            "Then {count} session can be imported.", "Then {count} sessions can be imported.", 1
        ),
        "look-first": text("You changed what is meant: look again before you import."),
        "map-first": text("Say first which column is which: {columns}.", columns="{columns}"),
        "summary": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. To mend: {faulty}. Likely "
            "duplicates: {duplicates}.",
            new="{new}",
            changed="{changed}",
            unchanged="{unchanged}",
            faulty="{faulty}",
            duplicates="{duplicates}",
        ),
    }


def _details() -> dict[str, Text]:
    return {
        "first": text("The first {shown} of {count} are shown.", shown="{shown}", count="{count}"),
        "about-new": text("Sessions that are not in the dashboard yet"),
        "about-changes": text("Sessions that the file gives other values than the dashboard has"),
        "about-unchanged": text(
            "These rows say what the dashboard says already; they are left alone."
        ),
        "about-faulty": text("Rows that cannot go in as they are"),
        "about-duplicates": text("New sessions that look as if they were there already"),
        "sheet": text("Sheet"),
        "row": text("Row"),
        "column": text("Column"),
        "value": text("Value"),
        "reason": text("What is wrong"),
        "remedy": text("How to mend it"),
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
        "warned": text("Notes that may tell who somebody is"),
        "remarks": plural(
            "{count} thing that was taken as good", "{count} things that were taken as good", 1
        ),
    }


def _sheets() -> dict[str, Text]:
    return {
        "sheets": text("Sheets that are read: {read} of {count}", read="{read}", count="{count}"),
        "sheet-named": text("Sheet “{sheet}”", sheet="{sheet}"),
        "sheet-asked": text(
            "The sheet “{sheet}” has other columns. Read it, too?", sheet="{sheet}"
        ),
        "sheet-repeats": text(
            "“{sheet}” is a repeat group of the form: several of its rows belong to one session. "
            "Read it all the same?",
            sheet="{sheet}",
        ),
        "sheet-too": text("Read it, too"),
        "sheet-read": text("Read it"),
        "sheet-out": text("Leave it out"),
        "sheet-hidden": text("hidden"),
        "sheets-first": text(
            "Say of each sheet whether it is to be read: then you see what the file would change."
        ),
    }


def _waiting() -> dict[str, Text]:
    return {
        "quoted": text("“{name}”", name="{name}"),
        "columns-wait": plural(
            "One column has no meaning yet: {names}. Say what it is, or ignore it.",
            "{count} columns have no meaning yet: {names}. Say what each of them is, or ignore "
            "them.",
            1,
            names="{names}",
        ),
        "right-all": plural(
            "Apart from that, the row is right.", "Apart from that, all {count} rows are right.", 1
        ),
        "right-but": plural(
            "Apart from that, {right} of {count} row is right.",
            "Apart from that, {right} of {count} rows are right.",
            1,
            right="{right}",
        ),
        "ignore-columns": plural("Ignore this column", "Ignore these {count} columns", 1),
        "ignore": text("Ignore"),
        "ignore-one": text("Ignore “{name}”", name="{name}"),
        "words-wait": plural(
            "One word has no meaning yet: {names}. Say below what it means, or mend it in the "
            "file.",
            "{count} words have no meaning yet: {names}. Say below what they mean, or mend them in "
            "the file.",
            1,
            names="{names}",
        ),
        "ignore-words": text("Ignore {names}", names="{names}"),
        "constant-asked": text(
            "The file has no column “{column}”. What is it in all rows?", column="{column}"
        ),
        "answer-first": text(
            "Answer that first: then you see what the file would change, or correct below which "
            "column is which."
        ),
        "constants": text("The same in all rows"),
        "constants-about": text(
            "The file has no such columns. What you say here holds in each of its rows."
        ),
    }


def _odd() -> dict[str, Text]:
    rows = {"rows": "{rows}"}
    return {
        "odd-first": text(
            "Answer the questions above first: then you see what the file would change."
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
            "The references count 1, 2, 3 … Are these numbers unique in all your files?"
        ),
        "numbers-about": text(
            "If another file counts from 1, too, each would overwrite the other’s sessions."
        ),
        "numbers-taken": plural(
            "{count} of these numbers belongs to another session already.",
            "{count} of these numbers belong to other sessions already.",
            1,
        ),
        "numbers-again": text(
            "References made from the file’s name stay the same when it is imported again under "
            "that name."
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
        "dates-about": text("Rows with a date that is not ticked wait to be corrected."),
        "date-right": text("{date} is right (row {rows})", date="{date}", **rows),
    }


def _mapping() -> dict[str, Text]:
    return {
        "columns": plural("{count} column of the file", "{count} columns of the file", 1),
        "unrecognised": text("Not recognised: {count}", count="{count}"),
        "column-header": text("In the file"),
        "sample": text("For example"),
        "meant": text("What it is"),
        "meant-by": text("What the column “{header}” is", header="{header}"),
        "choose": text("choose"),
        "pass": text("ignore"),
        "personal": text(
            "It tells who somebody is, which the dashboard never keeps: ignore it, or take it out "
            "of the file."
        ),
        "no-header": text("column {number}", number="{number}"),
        "column-rows": text("Rows"),
        "values": plural("{count} value to explain", "{count} values to explain", 1),
        "values-about": text(
            "The dashboard does not know these words. Say what each of them means, or mend them "
            "in the file."
        ),
        "value-meant": text(
            "What “{value}” means under “{column}”", value="{value}", column="{column}"
        ),
        "look": text("Look again"),
        "restored": text("What you had said of these columns is used again."),
        "in-force": text("Your mapping “{name}” is used.", name="{name}"),
        "forget": text("Forget it"),
        "forgotten": text("The mapping “{name}” is forgotten.", name="{name}"),
        "remember": text("Remember this mapping as"),
        "remember-about": text("Files with the same columns are then read in the same way."),
        "keep": text("Remember"),
        "kept": text("Remembered as “{name}”.", name="{name}"),
        "unnamed": text("Give it a name first."),
        "not-kept": text("The mapping was not remembered. Try again in a moment."),
    }


def _outcomes() -> dict[str, Text]:
    return {
        "imported": text("“{name}” is imported", name="{name}"),
        "outcome": text(
            "New: {new}. Changed: {changed}. Unchanged: {unchanged}. Left out: {left_out}.",
            new="{new}",
            changed="{changed}",
            unchanged="{unchanged}",
            left_out="{left_out}",
        ),
        "see": text("See these sessions"),
        "mend": text(
            "Mend the rows that were left out in the spreadsheet, then drop it in the place above."
        ),
        "lost": text(
            "The connection was lost during the import. Whether it went in is being looked up…"
        ),
        "interrupted": text(
            "The import of “{name}” was interrupted ({time}).", name="{name}", time="{time}"
        ),
        "went-in": text("It went in all the same: it is the newest in the list below."),
        "not-in": text(
            "It is not in the list below: unless it appears there, nothing of it was written, and "
            "the file can be imported again."
        ),
        "look-up": text("Look up again"),
        "dismiss": text("Put this note away"),
    }


def _past() -> dict[str, Text]:
    return {
        "none": text("Nothing has been imported yet."),
        "none-found": text("No import has this in its file’s name or in who brought it."),
        "no-list": text("The list of imports cannot be shown right now."),
        "when": text("When"),
        "file": text("File"),
        "who": text("By"),
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
            "Undo it? What it added is taken out, and what it changed is as before. The history "
            "keeps all of it."
        ),
        "yes": text("Undo it"),
        "no": text("Leave it"),
        "undoing": text("Undoing…"),
        "taken-back": text("Undone. Sessions that are as before: {count}.", count="{count}"),
        "not-undone": text("Nothing was undone."),
        "and-more": text("Further ones: {count}.", count="{count}"),
    }
