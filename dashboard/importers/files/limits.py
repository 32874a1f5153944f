"""Limits on the content of files: far above any real file, far below what does harm.

``refusals`` has a sentence for each. Whatever passes them all meets the limits of the process that
reads, see ``confined``.
"""

MEGABYTE = 1 << 20

# Of a table. The first two are Excel's and LibreOffice's own.
WIDEST = 16_384
TALLEST = 1 << 20
MOST_SHEETS = 250
MOST_ROWS = 2 * TALLEST  # of all sheets together
MOST_REPEATED = 10_000  # of them in ODS, where a few bytes stand for a million rows alike
MOST_LINES = 1 << 22  # of a CSV file, blank ones too
MOST_CELLS = 1 << 26  # of all sheets together, blank ones before the last of a row too
CELLS = 4_000_000  # of them, however small the file is
CELLS_PER_MEGABYTE = 16_000_000  # more, by its size: some cells take no bytes of it
MOST_HEADERS = 20_000  # of all sheets together; each is looked up, and told if unknown
LONGEST_CELL = 100_000  # characters; Excel's limit is a third of it
LONGEST_ROW = 1_000_000  # characters
MOST_TEXT = 1 << 27  # characters of all rows: a small text may stand in many cells
LONGEST_NUMBER = 300  # digits; a float has a few more at most
LONGEST_COUNT = 18  # digits of a whole number; what has more is a name
LONGEST_SHEET_NAME = 100  # Excel's limit is a third of it

# Of the archive that a workbook is
MOST_PARTS = 5_000
LARGEST_LIST = 2 << 20  # bytes of what lists the parts, each with a name
LARGEST_UNPACKED = 1 << 30  # bytes; a million rows of twenty cells
MOST_TIMES_SMALLER = 400  # a sheet of alike rows packs some hundred times; a bomb a thousand
NEVER_A_BOMB = 8 << 20  # bytes that a part may have however it is packed

# Of its XML
LONGEST_TAG = 1 << 20  # bytes of a tag with its attributes, or of a remark
DEEPEST = 200
MOST_STYLES = 1 << 16  # Excel's own limit is a little below
LONGEST_FORMAT = 1_000  # characters of a number format; Excel's limit is a quarter of it
MOST_LINKS = 10_000  # from the workbook to its parts
MOST_MERGED = 1 << 16  # ranges of a sheet; far more than anybody merges by hand
MOST_OVERLAPPING = 8  # ranges that a cell is part of, on average of a row; real ones never overlap
LARGEST_STRINGS = 192 << 20  # bytes of the text that cells share, as they are kept

# Of the process that reads
MEMORY_BYTES = 400 << 20
SECONDS = 15  # of computing
SECONDS_PER_MEGABYTE = 10  # more, by the size of the file: a million rows need 90 seconds

# Of the process that checks and writes, with what it has from the one that it was forked from
WORK_BYTES = 1 << 30  # a million rows need a third of it
