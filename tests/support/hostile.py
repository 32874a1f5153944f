"""Files that want to do harm, or are not what they seem: small, made here, each with its end.

``REFUSED`` gives the sentence that a whole file is answered with; ``READ`` how many rows of it are
sound and how many are not.
"""

import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from tests.support.files import (
    as_rows,
    session,
    write_csv,
    write_ods,
    write_sheets,
    write_xlsx,
)

Build = Callable[[Path], Path]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
LAUGHS = (
    "<!DOCTYPE x ["
    + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'ha' * 50}'>" for n in range(10))
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"
TABLE = as_rows(session(), session(reference="S-2"))
HEADER = ",".join(TABLE[0])
ROW = ",".join(TABLE[1])
BOMB = "Unpacked, the file would be far larger than a table of sessions needs"
DAMAGED = "The file is damaged"
TOO_LONG = "A cell is far too long; perhaps a quotation mark before it is not closed"
OPEN_QUOTE = "A quotation mark is not closed, or is inside an unquoted cell"
MARKUP = "This is a web page or an XML file, despite its name"
TOO_WIDE = "The row has more cells than any spreadsheet could hold"
NO_TABLE = "This is not a CSV, XLSX or ODS file"


def as_bytes(content: bytes, name: str = "f.csv") -> Build:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return build


def when_built(make: Callable[[], Build]) -> Build:
    """Of what is so large that nobody should hold it who does not build it."""

    def build(folder: Path) -> Path:
        return make()(folder)

    return build


def as_text(*lines: str, encoding: str = "utf-8", end: str = "\n") -> Build:
    return as_bytes((end.join(lines) + end).encode(encoding))


def changed(path: Path, parts: dict[str, bytes | str], *, more: bool = False) -> Path:
    """The archive with some parts replaced; others are added when there are ``more``."""
    other = path.with_stem("hostile")
    with ZipFile(path) as old, ZipFile(other, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
        for name in (set(parts) - set(old.namelist())) if more else ():
            new.writestr(name, parts[name])
    return other


def workbook(folder: Path) -> Path:
    return write_xlsx(folder / "f.xlsx", TABLE)


def with_parts(parts: dict[str, bytes | str], *, more: bool = False) -> Build:
    return lambda folder: changed(workbook(folder), parts, more=more)


def before_root(part: str, doctype: str, inside: tuple[str, str] = ("", "")) -> Build:
    """A part of a workbook with a document type before its root, and something put into it."""

    def build(folder: Path) -> Path:
        path = workbook(folder)
        with ZipFile(path) as archive:
            content = archive.read(part).decode()
        start = content.index("?>") + 2 if content.startswith("<?xml") else 0
        content = f"{content[:start]}{doctype}{content[start:].replace(*inside, 1)}"
        return changed(path, {part: content})

    return build


def sheet(rows: str, *, before: str = "") -> Build:
    return with_parts(
        {SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'}
    )


def cells(number: int, values: tuple[str, ...]) -> str:
    inside = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{number}">{inside}</row>'


def many_that_are_one(folder: Path) -> Path:
    """Parts that overlap: five hundred names for the same packed bytes."""
    path = folder / "f.xlsx"
    with ZipFile(workbook(folder)) as old, ZipFile(path.with_stem("o"), "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/0.bin", b" " * (5 << 20))
        one = new.getinfo("xl/media/0.bin")
        for number in range(1, 500):
            again = ZipInfo(f"xl/media/{number}.bin")
            for field in ("header_offset", "file_size", "compress_size", "CRC", "compress_type"):
                setattr(again, field, getattr(one, field))
            new.filelist.append(again)
    return path.with_stem("o")


def macros(folder: Path) -> Path:
    path = workbook(folder)
    with ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    types = types.replace("sheet.main+xml", "sheet.main+xml").replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts = {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
    return changed(path, parts, more=True).rename(folder / "f.xlsm")


def tricks_in_names(folder: Path) -> Path:
    """Names that lead out of the folder, and a link to a file of the system."""
    path = workbook(folder)
    with ZipFile(path, "a") as archive:
        for name in ("../../escaped.txt", "/etc/escaped.txt", "C:\\escaped.txt", "xl/../../e.txt"):
            archive.writestr(name, "outside")
        link = ZipInfo("xl/media/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return path


def nested(folder: Path) -> Path:
    inner, outer = folder / "inner.zip", folder / "f.xlsx"
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * (20 << 20))
    with ZipFile(outer, "w", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.write(inner, f"{number}.zip")
    return outer


def with_passenger(folder: Path) -> Path:
    """A bomb that is only carried along: nobody unpacks it."""
    bomb = nested(folder).rename(folder / "bomb.zip")
    path = workbook(folder)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/embeddings/bomb.zip", bomb.read_bytes())
    return path


def merged(folder: Path) -> Path:
    book = Workbook()
    for row in as_rows(session(), session(reference="S-2"), session(reference="S-3")):
        book.active.append(list(row))
    book.active.merge_cells("B2:B4")
    book.save(folder / "f.xlsx")
    return folder / "f.xlsx"


def hidden(*states: str) -> Build:
    def build(folder: Path) -> Path:
        book = Workbook()
        for at, state in enumerate(states):
            page = book.active if at == 0 else book.create_sheet()
            page.sheet_state = state
            for row in TABLE if state == "visible" else [("not", "this")]:
                page.append(list(row))
        if "visible" not in states:  # openpyxl refuses to save such a book
            book.create_sheet("last")
            book.active = len(states)
        book.save(folder / "f.xlsx")
        return folder / "f.xlsx"

    return build


def all_hidden(folder: Path) -> Path:
    path = workbook(folder)
    with ZipFile(path) as archive:
        book = archive.read(BOOK).decode().replace('state="visible"', 'state="veryHidden"')
    return changed(path, {BOOK: book})


def one_part_in_two_sheets(folder: Path) -> Path:
    """A small part that is named again and again would be read as often."""
    path = write_sheets(folder / "f.xlsx", {"A": TABLE, "B": TABLE})
    links = "xl/_rels/workbook.xml.rels"
    with ZipFile(path) as archive:
        content = archive.read(links).decode().replace("sheet2.xml", "sheet1.xml")
    return changed(path, {links: content})


def many_sheets(kind: str) -> Build:
    return lambda folder: write_sheets(folder / f"f.{kind}", {f"S{n}": [] for n in range(251)})


def links_outside(folder: Path) -> Path:
    """A formula over another file: what was worked out last is read, nothing is fetched."""
    linked = "".join(f"<c t='str'><f>[1]Data!A1</f><v>{value}</v></c>" for value in TABLE[1])
    last = f'<row r="2">{linked}</row>'
    path = sheet(cells(1, TABLE[0]) + last)(folder)
    target = (
        'Type="http://x/externalLinkPath" Target="http://192.0.2.1/x.xlsx" TargetMode="External"'
    )
    rels = f'<Relationships xmlns="http://x"><Relationship Id="rId1" {target}/></Relationships>'
    parts = {"xl/externalLinks/_rels/externalLink1.xml.rels": rels}
    return changed(path.rename(folder / "g.xlsx"), parts, more=True)


def dates_as_text(folder: Path) -> Path:
    written = (
        *("25 mars 2015", "1er mars 2015", "le mercredi 4 mars 2015", "2 févr. 2015"),
        *("March 25, 2015", "Mar 1, 2015", "Wednesday, March 4, 2015", "2015-02-02"),
    )
    rows = [session(reference=f"S-{n}", date=day) for n, day in enumerate(written)]
    return write_xlsx(folder / "f.xlsx", as_rows(*rows))


def ods(content: str) -> Build:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )

    def build(folder: Path) -> Path:
        body = f"<office:document-content {names}>{content}</office:document-content>"
        return changed(write_ods(folder / "f.ods", [("a",)]), {"content.xml": body})

    return build


def ods_row(values: tuple[str, ...], times: str = "") -> str:
    inside = "".join(f"<table:table-cell><text:p>{v}</text:p></table:table-cell>" for v in values)
    return f"<table:table-row{times}>{inside}</table:table-row>"


FOR_EVER = BLANK_FOR_EVER = ' table:number-rows-repeated="1000000000"'
WIDE_FOR_EVER = ' table:number-columns-repeated="1000000000"'
FORMULAS = ('=HYPERLINK("http://x","y")', "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3", "\t=1")

STRING = "\N{SMILING FACE WITH OPEN MOUTH}" * 100_000
SHARED = '<c t="s"><v>0</v></c>'
TYPES = "[Content_Types].xml"


def sharing(rows: str, string: str = STRING) -> Build:
    """A workbook with one shared string, and cells that are it."""

    def build(folder: Path) -> Path:
        path = sheet(rows)(folder)
        with ZipFile(path) as archive:
            types = archive.read(TYPES).decode()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        listed = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'
        parts = {
            TYPES: types.replace("</Types>", listed),
            STRINGS: f'<sst xmlns="{MAIN}"><si><t>{string}</t></si></sst>',
        }
        return changed(path.rename(folder / "g.xlsx"), parts, more=True)

    return build


def styled(formats: str, *, inside: str = "cellXfs") -> Build:
    return with_parts(
        {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><{inside}>{formats}</{inside}></styleSheet>'}
    )


def typed(kind: str, name: str) -> Build:
    """A workbook that says that it is something else."""

    def build(folder: Path) -> Path:
        path = workbook(folder)
        with ZipFile(path) as archive:
            types = archive.read(TYPES).decode()
        plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return changed(path, {TYPES: types.replace(plain, kind)}).rename(folder / name)

    return build


def archive_of(names: Iterable[str], name: str = "f.xlsx") -> Build:
    def build(folder: Path) -> Path:
        with ZipFile(folder / name, "w") as archive:
            for part in names:
                archive.writestr(part, "x")
        return folder / name

    return build


def understated(folder: Path) -> Path:
    """Six thousand parts, of which the end of the archive counts one."""
    path = archive_of(map(str, range(6_000)))(folder)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x05\x06")
    content[at + 8 : at + 12] = b"\1\0\1\0"
    path.write_bytes(content)
    return path


def twice_named(folder: Path) -> Path:
    path = workbook(folder)
    with ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(SHEET, "<worksheet/>")
    return path


def one_in_the_other(folder: Path) -> Path:
    """A part whose packed bytes are said to reach over all that follow."""
    path = workbook(folder)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 20 : at + 24] = at.to_bytes(4, "little")
    path.write_bytes(content)
    return path


def strict(folder: Path) -> Path:
    """A workbook as Excel saves it as “Strict Open XML Spreadsheet”; its days are words."""
    path = workbook(folder)
    day = '<row r="2">' + "".join(
        f"<c t='{'d' if value[:2] == '20' else 'str'}'><v>{value}</v></c>" for value in TABLE[1]
    )
    parts: dict[str, bytes | str] = {}
    with ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            content = content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            parts[name] = content.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
    purl = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts[SHEET] = (
        f'<worksheet xmlns="{purl}"><sheetData>{cells(1, TABLE[0])}{day}</row></sheetData>'
        "</worksheet>"
    )
    return changed(path, parts)


def ods_table(*rows: str) -> Build:
    return ods(f"<table:table>{''.join(rows)}</table:table>")


def ods_cell(inside: str, attributes: str = "") -> str:
    cell = f"<table:table-cell{attributes}><text:p>{inside}</text:p></table:table-cell>"
    return f"<table:table-row>{cell}</table:table-row>"


SPACES = '<text:s text:c="16384"/>'
FULL = '<text:s text:c="99999"/>'
SOME_ROWS = ' table:number-rows-repeated="5000"'
MANY_COLUMNS = ' table:number-columns-repeated="16384"'
LONG_CELL = "A cell has more than 100,000 characters"
LONG_ROW = "The row has more than 1,000,000 characters"
MUCH_TEXT = "Together, the sheets have more than 134,217,728 characters"
REPEATED = "More than 10,000 rows of the file only repeat the row above them"
MANY_CELLS = "Together, the sheets have more than 4,000,000 cells"
MANY_PARTS = "The file is made of more than 5,000 parts"
MANY_FORMATS = "The workbook has more than 65,536 cell formats"

HEAVY: dict[str, tuple[Build, str]] = {
    "a string that fills one row": (sharing(f"<row>{SHARED * 4_000}</row>"), LONG_ROW),
    "a string that fills many rows": (
        sharing(cells(1, TABLE[0]) + f"<row>{SHARED}</row>" * 4_000),
        MUCH_TEXT,
    ),
    "a string without end": (sharing(f"<row>{SHARED}</row>", STRING * 20), LONG_CELL),
    "a string of many runs": (
        sharing(f"<row>{SHARED}</row>", "</t></si><si>" + "<r><t>run &#233;</t></r>" * 30_000),
        LONG_CELL,
    ),
    "spaces without end": (ods_table(ods_cell(SPACES * 100_000)), LONG_CELL),
    "spaces that fill a row": (
        ods_table(
            "<table:table-row>"
            + f"<table:table-cell><text:p>{FULL}</text:p></table:table-cell>" * 9_000
            + "</table:table-row>"
        ),
        LONG_ROW,
    ),
    "spaces that fill many rows": (
        ods_table(ods_row(TABLE[0]), ods_cell(f"{FULL}.") * 3_000),
        MUCH_TEXT,
    ),
    "a text that fills many columns": (
        ods_table(ods_cell("x" * 90_000, MANY_COLUMNS)),
        LONG_ROW,
    ),
    "a row that fills all sheets": (
        ods_table(
            f"<table:table-row{SOME_ROWS}><table:table-cell{MANY_COLUMNS} "
            'office:value-type="float" office:value="1"/></table:table-row>'
        ),
        MANY_CELLS,
    ),
    "a row that repeats one cell to its end": (
        ods_table(
            ods_row(TABLE[0]),
            f'<table:table-row><table:table-cell{MANY_COLUMNS} office:value-type="float" '
            'office:value="1"/></table:table-row>' * 400,
        ),
        MANY_CELLS,
    ),
    "a cell at the right end of each row": (
        sheet(
            cells(1, TABLE[0])
            + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 402))
        ),
        MANY_CELLS,
    ),
    "paragraphs without end": (ods_table(ods_cell("</text:p><text:p>" * 200_000)), LONG_CELL),
    "styles without end": (
        styled("".join(f'<xf numFmtId="{n % 400}" fontId="{n}"/>' for n in range(70_000))),
        MANY_FORMATS,
    ),
    "number formats without end": (
        styled(
            "".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(70_000)),
            inside="numFmts",
        ),
        MANY_FORMATS,
    ),
    "fonts without end": (styled("<font><strike/></font>" * 70_000, inside="fonts"), MANY_FORMATS),
    "styles that strike through, without end": (
        ods(
            "".join(
                f'<style:style style:name="s{n}">'
                '<style:text-properties style:text-line-through-style="solid"/></style:style>'
                for n in range(70_000)
            )
        ),
        MANY_FORMATS,
    ),
    "styles that hide, without end": (
        ods(
            "".join(
                f'<style:style style:name="s{n}"><style:table-properties table:display="false"/>'
                "</style:style>"
                for n in range(70_000)
            )
        ),
        MANY_FORMATS,
    ),
    "cells without end": (sheet(f"<row>{'<c/>' * 2_000_000}</row>"), TOO_WIDE),
    "cells without end in sixty megabytes": (
        when_built(lambda: sheet(f"<row>{'<c/>' * 15_000_000}</row>")),
        BOMB,
    ),
    "rows without end": (
        sheet("<row/>" * 1_100_000),
        "The sheet has more than 1,048,576 rows, blank ones included",
    ),
    "blank lines without end": (
        as_bytes(HEADER.encode() + b"\n" * 4_200_000),
        "The file has more than 4,194,304 lines",
    ),
    "one line of sixty megabytes": (
        when_built(lambda: as_bytes(b"a,b;" * 15_000_000)),
        LONG_ROW,
    ),
    "quoted cells that are one row": (
        as_bytes(
            HEADER.encode()
            + b"\n"
            + b'"'
            + b"x\n" * 50_000
            + b'",'
            + (b'"' + b"x\n" * 50_000 + b'",') * 50
        ),
        LONG_ROW,
    ),
    "NULs": (as_bytes(b"\0" * 1_000_000), NO_TABLE),
    "a number of a million digits": (
        sheet(f"<row><c><v>{'9' * 1_000_000}</v></c></row>"),
        LONG_CELL,
    ),
    "a number of a million digits in a document": (
        ods_table(ods_cell("", f' office:value-type="float" office:value="{"9" * 1_000_000}"')),
        LONG_CELL,
    ),
    "a count of a million digits": (
        ods_table(ods_cell(f'<text:s text:c="{"9" * 1_000_000}"/>')),
        DAMAGED,
    ),
    "a column of a million letters": (
        sheet(f'<row><c r="{"A" * 1_000_000}1"><v>1</v></c></row>'),
        DAMAGED,
    ),
    "a formula without end": (sheet(f"<row><c><f>{'1+' * 100_000}1</f></c></row>"), LONG_CELL),
    "elements in elements": (sheet(f"<row><c>{'<x>' * 500_000}"), DAMAGED),
    "cells in cells": (sheet("<row>" + "<c>" * 500_000), DAMAGED),
    "elements in elements of the styles": (styled("<x>" * 500_000), DAMAGED),
    "elements in elements of a document": (ods("<office:x>" * 200_000), DAMAGED),
    "a tag of three megabytes": (
        sheet("<row><c " + " ".join(f'a{n}="{n}"' for n in range(200_000)) + "/></row>"),
        DAMAGED,
    ),
    "a remark of five megabytes": (sheet(f"<!--{'x' * 5_000_000}-->"), DAMAGED),
    "letters that nobody knows": (
        with_parts({SHEET: '<?xml version="1.0" encoding="x-nobody"?><worksheet/>'}),
        DAMAGED,
    ),
    "parts without end": (archive_of(map(str, range(6_000))), MANY_PARTS),
    "parts without end that are counted as one": (understated, MANY_PARTS),
    "a list of parts without end": (
        archive_of(f"{n:060}" for n in range(20_000)),
        MANY_PARTS,
    ),
    "two parts of one name": (twice_named, DAMAGED),
    "a part in another one": (one_in_the_other, DAMAGED),
    "a binary workbook": (
        typed("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "f.xlsb"),
        "This is a binary Excel workbook (.xlsb)",
    ),
    "a text document": (
        typed(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "f.docx",
        ),
        "The file is an Office document, but not a workbook",
    ),
    "Numbers of Apple": (
        archive_of(["Index/Document.iwa", "Metadata/Properties.plist"], "f.numbers"),
        "This is an Apple Numbers spreadsheet",
    ),
    "a document that is locked as a whole": (
        archive_of(["mimetype", "META-INF/manifest.xml", "encrypted-package"], "f.ods"),
        "The file is protected by a password",
    ),
}
REFUSED: dict[str, tuple[Build, str]] = {
    "a sheet that is a bomb": (
        when_built(lambda: with_parts({SHEET: " " * (70 << 20)})),
        BOMB,
    ),
    "strings that are a bomb": (
        when_built(
            lambda: with_parts(
                {STRINGS: f'<sst xmlns="{MAIN}">{"<si/>" * (14 << 20)}</sst>'}, more=True
            )
        ),
        BOMB,
    ),
    "parts that overlap": (many_that_are_one, BOMB),
    "archives in an archive": (nested, "The file is a zip archive, not a spreadsheet"),
    "entities that multiply in the sheet": (
        before_root(SHEET, LAUGHS, ("<sheetData>", "<sheetData>&e9;")),
        DAMAGED,
    ),
    "entities that multiply in the workbook": (
        before_root(BOOK, LAUGHS, ('name="Sheet"', 'name="&e9;"')),
        DAMAGED,
    ),
    "entities that multiply in the styles": (
        before_root("xl/styles.xml", LAUGHS, ("<cellXfs", "<x>&e9;</x><cellXfs")),
        DAMAGED,
    ),
    "an entity of another file": (
        before_root(SHEET, OUTSIDE, ("<sheetData>", "<sheetData>&secret;")),
        DAMAGED,
    ),
    "UTF-16 that breaks off": (as_bytes(f"{HEADER}\n{ROW}".encode("utf-16")[:-1]), NO_TABLE),
    "UTF-16 without its mark": (as_bytes(f"{HEADER}\n{ROW}".encode("utf-16-le")), NO_TABLE),
    "the letters of DOS": (
        as_text(HEADER, ROW, ROW.replace("S-1", "prévue"), encoding="cp850"),
        "Line 3 is not in UTF-8",
    ),
    "letters of two kinds": (
        as_bytes(f"{HEADER}\n{ROW},é\n".encode() + "é".encode("cp1252")),
        "Line 3 is not in UTF-8",
    ),
    "an old workbook": (
        as_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "f.xls"),
        "This is an old Excel file (.xls)",
    ),
    "a workbook with a password": (
        as_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "f.xlsx"
        ),
        "The file is protected by a password",
    ),
    "a web page": (as_text("<html><table><tr><td>date</td></tr></table></html>"), MARKUP),
    "a web page with its type": (as_text("", "<!DOCTYPE html>", "<html></html>"), MARKUP),
    "XML of Excel 2003": (as_text('<?xml version="1.0"?>', "<Workbook></Workbook>"), MARKUP),
    "a document": (as_bytes(b"%PDF-1.7\n%abc\n", "f.pdf"), NO_TABLE),
    "a program": (as_bytes(b"\x7fELF\0\0\0", "f.csv"), NO_TABLE),
    "nothing": (as_bytes(b""), "The file is empty"),
    "nothing but line ends": (as_bytes(b"\n" * 100_000), "The file is empty"),
    "quotation marks that stay open": (as_text(HEADER, '"S-1', ROW), OPEN_QUOTE),
    "a quotation mark that swallows the rest": (
        as_text(HEADER, '"S-1', *[ROW] * 20_000),
        TOO_LONG,
    ),
    "a cell of fifty million letters": (
        when_built(lambda: as_bytes(HEADER.encode() + b"\n" + b"x" * 50_000_000)),
        TOO_LONG,
    ),
    "a cell of two million letters in a workbook": (
        sheet(f"{cells(1, (*TABLE[0], 'note'))}{cells(2, (*TABLE[1], 'x' * 2_000_000))}"),
        "A cell has more than 100,000 characters",
    ),
    "a hundred thousand columns": (
        as_text(",".join(f"c{n}" for n in range(100_000)), ROW),
        TOO_WIDE,
    ),
    "columns without end": (
        ods(
            f"<table:table><table:table-row><table:table-cell{WIDE_FOR_EVER}><text:p>a</text:p>"
            "</table:table-cell></table:table-row></table:table>"
        ),
        TOO_WIDE,
    ),
    "nothing that is seen": (all_hidden, "The workbook has no visible sheet with rows"),
    "sheets without end": (many_sheets("xlsx"), "The workbook has more than 250 sheets"),
    "sheets without end in a document": (
        many_sheets("ods"),
        "The workbook has more than 250 sheets",
    ),
    "sheets that are one part": (one_part_in_two_sheets, DAMAGED),
    "rows that stand twice": (sheet(cells(1, TABLE[0]) + cells(2, TABLE[1]) * 2), DAMAGED),
    "a row repeated without end": (
        ods(f"<table:table>{ods_row(TABLE[0])}{ods_row(TABLE[1], FOR_EVER)}</table:table>"),
        REPEATED,
    ),
    "rows that are repeated often in each of many sheets": (
        ods(f"<table:table>{ods_row(TABLE[0])}{ods_row(TABLE[1], SOME_ROWS)}</table:table>" * 3),
        REPEATED,
    ),
    "only a header": (as_text(HEADER), "There are no rows below the header"),
}
READ: dict[str, tuple[Build, int, int]] = {
    "formulas in text": (
        lambda folder: write_csv(
            folder / "f.csv",
            as_rows(*(session(reference=f"S-{n}", note=note) for n, note in enumerate(FORMULAS))),
        ),
        5,
        0,
    ),
    "UTF-16, little end first": (as_bytes(f"{HEADER}\n{ROW}".encode("utf-16")), 1, 0),
    "Windows’ own letters": (
        as_text(HEADER, ROW, ROW.replace("S-1", "prévue"), encoding="cp1252"),
        2,
        0,
    ),
    "macros": (macros, 2, 0),
    "a strict workbook": (strict, 1, 0),
    "names that lead elsewhere": (tricks_in_names, 2, 0),
    "a bomb that is carried along": (with_passenger, 2, 0),
    "links to another file": (links_outside, 1, 0),
    "a mark at the start of each of two files": (
        as_text(f"\ufeff{HEADER}", ROW, f"\ufeff{ROW.replace('S-1', 'S-2')}"),
        1,
        1,
    ),
    "a letter that is nothing, far down": (
        as_text(HEADER, ROW, *[""] * 70_000, ROW.replace("S-1", "S\0-2")),
        1,
        1,
    ),
    "a million empty rows": (
        as_bytes(
            f"{HEADER}\n{ROW}\n".encode() + b"\n" * 1_000_000 + ROW.replace("S-1", "S-2").encode()
        ),
        2,
        0,
    ),
    "a million empty rows in a workbook": (
        sheet(
            f"{cells(1, TABLE[0])}{cells(2, TABLE[1])}{'<row/>' * 1_000_000}"
            f"{cells(1_000_003, TABLE[2])}",
            before='<dimension ref="A1:XFD1048576"/>',
        ),
        2,
        0,
    ),
    "a sheet that says that it is empty": (
        sheet(cells(1, TABLE[0]) + cells(2, TABLE[1]), before='<dimension ref="A1"/>'),
        1,
        0,
    ),
    "rows repeated without end, and blank": (
        ods(
            f"<table:table>{ods_row(TABLE[0])}{ods_row(TABLE[1])}"
            f"<table:table-row{BLANK_FOR_EVER}><table:table-cell/></table:table-row></table:table>"
        ),
        1,
        0,
    ),
    "rows repeated without end, with spaces alone": (
        ods(
            f"<table:table>{ods_row(TABLE[0])}{ods_row((' ',), BLANK_FOR_EVER)}</table:table>"
            f"<table:table>{ods_row(TABLE[0])}{ods_row(TABLE[1])}"
            f"{ods_row((' ',), BLANK_FOR_EVER)}</table:table>"
        ),
        1,
        0,
    ),
    "merged cells": (merged, 1, 2),
    "a hidden sheet before the table": (hidden("hidden", "veryHidden", "visible"), 2, 0),
    "a sheet a month": (
        lambda folder: write_sheets(
            folder / "f.xlsx", {"A": TABLE, "B": as_rows(session(reference="S-3")), "C": TABLE[:1]}
        ),
        3,
        0,
    ),
    "what is remembered of another file": (
        ods(
            f"<table:table>{ods_row(TABLE[0])}{ods_row(TABLE[1])}</table:table><table:table "
            f"table:name=\"'file:///x.ods'#A\"><table:table-source/>{ods_row(('a', 'b', 'c'))}"
            f"{ods_row(('1', '2', '3'))}</table:table>"
        ),
        1,
        0,
    ),
    "days in words of both languages": (dates_as_text, 8, 0),
    "no rows for a header named twice": (as_text(f"{HEADER},date", f"{ROW},2015-03-25"), 0, 0),
}
