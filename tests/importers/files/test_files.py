import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHARED_STRINGS

from dashboard.i18n import Locale
from dashboard.importers import days
from dashboard.importers.faults import BadFileError
from dashboard.importers.files import RereadableFile
from dashboard.importers.files.apart import open_book
from dashboard.importers.files.book import read_book
from dashboard.importers.files.limits import CELLS, CELLS_PER_MEGABYTE, MEGABYTE, WIDEST
from dashboard.importers.files.source import Sheet
from dashboard.importers.files.tally import ContentMeter
from dashboard.importers.files.xlsx_book import is_day
from tests.support.files import write_csv, write_ods, write_xlsx
from tests.support.hostile import macros

MARCH_25 = datetime.fromisoformat("2015-03-25")


def rows(path: Path) -> list[tuple[int, list]]:
    with path.open("rb") as file, read_book(file) as book:
        return list(first_visible(book).rows)


def first_visible(book: RereadableFile) -> Sheet:
    return next(sheet for sheet in book.read(None).each if not sheet.hidden)


def refusal(path: Path) -> tuple[str, int | None]:
    with pytest.raises(BadFileError) as refused:
        rows(path)
    assert refused.value.fault.remedy.say(Locale.FR)
    return refused.value.fault.problem.say(Locale.EN), refused.value.fault.row


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("date|status|kind|notes, other", ["date", "status", "kind", "notes, other"]),
        ("date | status | kind | note", ["date ", " status ", " kind ", " note"]),
        (
            "Date | Date,Status | Statut,Kind | Type",
            ["Date | Date", "Status | Statut", "Kind | Type"],
        ),
        ("imPACT | 2015\nDate,Status", ["imPACT | 2015"]),
    ],
)
def test_strokes_part_cells_but_not_the_languages_of_a_header(tmp_path, header, cells):
    path = tmp_path / "f.csv"
    path.write_text(header)
    assert rows(path)[0] == (1, cells)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_in_utf8_with_any_separator(tmp_path, separator, encoding):
    table = [("référence", "note"), ("S-1", f'deux\nlignes{separator} "ici"')]
    path = write_csv(tmp_path / "f.csv", table, separator=separator, encoding=encoding)
    assert rows(path) == [(1, ["référence", "note"]), (2, list(table[1]))]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text('sep=;\na;b\n\n"1\n2";3\n ;\n4;5\n')
    assert [number for number, _ in rows(path)] == [2, 4, 6]


def test_a_file_is_known_by_what_is_in_it(tmp_path):
    path = write_xlsx(tmp_path / "f.csv", [("a", "b")])
    assert rows(path) == [(1, ["a", "b"])]


def test_xlsx_cells(tmp_path):
    book = Workbook()
    hidden, sheet = book.active, book.create_sheet("Visible")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "not this"
    sheet.append(["a", 12, 12.5, True, MARCH_25, None, "=1+1"])
    sheet["C3"] = "later"
    book.save(tmp_path / "f.xlsx")
    assert rows(tmp_path / "f.xlsx") == [
        (1, ["a", 12, 12.5, "TRUE", MARCH_25, "", "=1+1"]),
        (3, ["", "", "later"]),
    ]


def test_xlsx_strings_written_in_place_or_in_pieces(tmp_path):
    path = write_xlsx(tmp_path / "f.xlsx", [("a",)])
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>b</t></si>'
        "<si><r><t>é</t></r><r><t>é</t></r><rPh><t>read aloud</t></rPh></si></sst>"
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><r><t>in </t></r><r><t>pieces</t></r></is></c><c/>'
        '<c t="s"><v>1</v></c><c t="str"><f>A1</f><v>formula</v></c><c t="b"><v>0</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = with_strings(path, sheet, strings)
    assert rows(path) == [(1, ["in pieces", "", "éé", "formula", "FALSE"])]


def test_xlsx_of_the_macintosh_counts_days_from_1904(tmp_path):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"], book.active["B1"] = MARCH_25, 40626
    book.save(tmp_path / "f.xlsx")
    with open_book(tmp_path / "f.xlsx") as book:
        assert book.epoch == CALENDAR_MAC_1904
        assert list(first_visible(book).rows) == [(1, [MARCH_25, 40626])]
        assert days.day(book.epoch)(40626) == MARCH_25.date()


@pytest.mark.parametrize(
    "code",
    [
        *BUILTIN_FORMATS.values(),
        *("yyyy-mm-dd", '"day" 0', "[Red]0", "[$-1009]d mmmm yyyy", "[hh]:mm:ss", "[mm]:ss", "0;d"),
        *("\\d0", "_d0", "[h]", "hh:mm", '"a";d', "#,##0 [$h-409]", "@", "General", "", "E+00"),
    ],
)
def test_number_formats_of_days_are_those_that_openpyxl_knows(code):
    assert is_day(code) == (is_date_format(code) and not is_timedelta_format(code))


def test_ods_cells(tmp_path):
    path = write_ods(tmp_path / "f.ods", [("a", 12, 12.5, True, MARCH_25), ("b", "", "é", "", "")])
    assert rows(path) == [
        (1, ["a", 12, 12.5, "TRUE", "2015-03-25T00:00:00"]),
        (2, ["b", "", "é"]),
    ]


def test_ods_repeats_and_remarks(tmp_path):
    body = (
        '<table:table><table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" '
        'office:value="7"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        "<table:table-row><table:covered-table-cell/><table:table-cell>"
        "<office:annotation><text:p>a remark</text:p></office:annotation>"
        '<text:p>two<text:s text:c="2"/>words</text:p><text:p>two lines</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    path = replace_part(write_ods(tmp_path / "f.ods", [("a",)]), "content.xml", ods(body))
    assert rows(path) == [(1, [7, 7]), (2, [7, 7]), (1003, ["", "two  words\ntwo lines"])]


def test_ods_that_repeats_a_row_without_end_stops_where_a_sheet_does(tmp_path):
    body = (
        '<table:table><table:table-row table:number-rows-repeated="1048573"/>'
        '<table:table-row table:number-rows-repeated="999999999">'
        '<table:table-cell office:value-type="float" office:value="7"/>'
        "</table:table-row></table:table>"
    )
    path = replace_part(write_ods(tmp_path / "f.ods", [("a",)]), "content.xml", ods(body))
    assert [number for number, _ in rows(path)] == [1_048_574, 1_048_575, 1_048_576]


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path):
    for path, said in {
        tmp_path / "f.csv": "There is no such file",
        tmp_path: "This is a folder, not a file",
    }.items():
        with pytest.raises(BadFileError) as refused, open_book(path):
            pass
        assert refused.value.fault.problem.say(Locale.EN) == said
    (tmp_path / "f.csv").write_bytes(b"\xef\xbb\xbf \n\n")
    assert rows(tmp_path / "f.csv") == []
    (tmp_path / "f.csv").write_bytes(b"")
    assert refusal(tmp_path / "f.csv")[0] == "The file is empty"


def test_a_pipe_into_which_nobody_writes_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "f.csv")
    for path in (tmp_path / "f.csv", Path(os.devnull)):
        with pytest.raises(BadFileError) as refused, open_book(path):
            pass
        problem = refused.value.fault.problem.say(Locale.EN)
        assert problem == "This is a pipe or a device, not a file"


@pytest.mark.parametrize("becomes", ["longer", "another", "none"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, becomes):
    """Such as one that is still being copied: half of it must not pass for all."""
    path = write_csv(tmp_path / "f.csv", [("a",), (1,)])

    def change() -> None:
        if becomes == "longer":
            with path.open("ab") as file:
                file.write(b"2\n")
        elif becomes == "another":
            write_csv(tmp_path / "g.csv", [("a",), (1,)]).replace(path)
        else:
            path.unlink()

    with pytest.raises(BadFileError) as refused, open_book(path):
        change()
    assert refused.value.fault.problem.say(Locale.EN) == "The file was changed while it was read"


def test_that_macros_are_not_run_is_told(tmp_path):
    assert told_of(macros(tmp_path)) == [
        "The workbook has macros: they are not run, and only the cells are read"
    ]


def told_of(path: Path) -> list[str]:
    with open_book(path) as book:
        return [said.say(Locale.EN) for said in book.said]


def test_a_plain_csv_of_excel_is_read_as_windows_1252_and_that_is_told(tmp_path):
    table = [("référence", "note"), ("S-1", "« déjà », l’œuvre… 5 €"), ("S-2", "NOËL À QUÉBEC")]
    path = write_csv(tmp_path / "f.csv", table, separator=";", encoding="cp1252")
    assert [cells for _, cells in rows(path)] == [[*cells] for cells in table]
    (told,) = told_of(path)
    assert told.startswith("The file is not in UTF-8 and was read as Windows-1252")
    assert told_of(write_csv(path, table)) == []


def test_windows_1252_holds_for_the_whole_file_wherever_its_first_letter_stands(tmp_path):
    lines = [b"a;b", *[b"1;" + b"2" * 61] * 50_000, "3;prévue".encode("cp1252")]
    (tmp_path / "f.csv").write_bytes(b"\n".join(lines))  # three times as much as is read at once
    *_, last = rows(tmp_path / "f.csv")
    assert last == (50_002, ["3", "prévue"])


@pytest.mark.parametrize(
    "third",
    [
        "3;prévue".encode("cp850"),
        "3;prévue".encode("mac_roman"),
        "3;déjà".encode() + "é".encode("cp1252"),
        "3;l’été".encode()[:-1],
        "3;prévue\x02".encode("cp1252"),
    ],
    ids=["DOS", "an old Macintosh", "two encodings", "cut in a letter", "a control character"],
)
def test_text_in_neither_encoding_is_told_with_its_line(tmp_path, third):
    (tmp_path / "f.csv").write_bytes(b"a;b\n1;2\n" + third)
    assert refusal(tmp_path / "f.csv")[0] == "Line 3 is not in UTF-8"


def test_what_says_that_it_is_utf8_is_not_read_as_anything_else(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(b"\xef\xbb\xbfa;b\n3;" + "prévue".encode("cp1252"))
    assert refusal(path)[0] == "Line 2 is not in UTF-8"


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_unicode_text_of_excel_is_read(tmp_path, mark):
    path = tmp_path / "f.txt"
    path.write_bytes("\ufeffréférence\tnote\r\nS-1\t« œuvre »\r\n".encode(mark))
    assert rows(path) == [(1, ["référence", "note"]), (2, ["S-1", "« œuvre »"])]
    path.write_bytes(path.read_bytes()[:-1])
    assert refusal(path)[0] == "This is not a CSV, XLSX or ODS file"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_text_of_four_bytes_a_character_is_no_table(tmp_path, encoding):
    """Its mark begins as that of UTF-16: every header would be one that nobody knows."""
    (tmp_path / "f.csv").write_bytes("référence,note\nS-1,\n".encode(encoding))
    assert refusal(tmp_path / "f.csv")[0] == "This is not a CSV, XLSX or ODS file"


@pytest.mark.parametrize("text", ['a,b\n1,"2\n3,4\n', 'a,b\n1,"2"3\n', "a,b\n1," + "2" * 200_000])
def test_a_quotation_mark_left_open_is_told_with_its_row(tmp_path, text):
    (tmp_path / "f.csv").write_text(text)
    assert refusal(tmp_path / "f.csv")[1] == 2


def test_what_is_no_table_at_all(tmp_path):
    path = tmp_path / "f.xlsx"
    path.write_bytes(b"\x7fELF\0\0\0")
    assert refusal(path)[0] == "This is not a CSV, XLSX or ODS file"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refusal(path)[0] == "This is an old Excel file (.xls)"
    path.write_bytes(path.read_bytes() + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path)[0] == "The file is protected by a password"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", b"")
    assert refusal(path)[0] == "The file is a zip archive, not a spreadsheet"


def test_the_one_table_of_an_archive_is_read_as_odk_central_packs_it(tmp_path):
    path = tmp_path / "form.csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.csv", "a,b\n1,2\n")
        archive.writestr("media/photo.jpg", b"\xff")
        archive.writestr("media/list.csv", "c\n")
    assert rows(path) == [(1, ["a", "b"]), (2, ["1", "2"])]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("form-people.csv", "age,PARENT_KEY\n1,x\n")
    with open_book(path) as book:
        read = [(sheet.name, list(sheet.rows)) for sheet in book.read(None).each]
        second = next(book.read([1]).each)
        assert read[1] == (second.name, list(second.rows))
    assert read == [
        ("form.csv", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("form-people.csv", [(1, ["age", "PARENT_KEY"]), (2, ["1", "x"])]),
    ]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("letters.csv", b"a,b\n1,\xc3\xa9\n2,\xe9\x81\n")
    with pytest.raises(BadFileError) as refused, open_book(path):
        pass
    assert refused.value.fault.sheet == "letters.csv"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_damaged_spreadsheet_is_refused_wherever_it_breaks(tmp_path, kind):
    writer = {"xlsx": write_xlsx, "ods": write_ods}[kind]
    whole = writer(tmp_path / f"f.{kind}", [("a", "é")] * 50).read_bytes()
    for end in range(30, len(whole), 97):
        broken = tmp_path / f"broken.{kind}"
        broken.write_bytes(whole[:end])
        assert refusal(broken)[0] == "The file is damaged"


@pytest.mark.parametrize("further", [5, 100_000, 0xFFFFFFF0])
def test_a_list_of_parts_that_lies_about_its_place_is_damage_and_no_mistake_of_ours(
    tmp_path, caplog, further
):
    path = write_xlsx(tmp_path / "f.xlsx", [("a",)])
    whole = bytearray(path.read_bytes())
    place = slice(whole.rfind(b"PK\5\6") + 16, whole.rfind(b"PK\5\6") + 20)
    said = min(int.from_bytes(whole[place], "little") + further, 0xFFFFFFFF)
    whole[place] = said.to_bytes(4, "little")
    path.write_bytes(whole)
    assert refusal(path)[0] == "The file is damaged"
    assert not caplog.records


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>9</v></c></row></sheetData>",
        "<worksheet><sheetData><row r='x'><c r='A1'><v>1</v></c></row></sheetData>",
        "<worksheet><sheetData><row r='1'><c r='ZZZZZ1'><v>1</v></c></row></sheetData>",
        "<worksheet><sheetData><row r='1'><c r='é1'><v>1</v></c></row></sheetData>",
        "<worksheet><sheetData><row r='1'><c r='A1'><v>one</v></c></row></sheetData>",
        "<worksheet><sheetData><row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData/></worksheet>",
        "<worksheet><sheetData>",
    ],
)
def test_a_sheet_that_makes_no_sense_is_damaged(tmp_path, sheet):
    path = write_xlsx(tmp_path / "f.xlsx", [("a",)])
    assert refusal(replace_part(path, "xl/worksheets/sheet1.xml", sheet))[0] == (
        "The file is damaged"
    )


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = write_xlsx(tmp_path / "f.xlsx", [("a",)])
    bomb = replace_part(path, "xl/worksheets/sheet1.xml", " " * (70 << 20))
    assert (
        refusal(bomb)[0] == "Unpacked, the file would be far larger than a table of sessions needs"
    )


def test_a_locked_ods(tmp_path):
    path = write_ods(tmp_path / "f.ods", [("a",)])
    locked = replace_part(path, "META-INF/manifest.xml", "<x><manifest:encryption-data/></x>")
    assert refusal(locked)[0] == "The file is protected by a password"


def ods(body: str) -> str:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    return f"<office:document-content {names}>{body}</office:document-content>"


def with_strings(path: Path, sheet: str, strings: str) -> Path:
    """The same workbook with another sheet, whose cells may refer to these shared strings."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
        listed = archive.read("[Content_Types].xml").decode()
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED_STRINGS}"/></Types>'
    listed = listed.replace("</Types>", entry)
    parts = {"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": listed}
    return replace_parts(path, parts)


def replace_part(path: Path, part: str, content: str) -> Path:
    """The same archive but for one part."""
    return replace_parts(path, {part: content})


def replace_parts(path: Path, parts: dict[str, str]) -> Path:
    other = path.with_stem("replaced")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return other


@pytest.mark.parametrize(
    ("size", "most"), [(MEGABYTE - 1, CELLS), (MEGABYTE, CELLS + CELLS_PER_MEGABYTE)]
)
def test_a_small_file_may_not_have_as_many_cells_as_a_large_one(size: int, most: int):
    """What stands far to the right of the others makes cells that take no bytes of the file."""
    meter = ContentMeter(size)
    rows, rest = divmod(most, WIDEST)
    for number in range(1, rows + 1):
        meter.row(number, WIDEST)
    meter.row(rows + 1, rest)
    with pytest.raises(BadFileError) as refused:
        meter.row(rows + 2, 1)
    assert f"more than {most:,} cells" in refused.value.fault.problem.say(Locale.EN)
