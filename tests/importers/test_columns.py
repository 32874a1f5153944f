from datetime import datetime

import pytest

from dashboard.domain.shared.vocabulary import AgeGroup
from dashboard.i18n import Locale
from dashboard.importers import values
from dashboard.importers.columns import CellReader, Column, read_heading
from dashboard.importers.faults import BadValueError
from dashboard.importers.session_columns import age_columns

AGES = age_columns(
    [
        AgeGroup("12-14", "12 to 14", "12 à 14 ans"),
        AgeGroup("26-plus", "26 and over", "26 ans et plus"),
        AgeGroup("unknown", "not recorded", "non précisé"),
    ]
)
KNOWN = (
    Column("duration_minutes", "duration (minutes)", "durée (minutes)", values.count),
    Column("venue", "venue", "lieu", values.words(9), needed=True),
    *AGES,
)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("duration_minutes", "duration_minutes"),
        ("Durée\u00a0(minutes) ", "duration_minutes"),
        ("DUREE MINUTES", "duration_minutes"),
        ("Lieu", "venue"),
        ("12-14", "12-14"),
        ("12–14", "12-14"),
        ("12_14", "12-14"),
        ("12 à 14 ans", "12-14"),
        ("12 to 14 years old", "12-14"),
        ("ages 12-14", "12-14"),
        ("14-Dec", "12-14"),  # what a spreadsheet makes of a typed 12-14
        ("14-déc", "12-14"),
        ("26-plus", "26-plus"),
        ("26+", "26-plus"),
        ("26 ans et plus", "26-plus"),
        ("unknown", "unknown"),
        ("Not recorded", "unknown"),
        ("non précisé", "unknown"),
    ],
)
def test_headers_are_known_however_they_are_written(header, code):
    assert read_heading(1, [header, "venue"], KNOWN).columns[0].code == code


def test_a_header_that_a_spreadsheet_took_for_a_date_is_still_an_age_group():
    cells = [datetime.fromisoformat("2015-12-14"), "venue"]
    assert read_heading(1, cells, KNOWN).columns[0].code == "12-14"


def test_the_list_of_known_headers_is_made_once_for_all_unknown_ones():
    """There may be 16,384 in a row: with a list each, they took 180 MB."""
    remedies = [one.remedy for one in read_heading(1, [*"abcdef"], KNOWN).faults if one.value]
    assert len(remedies) == 6
    assert len({*map(id, remedies)}) == 1


def test_unknown_doubled_and_missing_headers_are_faults():
    heading = read_heading(1, ["dure (minutes)", "12-14", "12 to 14", "shoe size"], KNOWN)
    assert [(f.problem.say(Locale.EN), f.remedy.say(Locale.EN)) for f in heading.faults] == [
        ("The header “dure (minutes)” is not recognized", "Did you mean “duration (minutes)”?"),
        ("“12 to 14” and “12-14” are the same column", "Keep one of the two columns"),
        (
            "The header “shoe size” is not recognized",
            "Known headers: duration (minutes), venue, 12-14, 26-plus, not recorded",
        ),
        ("The column “venue” is missing", "Add it, with a value in every row"),
    ]


def test_columns_of_which_nothing_is_read_are_not_offered():
    ours = Column("counting", "counting rule", "règle de comptage", values.ignored)
    (fault,) = read_heading(1, ["venue", "counting rule", "shoe size"], (*KNOWN, ours)).faults
    assert fault.remedy.say(Locale.EN).endswith("venue, 12-14, 26-plus, not recorded")


def test_french_readers_are_told_french_headers():
    heading = read_heading(1, ["duration minits", "shoe size"], KNOWN)
    said = [f.remedy.say(Locale.FR).replace("\u00a0", " ") for f in heading.faults]
    assert said[:2] == [
        "Vouliez-vous dire « durée (minutes) »?",
        "En-têtes connus : durée (minutes), lieu, 12-14, 26-plus, non précisé",
    ]
    missing = heading.faults[2]
    assert (missing.column, missing.header(Locale.FR)) == ("venue", "lieu")
    assert (heading.faults[1].column, heading.faults[1].header(Locale.FR)) == ("shoe size",) * 2


def test_a_blank_cell_is_what_its_column_says():
    assert CellReader(KNOWN[0])["\u00a0 "] is None
    with pytest.raises(BadValueError):
        CellReader(KNOWN[1])[""]


NUMBERED = Column("reference", "reference", "référence", values.words(40), identifies=True)
NOTE = Column("note", "note", "remarque", values.words(40))


@pytest.mark.parametrize("header", ["No.", "N°", "Nº", "№", "#", "Number", "Numéro"])
def test_a_column_of_numbers_is_guessed_to_be_the_reference_and_not_a_note(header):
    assert guessed(header, (NUMBERED, NOTE)) == ["reference"]
    assert guessed(header, (NOTE,)) == [None]


def test_nothing_is_guessed_that_the_file_has_already():
    """“Genre” looks a little like “venue”."""
    known = (KNOWN[1], NOTE)
    assert guessed("Genre", known) == ["venue"]
    assert guessed("Genre", known, "Lieu") == [None, None]


@pytest.mark.parametrize("header", ["Genre", "genre :", "Sorte", "Nature"])
def test_a_word_for_kinds_of_things_is_guessed_to_be_the_kind_unless_there_is_one(header):
    kind = Column("kind", "session kind", "type de séance", values.words(100))
    assert guessed(header, (kind, NUMBERED)) == ["kind"]
    assert guessed(header, (kind, NUMBERED), "Type de séance") == [None, None]


def guessed(header: str, known: tuple[Column, ...], *others: str) -> list[str | None]:
    heading = read_heading(1, [header, *others], known)
    return [column and column.code for column in heading.probable]
