from dataclasses import replace

import pytest

from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.history import Deed, HistoryStep
from dashboard.i18n import Locale
from dashboard.sentences.sessions import words
from tests.support.samples import VOCABULARY

STEP = HistoryStep(7, "2015-03-01T02:30:00+00:00", "Ana", None, Deed.CHANGED, ())


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.EN, "February\u00a028, 2015, 21:30"),
        (Locale.FR, "28\u00a0février 2015, 21\u00a0h\u00a030"),
    ],
)
def test_a_moment_is_told_by_the_clocks_of_the_project(locale, said):
    assert words.moment(STEP.at, "America/Toronto").say(locale) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.EN, "February\u00a028, 2015, 02:05"),
        (Locale.FR, "28\u00a0février 2015, 2\u00a0h\u00a005"),
    ],
)
def test_only_english_hours_have_a_leading_zero(locale, said):
    assert words.moment("2015-02-28T07:05:00+00:00", "America/Toronto").say(locale) == said


def test_a_change_says_who_did_what_and_with_which_file():
    assert words.change(STEP, {}).say(Locale.EN) == "Changed by Ana"
    imported = replace(STEP, deed=Deed.ADDED, author="", import_id=1200)
    assert words.change(imported, {1200: "march.csv"}).say(Locale.EN) == (
        "Logged by an unknown person with the file march.csv (import 1200)"
    )


def test_cells_are_told_by_their_labels():
    def said(code, value):
        return words.cell(code, value, VOCABULARY).say(Locale.FR)

    assert said("status", "cancelled") == "annulée"
    assert said("language", "fr") == "français"
    assert said("venue", "SH-01") == "SH-01"
    assert said("note", "{note}") == "{note}"
    assert said("total", "") == "–"


def test_columns_have_names_and_unknown_ones_their_codes():
    assert words.column("12-14", VOCABULARY).say(Locale.EN) == "12 to 14"
    assert words.column("total", VOCABULARY).say(Locale.FR) == "total"
    assert words.column("new", VOCABULARY).say(Locale.EN) == "new"


def test_the_list_says_how_many_it_holds_and_whether_filters_hide_others():
    assert words.listed(0, Filters()).say(Locale.EN) == "No session has been logged yet."
    assert words.listed(0, Filters(), chosen=True).say(Locale.EN) == "No session matches."
    assert words.listed(0, Filters(language=("fr",))).say(Locale.EN) == "No session matches."
    assert words.listed(1, Filters()).say(Locale.FR) == "1 séance"
    assert words.listed(2, Filters(language=("fr",))).say(Locale.EN) == ("2 sessions, filtered")


def test_a_list_on_paper_says_which_sessions_it_is_of():
    french = Filters(language=("fr",))
    chosen = SessionOptions(tab=SessionsTab.LIST, status="planned", search="High")
    assert words.showing(Filters(), SessionOptions(), VOCABULARY) is None
    assert words.showing(french, SessionOptions(), VOCABULARY).say(Locale.EN) == (
        "Showing: sessions – language: French."
    )
    assert words.showing(french, chosen, VOCABULARY).say(Locale.FR) == (
        "Affichage\u00a0: séances – langue\u00a0: français; statut\u00a0: prévue; "
        "référence ou lieu\u00a0: «\u00a0High\u00a0»."
    )


def test_the_last_change_names_its_author_where_one_is_known():
    assert words.updated(STEP.at, "", "UTC").say(Locale.EN) == "March\u00a01, 2015, 02:30"
    assert words.updated(STEP.at, "Ana", "UTC").say(Locale.EN).endswith(", by Ana")
