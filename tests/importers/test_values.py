from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import WINDOWS_EPOCH

from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Locale, text
from dashboard.importers import codes, days, values
from dashboard.importers.faults import SOUGHT, BadValueError, FaultLog
from dashboard.importers.words import by_code, names, plain

MARCH_25 = datetime.fromisoformat("2015-03-25")
COLOURS = {"red": "red", "rouge": "red", "deep blue": "blue"}
KNOWN = (Term("red", "red", "rouge"), Term("blue", "deep blue", "bleu"))
colour = codes.one_of(COLOURS, KNOWN, text("colour"))
colours = codes.many_of(COLOURS, KNOWN, text("colour"))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        (12, 12),
        (12.0, 12),
        ("12.0", 12),
        ("12,0", 12),
        ("10,00", 10),
        ("12.00", 12),
        ("0.000", 0),
        ("1234.000", 1234),
        ("0", 0),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1\u202f000", 1000),
        ("1,000", 1000),
        ("12,345", 12_345),
        ("007", 7),
    ],
)
def test_a_count_is_read_however_canadians_write_it(cell, number):
    assert values.count(cell) == number


@pytest.mark.parametrize("cell", ["1.000", "12.000", "1.234", "1.000.000"])
def test_a_point_that_may_mean_a_thousand_is_asked_about(cell):
    with pytest.raises(BadValueError) as refused:
        values.count(cell)
    assert (refused.value.problem.say(Locale.EN), refused.value.remedy.say(Locale.EN)) == (
        "The point could mark thousands or decimals",
        "Write digits only: 1000 for a thousand, 1 for one",
    )


@pytest.mark.parametrize(
    "cell",
    ["-1", -1, "1.5", 1.5, "1,5", "twelve", "12 youth", "1,00,0", "TRUE", "#REF!", "½",
     "²", "1e3", float("nan"), float("inf"), MARCH_25, "100001", 100_001, "9" * 50],
)  # fmt: skip
def test_what_is_no_count_is_refused(cell):
    with pytest.raises(BadValueError):
        values.count(cell)


@pytest.mark.parametrize("parse", [values.count, values.above_zero(9)])
def test_a_fault_of_a_number_says_whether_the_cell_may_be_blank(parse):
    with pytest.raises(BadValueError) as refused:
        parse("twelve")
    assert refused.value.remedy.say(Locale.EN) == (
        "Write digits only, such as 12, or leave it blank"
    )
    assert refused.value.remedy.say(Locale.FR).endswith("ou laissez la cellule vide")


@pytest.mark.parametrize(
    ("cell", "remedy"), [("x", "Write digits only, such as 12"), (0, "Write at least 1")]
)
def test_a_number_that_is_needed_may_not_be_blank(cell, remedy):
    with pytest.raises(BadValueError) as refused:
        values.above_zero(9, needed=True)(cell)
    assert refused.value.remedy.say(Locale.EN) == remedy


@pytest.mark.parametrize(
    "cell",
    [
        "2015-03-25",
        "2015/03/25",
        "2015.3.25",
        "20150325",
        20150325,
        "25/03/2015",
        "03/25/2015",
        "25-03-2015",
        "25 mars 2015",
        "mercredi 25 mars 2015",
        "le 25 mars 2015",
        "March 25, 2015",
        "Wednesday, March 25, 2015",
        "Mar. 25th, 2015",
        "25-Mar-2015",
        "2015-03-25 00:00",
        "2015-03-25T00:00:00",
        "2015-03-25 00:00:00.000",
        MARCH_25,
        42088,
        42088.0,
    ],
)
def test_a_day_is_read_however_canadians_write_it(cell):
    assert days.day(WINDOWS_EPOCH)(cell) == date(2015, 3, 25)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1er mars 2015", date(2015, 3, 1)),
        ("3 août 2014", date(2014, 8, 3)),
        ("3 aout 2014", date(2014, 8, 3)),
        ("1 févr. 2015", date(2015, 2, 1)),
        ("June 1st, 2015", date(2015, 6, 1)),
        ("03/03/2015", date(2015, 3, 3)),
    ],
)
def test_other_days(cell, day):
    assert days.day()(cell) == day


def test_a_day_that_could_be_two_asks_which():
    with pytest.raises(BadValueError) as refused:
        days.day()("03/04/2015")
    assert refused.value.remedy.say(Locale.EN) == (
        "Write it as 2015-03-04 or 2015-04-03, whichever you mean"
    )


@pytest.mark.parametrize(
    "cell",
    ["2015-02-30", "31/04/2015", "25 mars 15", "25/03/15", "mars 2015", "soon", "2015", "42088",
     "1899-12-31", "2200-01-01", "2015-03-25 14:30", MARCH_25.replace(hour=14), 0.5, -3,
     1e300, float("nan"), "2015-W13-3", "٢٠١٥-٠٣-٢٥"],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(BadValueError):
        days.day(WINDOWS_EPOCH)(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2015-03-25T18:30:00.000-04:00", date(2015, 3, 25)),
        ("2015-03-25T23:30:00-04:00", date(2015, 3, 25)),
        ("2015-03-25 14:30", date(2015, 3, 25)),
        ("3/25/2015 2:30:00 PM", date(2015, 3, 25)),
        ("25 mars 2015, 14 h 30", date(2015, 3, 25)),
        ("March 25, 2015 2:30 p.m.", date(2015, 3, 25)),
        ("2015-03-25T00:00:00Z", date(2015, 3, 25)),
        ("2015-03-25", date(2015, 3, 25)),
        (MARCH_25.replace(hour=14, minute=5), date(2015, 3, 25)),
        (42088.75, date(2015, 3, 25)),
    ],
)
def test_the_day_of_a_moment_is_where_it_was_written(cell, day):
    assert days.day(WINDOWS_EPOCH, timed=True)(cell) == day


@pytest.mark.parametrize("cell", ["2015-03-26T01:30:00Z", "2015-03-26 01:30:00 +00:00"])
def test_a_moment_in_utc_may_be_another_day_and_is_asked_about(cell):
    with pytest.raises(BadValueError) as refused:
        days.day(WINDOWS_EPOCH, timed=True)(cell)
    assert refused.value.problem.say(Locale.EN) == (
        "The time is in UTC, where it may have been another day"
    )


@pytest.mark.parametrize("cell", ["14:30", "2015-03-25T18", 0.5, "T14:30", "03/04/2015 14:30"])
def test_what_is_no_day_with_a_time_is_refused(cell):
    with pytest.raises(BadValueError):
        days.day(WINDOWS_EPOCH, timed=True)(cell)


def test_a_number_is_no_day_where_there_are_no_serial_numbers():
    with pytest.raises(BadValueError):
        days.day(None)(42088)


def test_words_are_found_without_case_accents_or_punctuation():
    assert plain("  Séance d’information ") == plain("SEANCE_D'INFORMATION")
    assert colour("ROUGE") == "red"
    assert colour("Deep-Blue") == "blue"


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("redd", "Did you mean “red”?", "Vouliez-vous dire « rouge »?"),
        ("rougge", "Did you mean “red”?", "Vouliez-vous dire « rouge »?"),
        ("xyz", "Write one of: red, deep blue", "Écrivez l’une de ces valeurs : rouge, bleu"),
    ],
)
def test_an_unknown_word_is_answered_in_the_words_of_the_reader(written, english, french):
    with pytest.raises(BadValueError) as refused:
        colour(written)
    remedy = refused.value.remedy
    assert (said(remedy, Locale.EN), said(remedy, Locale.FR)) == (english, french)


def test_a_choice_too_long_is_cut():
    many = by_code(f"HS-{n:02}" for n in range(1, 20))
    with pytest.raises(BadValueError) as refused:
        codes.one_of(names(many), many, text("a known venue"))("xyz")
    assert refused.value.remedy.say(Locale.EN).endswith("HS-11, HS-12, …")


def test_of_a_long_choice_those_come_first_whose_name_has_a_word_of_it():
    shelters = by_code(f"SH-{n:02}" for n in range(1, 20))
    school = Term("HS-01", "Blue Heron High School", "École secondaire du Héron")
    many = [*shelters, school]
    with pytest.raises(BadValueError) as refused:
        codes.one_of(names(many), many, text("a known venue"))("Ecole Untel")
    assert refused.value.remedy.say(Locale.EN).startswith(f"Write one of: {school.label_en}, SH-01")


OTHERS = "19 autres se trouvent sur la page « Lieux »"


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        (
            "Heron Collegiate",
            "Write one of: HS-01 – Blue Heron High School; 19 others are on the page “Venues”",
            f"Écrivez l’une de ces valeurs : HS-01 – École du Héron; {OTHERS}",
        ),
        ("SH", "Write one of: SH-17, SH-18, SH-19; 17 others are on the page “Venues”", None),
        (
            "xyz",
            "Write one of the 20 codes on the page “Venues”",
            "Écrivez l’un des 20 codes qui se trouvent sur la page « Lieux »",
        ),
        ("HS-1", "Did you mean “HS-01 – Blue Heron High School”?", None),
        ("SH-1", "Write one of: SH-17, SH-18, SH-19; 17 others are on the page “Venues”", None),
    ],
)
def test_of_a_long_choice_that_people_find_elsewhere_what_is_similar_is_named(
    written, english, french
):
    with pytest.raises(BadValueError) as refused:
        twenty_venues()(written)
    assert said(refused.value.remedy, Locale.EN) == english
    assert french in (None, said(refused.value.remedy, Locale.FR))


def test_what_is_similar_is_looked_for_only_for_the_first_different_words_of_a_file():
    log, venue, nearly = FaultLog(), twenty_venues(), "HS-1"
    for written in ("HS1", *(f"xyz {n}" for n in range(SOUGHT - 1)), nearly, "HS1"):
        with pytest.raises(BadValueError) as refused:
            venue(written)
        log.note(2, "venue", written, refused.value)
    before, *_, late, again = (said(fault.remedy, Locale.EN) for fault in log.kept)
    assert late == "Write one of the 20 codes on the page “Venues”"
    assert before == again == "Did you mean “HS-01 – Blue Heron High School”?"


def test_of_a_field_that_offers_its_choice_people_read_to_choose():
    with pytest.raises(BadValueError) as refused:
        twenty_venues(codes.IN_THE_LIST)("xyz")
    assert said(refused.value.remedy, Locale.EN) == "Choose one from the list"
    with pytest.raises(BadValueError) as refused:
        twenty_venues(codes.IN_THE_LIST)("Heron Collegiate")
    assert "; 19 others are in the list" in said(refused.value.remedy, Locale.EN)


ELSEWHERE = text("on the page “Venues”")


def twenty_venues(where=ELSEWHERE):
    school = Term("HS-01", "Blue Heron High School", "École du Héron")
    many = (*by_code(f"SH-{n:02}" for n in range(1, 20)), school)
    shown = [codes.with_code(term, Vocabulary()) for term in many]
    return codes.one_of(names(many), shown, text("a known venue"), where)


def test_a_short_choice_is_named_wherever_people_find_it():
    few = by_code(["SH-01", "SH-02"])
    read = codes.one_of(names(few), few, text("a known venue"), text("on the page “Venues”"))
    with pytest.raises(BadValueError) as refused:
        read("xyz")
    assert refused.value.remedy.say(Locale.EN) == "Write one of: SH-01, SH-02"


def said(words, locale):
    return words.say(locale).replace("\u00a0", " ")


def test_a_way_to_write_that_could_mean_two_means_none():
    terms = [Term("SH-1", "", ""), Term("SH_1", "", ""), Term("A", "B", ""), Term("B", "C", "C")]
    assert names(terms) == {"a": "A", "b": "B", "c": "B"}
    venue = codes.one_of(names(terms), terms, text("a known venue"))
    assert (venue("SH-1"), venue("SH_1")) == ("SH-1", "SH_1")
    with pytest.raises(BadValueError):
        venue("sh 1")


def test_several_codes_are_sorted_and_each_stands_once():
    assert colours("rouge; Deep blue;red;") == ("blue", "red")


@pytest.mark.parametrize(
    "cell",
    ["red deep-blue", "red, deep-blue", "red\ndeep blue", "red,deep-blue,", "deep blue;red",
     "red & deep-blue", "red and deep-blue", "Rouge ET deep-blue"],
)  # fmt: skip
def test_several_codes_are_told_apart_as_forms_write_them(cell):
    assert colours(cell) == ("blue", "red")


def test_a_code_that_is_written_like_and_stays_a_code():
    initials = {"et": "ET", "ab": "AB", "cd": "CD"}
    known = [Term(code, code, code) for code in initials.values()]
    assert codes.many_of(initials, known, text("a known code"))("AB, ET, CD") == ("AB", "CD", "ET")


@pytest.mark.parametrize(
    ("cell", "unknown"),
    [("red green", "green"), ("red, F-9", "F-9"), ("red & F-9", "F-9"), ("light green", None)],
)
def test_of_several_codes_the_unknown_one_is_named(cell, unknown):
    with pytest.raises(BadValueError) as refused:
        colours(cell)
    assert refused.value.problem.say(Locale.EN) == f"“{unknown or cell}” is not colour"


@pytest.mark.parametrize("cell", ["red / rouge", "Rouge / RED", "red – whatever it is called"])
def test_a_word_may_come_in_both_languages_or_with_its_label(cell):
    assert colour(cell) == "red"


@pytest.mark.parametrize("cell", ["red / deep blue", "red / green", "/", " – ", "rouge – x"])
def test_two_words_that_differ_are_refused(cell):
    with pytest.raises(BadValueError):
        colour(cell)


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [(1, True), ("1", True), ("1.0", True), ("TRUE", True), ("Oui", True), ("yes", True),
     (0, False), ("0", False), ("False", False), ("non", False)],
)  # fmt: skip
def test_a_tick_is_read_however_tools_write_it(cell, chosen):
    assert values.yes_or_no(cell) is chosen


@pytest.mark.parametrize("cell", [2, "maybe", "F-1", MARCH_25])
def test_what_is_no_tick_is_refused(cell):
    with pytest.raises(BadValueError):
        values.yes_or_no(cell)


def test_a_text_keeps_its_words_and_loses_its_margins():
    assert values.words(10)("  =1+1 ") == "=1+1"
    assert values.words(10)(12.0) == "12"
    assert values.words(10, lines=True)("a\nb") == "a\nb"
    assert values.words(10)("«\u00a0oui\u00a0»") == "«\u00a0oui\u00a0»"


@pytest.mark.parametrize(
    "cell",
    [
        *("a" * 11, "a\x00b", "a\nb", "a\u202eb", "a\u200bb", "a\udce9"),
        *("a\ufffeb", "\uffff", "a\ufdd0", "a\U0010ffff"),  # no characters at all
        *("\u3164", "a\u3164b", "\u115f", "\uffa0", "\u2800", "a\u061cb", "a\U000e0041"),  # blank
        *("\ufe0f", "\u0301", "\u00ad"),  # nothing that they could stand on
    ],
)
def test_a_text_too_long_or_with_hidden_characters_is_refused(cell):
    with pytest.raises(BadValueError):
        values.words(10)(cell)


@pytest.mark.parametrize("cell", ["É", "ᐃᓄᐃᑦ", "مركز", "❤\ufe0f", "soft\u00adly", "…"])
def test_a_text_in_any_script_or_sign_is_kept(cell):
    assert values.words(10)(cell) == cell


@pytest.mark.parametrize("cell", ["SH 03", "A;B", "SH-03\u3164"])
def test_a_code_has_no_space_no_semicolon_and_nothing_blank(cell):
    with pytest.raises(BadValueError):
        values.code()(cell)


@pytest.mark.parametrize("cell", ["Vanier", "Orléans", "Ottawa Centre", "Ward 12", "Quartier 12"])
def test_an_area_is_a_part_of_the_city(cell):
    assert values.area(cell) == cell


@pytest.mark.parametrize(
    "cell", ["123 Main St.", "45, rue Principale", "12 chemin du Lac", "Vanier K1L 7Z3", "k1l7z3"]
)
def test_an_address_is_no_area(cell):
    with pytest.raises(BadValueError):
        values.area(cell)


cells = (
    st.text(max_size=200)
    | st.from_regex(r"[0-9 ,./-]{1,12}")
    | st.integers()
    | st.floats()
    | st.datetimes()
)


@given(cells)
def test_whatever_stands_in_a_cell_is_read_or_refused(cell):
    for parse in (
        values.count,
        values.above_zero(100),
        days.day(WINDOWS_EPOCH),
        days.day(None),
        days.day(WINDOWS_EPOCH, timed=True),
        values.yes_or_no,
        values.words(100),
        values.words(100, lines=True),
        values.code(),
        values.area,
        colour,
        colours,
    ):
        with suppress(BadValueError):
            parse(cell)
