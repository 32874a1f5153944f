"""CSV that programs read without options, and its caption."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pandas as pd

from dashboard.domain.shared.filters import Filters
from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.naming import chart_file, figures_file
from dashboard.exports.charts.table import ChartArea, FigureColumn, FigureTable, Kind
from dashboard.exports.charts.tables import CURVE, EQUITY, tables
from dashboard.exports.charts.written import LIKE_A_DATE, Separator, as_csv, caption, zipped
from dashboard.i18n import Locale
from tests.support.samples import AS_OF, HIDDEN, PROGRESS, answer


def test_a_program_reads_numbers_as_numbers_and_signs_beside_them():
    table = tables(answer(HIDDEN), Locale.EN)["by_venue_type"]
    content = as_csv(table, Locale.EN)
    assert not content.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(BytesIO(content)).set_index("Code")
    assert list(frame.columns) == [
        "Venue type",
        *(
            f"{name}{end}"
            for name in ("Sessions", "Participations", "Of which youth")
            for end in ("", ": sign")
        ),
    ]
    shelter = frame.loc["shelter"]
    assert shelter["Sessions"] == 4
    assert pd.isna(shelter["Participations"])
    assert shelter["Participations: sign"] == "x"
    assert frame["Participations"].dtype == float


def test_a_row_that_a_filter_leaves_out_is_blank_with_the_sign_of_what_is_not_available():
    chosen = replace(PROGRESS, filters=Filters(venue_type=("high_school",)))
    content = as_csv(tables(answer(chosen), Locale.EN)["by_venue_type"], Locale.EN)
    _, *rows = csv.reader(StringIO(content.decode()))
    cells = {code: cells for code, _, *cells in rows}
    assert cells["shelter"] == ["", ".."] * 3
    assert cells["high_school"][1::2] == [""] * 3


def test_months_are_in_iso_form_in_both_languages():
    for locale in Locale:
        head, *rows = csv.reader(StringIO(as_csv(tables(answer(), locale)[CURVE], locale).decode()))
        assert head[0] == {"en": "Month", "fr": "Mois"}[locale.value]
        assert all(len(row[0]) == 7 and row[0][4] == "-" for row in rows)


def test_a_french_file_for_excel_has_its_mark_semicolons_and_decimal_commas():
    table = tables(answer(), Locale.FR)[EQUITY]
    content = as_csv(table, Locale.FR, Separator.SEMICOLON).decode()
    assert content.startswith("\ufeffCode;")
    frame = pd.read_csv(StringIO(content.removeprefix("\ufeff")), sep=";", decimal=",")
    assert frame["Pourcentage en français"].dtype == float
    plain = pd.read_csv(BytesIO(as_csv(table, Locale.FR)))
    assert plain["Pourcentage en français"].equals(frame["Pourcentage en français"])


def test_a_name_stays_text_whatever_it_begins_with():
    hostile = '=cmd|"/c calc"!A1'
    table = FigureTable(
        "any",
        "",
        "",
        "",
        (FigureColumn("Name"), FigureColumn("Part", Kind.NUMBER)),
        ((hostile, Decimal("1.5")), ('a\nb;c,"d"', "..")),
        ChartArea(0),
    )
    for separator, mark in ((Separator.COMMA, ","), (Separator.SEMICOLON, ";")):
        said = as_csv(table, Locale.EN, separator).decode("utf-8-sig")
        _, *rows = csv.reader(StringIO(said, newline=""), delimiter=mark)
        assert rows == [[f"'{hostile}", "1.5", ""], ['a\nb;c,"d"', "", ".."]]


def test_the_caption_has_what_belongs_to_the_numbers():
    shown = answer()
    of = brief(shown, Locale.EN, "https://impact.example.org")
    table = tables(shown, Locale.EN)["by_language"]
    said = caption(table, of).decode()
    for words in (table.title, table.sentence, table.definition, of.showing, of.fresh, of.audience):
        assert words in said
    assert said.endswith(f"imPACT {of.version}\nhttps://impact.example.org/en/explore\n")


def test_codes_that_a_spreadsheet_takes_for_dates_are_told_and_no_label_is_one():
    shown = answer()
    for locale, words in ((Locale.EN, "such as 12-14 as a date"), (Locale.FR, "tel que 12-14")):
        for name, table in tables(shown, locale).items():
            likely = {
                column.heading
                for at, column in enumerate(table.columns)
                if any(LIKE_A_DATE.fullmatch(str(row[at])) for row in table.rows)
            }
            assert all("Code" in heading for heading in likely)
            warned = words in caption(table, brief(shown, locale)).decode()
            assert warned is bool(likely) is (name in ("age_groups", "by_age_group"))


def test_all_tables_are_in_one_file_each_with_its_caption():
    shown = answer()
    found = tables(shown, Locale.EN)
    with ZipFile(BytesIO(zipped(found.values(), brief(shown, Locale.EN), Separator.COMMA))) as read:
        assert read.namelist() == [f"{name}.{end}" for name in found for end in ("csv", "txt")]
        assert read.read("youth.csv") == as_csv(found["youth"], Locale.EN)


def test_a_projection_is_of_the_whole_project_only():
    shown = answer()
    assert shown.pace
    assert "ahead" in tables(shown, Locale.EN)
    kept = answer(replace(PROGRESS, filters=Filters(language=("fr",))))
    assert kept.pace
    assert "ahead" not in tables(kept, Locale.EN)


def test_files_are_named_after_their_chart_day_and_language():
    assert (
        chart_file("by_language", AS_OF, Locale.EN, "@2x.png")
        == "impact-by-language-2015-03-25-en@2x.png"
    )
    assert figures_file(None, Locale.FR, ".xlsx") == "impact-chiffres-fr.xlsx"
