"""Refusals of files that are too large, damaged or of another kind: what, how much, what to do."""

from dashboard.i18n import Text, text
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.limits import (
    LARGEST_STRINGS,
    LONGEST_CELL,
    LONGEST_ROW,
    MEGABYTE,
    MEMORY_BYTES,
    MOST_HEADERS,
    MOST_LINES,
    MOST_MERGED,
    MOST_PARTS,
    MOST_REPEATED,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_STYLES,
    MOST_TEXT,
    TALLEST,
)


def not_a_table() -> BadFileError:
    """The file is no table."""
    return BadFileError(
        text("This is not a CSV, XLSX or ODS file"),
        text("Save the table in one of these three forms"),
    )


def locked() -> BadFileError:
    """The file has a password."""
    return BadFileError(
        text("The file is protected by a password"),
        text("Save it without a password and import it again"),
    )


def damaged(row: int | None = None) -> BadFileError:
    """The file is damaged, or not what it seems."""
    return BadFileError(
        text("The file is damaged"),
        text("Open it in Excel or LibreOffice, save it again and import it again"),
        row=row,
    )


def changed() -> BadFileError:
    """Somebody wrote to the file, or put another one in its place."""
    return BadFileError(
        text("The file was changed while it was read"),
        text("Wait until it is saved, then import it again"),
    )


def binary() -> BadFileError:
    """A workbook in Excel's binary format, without XML."""
    return BadFileError(
        text("This is a binary Excel workbook (.xlsb)"),
        text("Open it in Excel and save it as “Excel workbook (.xlsx)”"),
    )


def of_numbers() -> BadFileError:
    """A spreadsheet of Apple Numbers."""
    return BadFileError(
        text("This is an Apple Numbers spreadsheet"),
        text("In Numbers, choose File, Export To, and then Excel or CSV"),
    )


def no_workbook() -> BadFileError:
    """A text document or presentation in Microsoft's format."""
    return BadFileError(
        text("The file is an Office document, but not a workbook"),
        text("Put the table into a workbook (.xlsx)"),
    )


def no_spreadsheet() -> BadFileError:
    """A text document or presentation in OpenDocument format."""
    return BadFileError(
        text("The file is an OpenDocument file, but not a spreadsheet"),
        text("Put the table into a spreadsheet (.ods)"),
    )


def too_large() -> BadFileError:
    """A zip bomb, or hundreds of pictures."""
    return BadFileError(
        text("Unpacked, the file would be far larger than a table of sessions needs"), _saved_anew()
    )


def too_many_parts() -> BadFileError:
    """An archive with so many parts that listing them takes long."""
    return BadFileError(
        text("The file is made of more than {count} parts", count=MOST_PARTS), _saved_anew()
    )


def too_many_sheets() -> BadFileError:
    """More sheets than anybody uses for records."""
    return BadFileError(
        text("The workbook has more than {count} sheets", count=MOST_SHEETS), _sheets_alone()
    )


def too_many_headers() -> BadFileError:
    """More headers than all sheets of records have together."""
    return BadFileError(
        text("Together, the header rows have more than {count} columns", count=MOST_HEADERS),
        _sheets_alone(),
    )


def too_many_rows() -> BadFileError:
    """More rows than a person would keep in one workbook."""
    return BadFileError(
        text("Together, the sheets have more than {count} rows", count=MOST_ROWS), _in_several()
    )


def too_many_repeated() -> BadFileError:
    """A row that was filled down to the end of its sheet, or a trap."""
    return BadFileError(
        text(
            "More than {count} rows of the file only repeat the row above them", count=MOST_REPEATED
        ),
        text("Delete the repeated rows and import the file again"),
    )


def too_many_lines() -> BadFileError:
    """Almost nothing but line ends."""
    return BadFileError(
        text("The file has more than {count} lines", count=MOST_LINES),
        text("Delete the blank lines, or import the file in several parts"),
    )


def too_tall() -> BadFileError:
    """More rows than Excel or LibreOffice have."""
    return BadFileError(
        text("The sheet has more than {count} rows, blank ones included", count=TALLEST),
        _without_blanks(),
    )


def too_many_cells(most: int) -> BadFileError:
    """Too many cells, as when repeated without end."""
    return BadFileError(
        text("Together, the sheets have more than {count} cells", count=most), _without_blanks()
    )


def too_much_text() -> BadFileError:
    """Too much text in all, as when small texts stand everywhere."""
    return BadFileError(
        text("Together, the sheets have more than {count} characters", count=MOST_TEXT),
        _in_several(),
    )


def too_wide(row: int) -> BadFileError:
    """A row that no spreadsheet could hold."""
    return BadFileError(
        text("The row has more cells than any spreadsheet could hold"),
        text("Check what separates the cells, and remove the empty columns"),
        row=row,
    )


def too_long_a_row(row: int) -> BadFileError:
    """A row with as much text as a book."""
    return BadFileError(
        text("The row has more than {count} characters", count=LONGEST_ROW),
        text("Check what separates the cells, and shorten the long texts"),
        row=row,
    )


def too_long_a_cell(row: int | None) -> BadFileError:
    """A cell that no spreadsheet would take."""
    return BadFileError(
        text("A cell has more than {count} characters", count=LONGEST_CELL),
        text("Shorten the text of the cell, or keep it elsewhere"),
        row=row,
    )


def too_many_styles() -> BadFileError:
    """More cell formats than anybody would make."""
    return BadFileError(
        text("The workbook has more than {count} cell formats", count=MOST_STYLES),
        _without_formats(),
    )


def too_many_merged() -> BadFileError:
    """More merged cells than anybody would merge by hand."""
    return BadFileError(
        text("The sheet has more than {count} merged cells", count=MOST_MERGED), _without_formats()
    )


def overlapping() -> BadFileError:
    """Merged cells as no spreadsheet program makes them: going through them takes long."""
    return BadFileError(
        text("Merged cells of the sheet lie on top of each other"), _without_formats()
    )


def too_many_strings() -> BadFileError:
    """More shared text than we keep while reading."""
    return BadFileError(
        text(
            "The workbook has more than {count} MB of text",
            count=LARGEST_STRINGS // MEGABYTE,
        ),
        text("Save the table as CSV UTF-8 and import that"),
    )


def too_much_memory() -> BadFileError:
    """The reading process reached its memory limit."""
    return BadFileError(
        text(
            "Reading the file takes more than {count} MB of memory", count=MEMORY_BYTES // MEGABYTE
        ),
        _only_the_table(),
    )


def too_much_to_check() -> BadFileError:
    """The process that checks reached its memory limit."""
    return BadFileError(
        text("Checking the file takes more memory than an import may use"),
        text("Import the file in several parts"),
    )


def too_long(seconds: int) -> BadFileError:
    """The reading process reached its time limit."""
    return BadFileError(
        text("Reading the file takes more than {count} seconds", count=seconds), _only_the_table()
    )


def _saved_anew() -> Text:
    return text("Save the table again, without pictures and other sheets, or as CSV")


def _sheets_alone() -> Text:
    return text("Put the sheets to import into a workbook of their own")


def _without_formats() -> Text:
    return text("Copy the table into a new workbook without its formats (Paste Special, Values)")


def _in_several() -> Text:
    return text("Import them in several files")


def _without_blanks() -> Text:
    return text("Delete the blank rows and columns around the table, or import it in several files")


def _only_the_table() -> Text:
    return text("Copy the table alone, without formats, into a new file, or save it as CSV UTF-8")
