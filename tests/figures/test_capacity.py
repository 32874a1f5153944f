from datetime import date

import pytest

from dashboard.domain.plan.capacity import PlannedMonth, capacity, trained
from dashboard.figures import capacity as ahead
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
LANGUAGES = VOCABULARY.languages
PEOPLE = trained([("en", date(2013, 10, 5), 10), ("fr", date(2014, 9, 20), 1)], LANGUAGES)


def outlook(*planned, until=TODAY):
    return capacity(PEOPLE, planned, VOCABULARY, today=TODAY, until=until)


IN_APRIL = PlannedMonth("fr", "2015-04", 3, date(2015, 4, 1), date(2015, 4, 29))
TOGETHER = PlannedMonth("bilingual", "2015-04", 1, date(2015, 4, 2), date(2015, 4, 2))


def test_bars_for_what_is_needed_lie_within_those_for_what_can_be_led():
    can_lead, needed, labels = ahead.capacity(outlook(IN_APRIL, TOGETHER), LANGUAGES, Locale.EN)[
        "data"
    ]
    at = needed["y"].index("fr 2015-04")
    assert (needed["x"][at], can_lead["x"][at], labels["text"][at]) == (4, 2, "4 of 2")
    assert needed["width"] < can_lead["width"]
    assert labels["x"][at] == 4


@pytest.mark.parametrize(
    ("locale", "said"), [(Locale.EN, "3, none can be led"), (Locale.FR, "3, aucune possible")]
)
def test_sessions_of_which_none_can_be_led_are_not_counted_out_of_none(locale, said):
    nobody = capacity([], [IN_APRIL], VOCABULARY, today=TODAY, until=TODAY)
    figure = ahead.capacity(nobody, LANGUAGES, locale)
    labels = figure["data"][2]
    assert labels["text"][labels["y"].index("fr 2015-04")] == said
    assert labels["text"][labels["y"].index("en 2015-04")] == "0"
    assert figure["layout"]["xaxis"]["range"][1] > 2 * 3, "there is room for these words"


def test_each_language_is_named_over_its_months():
    figure = ahead.capacity(outlook(IN_APRIL), LANGUAGES, Locale.FR)
    names = [note["text"] for note in figure["layout"]["annotations"][2:]]
    assert names == ["Anglais", "Français", "Bilingue"]
    axis = figure["layout"]["yaxis"]
    shown = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert (shown["fr"], shown["fr 2015-04"]) == ("", "avr. 2015")
    assert figure["data"][1]["x"][0] is None


@pytest.mark.parametrize("until", [date(2015, 3, 1), TODAY])
def test_without_sessions_there_is_a_chart_and_no_fault(until):
    layout = ahead.capacity(outlook(until=until), LANGUAGES, Locale.EN)["layout"]
    assert layout["xaxis"]["range"][1] > 0


def test_the_capacity_table_tells_own_sessions_from_those_in_several_languages():
    table = ahead.table(outlook(IN_APRIL, TOGETHER), LANGUAGES, Locale.EN)
    assert ["French, 2015-04", "3", "1", "2", "2"] in table["rows"]
    assert ["Bilingual, 2015-04", "1", "0", "2", "0"] in table["rows"]
    assert {len(row) for row in table["rows"]} == {len(table["headings"])}


@pytest.mark.parametrize("locale", Locale)
def test_each_sign_of_the_legend_looks_like_its_bars(locale):
    figure = ahead.capacity(outlook(IN_APRIL), LANGUAGES, locale)
    can_lead, needed, _ = (one["marker"] for one in figure["data"])
    lower, upper = figure["layout"]["shapes"]
    assert (upper["fillcolor"], upper["line"]) == (needed["color"], needed["line"])
    assert (lower["fillcolor"], lower["line"]) == (can_lead["color"], can_lead["line"])
    words = [note["text"] for note in figure["layout"]["annotations"][:2]]
    assert words[1] == {"en": "sessions planned", "fr": "séances prévues"}[locale.value]
    assert upper["y0"] > lower["y1"]
    assert upper["x0"] < -50, "over the names of months, so that a phone has room for the words"
    assert "<span" not in str(figure), "pages allow no inline style"
