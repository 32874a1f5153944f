"""What the import script asks about a file: its sheets, columns, values, and odd rows."""

from dashboard.i18n import Text, plural, text


def questions() -> dict[str, Text]:
    """The questions by name, with their answers; see ``words``."""
    return {**_sheets(), **_waiting(), **_odd(), **_copies(), **_mapping()}


def _sheets() -> dict[str, Text]:
    return {
        "sheets": text("Sheets read: {read} of {count}"),
        "sheet-named": text("Sheet “{sheet}”"),
        "sheet-asked": text("The sheet “{sheet}” has different columns. Read it too?"),
        "sheet-repeats": text(
            "“{sheet}” is a repeat group of the form: several of its rows belong to "
            "one session. Read it anyway?"
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
        "quoted": text("“{name}”"),
        "columns-wait": plural(
            "One column is not matched yet: {names}. Match it, or ignore it.",
            "{count} columns are not matched yet: {names}. Match each of them, or ignore them.",
            1,
        ),
        "people-wait": plural(
            "One column says who people are: {names}. Names and contacts are not brought in: "
            "ignore it.",
            "{count} columns say who people are: {names}. Names and contacts are not brought in: "
            "ignore them.",
            1,
        ),
        "right-all": plural(
            "Apart from that, the row is valid.", "Apart from that, all {count} rows are valid.", 1
        ),
        "right-but": plural(
            "Apart from that, {right} of {count} row is valid.",
            "Apart from that, {right} of {count} rows are valid.",
            1,
        ),
        "ignore-columns": plural("Ignore this column", "Ignore these {count} columns", 1),
        "ignore": text("Ignore"),
        "ignore-one": text("Ignore “{name}”"),
        "words-wait": plural(
            "One value is not matched yet: {names}. Match it below, or correct it in the file.",
            "{count} values are not matched yet: {names}. Match them below, or correct "
            "them in the file.",
            1,
        ),
        "columns-done": text("No column is left to match."),
        "words-done": text("No value is left to match."),
        "ignore-words": text("Ignore {names}"),
        "constant-asked": text(
            "The file has no column “{column}”. Which value applies to all rows?"
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
    return {
        "odd-first": text(
            "Answer the questions above first; then you see what the file would change."
        ),
        "struck-asked": plural(
            "{count} row is struck through (row {rows}). Import it?",
            "{count} rows are struck through (rows {rows}). Import them?",
            1,
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
        "numbers-file": text("No: make references from the file’s name, such as {example}"),
        "numbers-unique": text("Yes: no other file has these numbers"),
        "dates-asked": plural(
            "Is this date right? All others are from {first} to {last}.",
            "Are these dates right? All others are from {first} to {last}.",
            1,
        ),
        "dates-about": text("Rows whose date is not ticked must be corrected."),
        "date-right": text("{date} is right (row {rows})"),
    }


def _copies() -> dict[str, Text]:
    return {
        "copies-first": text("First, answer the question about likely duplicates."),
        "copies-asked": plural(
            "{count} new session looks like a duplicate. Import it?",
            "{count} new sessions look like duplicates. Import them?",
            1,
        ),
        "copies-keep": plural("Yes, import it anyway", "Yes, import all of them", 1),
        "copies-each": text("Decide one by one"),
    }


def _mapping() -> dict[str, Text]:
    return {
        "columns": plural("{count} column of the file", "{count} columns of the file", 1),
        "unrecognised": text("Not recognized: {count}"),
        "column-header": text("In the file"),
        "sample": text("For example"),
        "meant": text("Matched to"),
        "meant-by": text("Match for the column “{header}”"),
        "choose": text("choose"),
        "pass": text("ignore"),
        "personal": text(
            "It identifies people, which the dashboard never keeps: ignore it, or "
            "remove it from the file."
        ),
        "no-header": text("column {number}"),
        "column-rows": text("Rows"),
        "values": plural("{count} value to match", "{count} values to match", 1),
        "matched": plural("{count} value matched", "{count} values matched", 1),
        "values-about": text(
            "We don’t recognize these values. Match each one, or correct the file."
        ),
        "probably": text("Did you mean “{meant}”?"),
        "value-meant": text("Match for “{value}” under “{column}”"),
        "look": text("Preview again"),
        "restored": text("Your earlier matches for these columns are used again."),
        "in-force": text("Your mapping “{name}” is used."),
        "forget": text("Delete mapping"),
        "forgotten": text("The mapping “{name}” was deleted."),
        "remember": text("Save this mapping as"),
        "remember-about": text("Files with the same columns will be read the same way."),
        "keep": text("Save mapping"),
        "kept": text("Saved as “{name}”."),
        "unnamed": text("Give it a name first."),
        "not-kept": text("The mapping was not saved. Try again in a moment."),
    }
