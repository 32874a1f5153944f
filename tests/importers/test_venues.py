import pytest
from sqlalchemy import select

from dashboard.database import reading
from dashboard.i18n import Locale
from dashboard.tables import Venue

HEADER = ("code", "venue_type", "area", "label_en", "label_fr")


def problems(report):
    return [(f.row, f.column, f.problem.say(Locale.EN)) for f in report.faults]


def test_venues_go_in_under_french_headers(engine, importing):
    rows = [
        ("code", "type de lieu", "secteur", "nom anglais", "nom français"),
        ("SH-03", "refuge", "Vanier", "", ""),
        ("HS-01", "École secondaire", "Orléans", "Blue Heron", "Héron-Bleu"),
    ]
    assert importing(engine, "venues", rows).added == 2
    with reading(engine) as connection:
        found = connection.execute(
            select(Venue.code, Venue.venue_type, Venue.area, Venue.label_fr).order_by(Venue.code)
        ).all()
    assert found == [
        ("HS-01", "high_school", "Orléans", "Héron-Bleu"),
        ("SH-03", "shelter", "Vanier", ""),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("SH-1", "shelter", "Vanier", "Harmony House", ""),
         ("label_en", "A venue of this type is known by its code only")),
        (("HS-1", "high_school", "", "Blue Heron", ""),
         ("label_fr", "The label is given in one language only")),
        (("HS-1", "high_school", "12 Main Street", "", ""),
         ("area", "This looks like an address; the database keeps none")),
        (("HS 1", "high_school", "", "", ""), ("code", "A code has no space and no semicolon")),
        (("HS-1", "castle", "", "", ""), ("venue_type", "“castle” is not a known venue type")),
    ],
)  # fmt: skip
def test_what_would_give_a_place_away_or_make_no_sense_is_refused(
    sqlite_engine, importing, row, expected
):
    assert problems(importing(sqlite_engine, "venues", [HEADER, row])) == [(2, *expected)]


def test_a_code_that_stands_twice_is_told_though_a_row_is_bad(sqlite_engine, importing):
    rows = [HEADER, ("HS-1", "high_school", "", "", ""), ("HS-1", "concert", "", "", "")]
    report = importing(sqlite_engine, "venues", rows)
    assert [(f.row, f.column) for f in report.faults] == [(3, "venue_type"), (3, "code")]
    assert report.faults[0].remedy.say(Locale.FR).replace("\u00a0", " ") == (
        "Écrivez l’une de ces valeurs : refuge, foyer de groupe, organisme jeunesse, "
        "école secondaire"
    )


def test_a_venue_changes_and_says_so(engine, importing):
    importing(engine, "venues", [HEADER, ("HS-1", "high_school", "Kanata", "A", "B")])
    report = importing(engine, "venues", [HEADER, ("HS-1", "high_school", "Vanier", "A", "C")])
    assert [(c.key, c.column, c.before, c.after) for c in report.changes] == [
        ("HS-1", "area", "Kanata", "Vanier"),
        ("HS-1", "label_fr", "B", "C"),
    ]
    with reading(engine) as connection:
        assert connection.execute(select(Venue.area, Venue.label_fr)).all() == [("Vanier", "C")]


def test_a_venue_without_label_columns_that_turns_shelter_loses_its_name(sqlite_engine, importing):
    importing(sqlite_engine, "venues", [HEADER, ("X-1", "high_school", "Kanata", "A", "B")])
    importing(sqlite_engine, "venues", [("code", "venue_type"), ("X-1", "shelter")])
    with reading(sqlite_engine) as connection:
        found = connection.execute(select(Venue.area, Venue.label_en, Venue.label_fr)).all()
    assert found == [("Kanata", "", "")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("École", "high_school"),
        ("Secondary school", "high_school"),
        ("High School", "high_school"),
        ("Refuge", "shelter"),
        ("foyer de groupe", "group_home"),
        ("Youth centre", "youth_organization"),
        ("organisation de jeunes", "youth_organization"),
    ],
)
def test_a_type_is_known_by_other_words_too(sqlite_engine, importing, written, code):
    rows = [HEADER, ("V-1", written, "", "", "")]
    assert problems(importing(sqlite_engine, "venues", rows)) == []
    with reading(sqlite_engine) as connection:
        assert connection.scalar(select(Venue.venue_type)) == code
