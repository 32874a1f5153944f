"""The first sheet: whose figures these are, of which day, with which filters, and how counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.exports.workbook.pens import allowed
from dashboard.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from dashboard.cards.briefs import Brief
    from dashboard.exports.charts.table import FigureTable
    from dashboard.exports.workbook.pens import Pens

    Sheets = Sequence[tuple[str, FigureTable]]

LABELS, PROSE = 34, 100  # widths
LONGEST_LINK = 2000  # characters; spreadsheets take no longer ones


def write_cover(sheet: Worksheet, of: Brief, sheets: Sheets, pens: Pens) -> None:
    """Fill it: two columns, what it is and what it says."""
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, 1, PROSE)
    sheet.hide_gridlines(2)
    pens.words(sheet, 0, 0, of.title, "title")
    row = 2
    for label, words in _facts(of):
        if not words:
            continue
        pens.words(sheet, row, 0, label, "label")
        pens.words(sheet, row, 1, words, "strong" if words == of.audience else "prose")
        row += 1
    if of.address:
        _write_address(sheet, row, of, pens)
        row += 1
    row = _listed(sheet, row + 1, of, sheets, pens)
    _counted(sheet, row + 1, of, [table for _, table in sheets], pens)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_address(sheet: Worksheet, row: int, of: Brief, pens: Pens) -> None:
    pens.words(sheet, row, 0, of.labels["back"], "label")
    if of.address.startswith(("http://", "https://")) and len(of.address) < LONGEST_LINK:
        sheet.write_url(row, 1, allowed(of.address), pens["link"])
    else:
        pens.words(sheet, row, 1, of.address, "prose")


def _facts(of: Brief) -> Iterator[tuple[str, str]]:
    """What stands first; what a brief does not have is empty."""
    locale = of.locale
    yield text("For").say(locale), of.audience
    yield text("Demonstration").say(locale), of.demonstration
    yield text("Data").say(locale), of.fresh
    if of.cite:
        yield of.labels["brief"], "\n".join(filter(None, (of.note, of.showing)))
        yield of.labels["cite"], of.cite
    else:
        yield text("Filters").say(locale), of.showing
    yield of.labels["headline"], " ".join((*of.headline, of.empty)).strip()
    yield of.ahead.title, of.ahead.sentence
    if of.curve and of.curve.happened:
        yield text("What happened").say(locale), "\n".join(of.curve.happened)
    for one in of.more:
        yield one.title, "\n".join(one.items)
    yield text("Software").say(locale), f"imPACT {of.version}"


def _listed(sheet: Worksheet, row: int, of: Brief, sheets: Sheets, pens: Pens) -> int:
    """The other sheets with what each says; returns the row after them."""
    pens.words(sheet, row, 0, text("Sheets").say(of.locale), "heading")
    for name, table in sheets:
        row += 1
        place = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{place}'!A1", pens["link"], name)
        pens.words(sheet, row, 1, table.sentence, "prose")
    return row + 1


def _counted(
    sheet: Worksheet, row: int, of: Brief, tables: Sequence[FigureTable], pens: Pens
) -> None:
    """Each rule once, with all that is counted by it, and the signs."""
    pens.words(sheet, row, 0, of.labels["definitions"], "heading")
    rules: dict[str, list[str]] = {}
    for table in tables:
        rules.setdefault(table.definition, []).append(table.title)
    signs = of.definitions[-1]
    for rule, titles in (*rules.items(), (signs.sentence, [signs.title])):
        row += 1
        pens.words(sheet, row, 0, "; ".join(titles), "strong")
        pens.words(sheet, row, 1, rule, "prose")
