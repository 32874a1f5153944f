from dataclasses import replace
from decimal import Decimal

from dashboard.figures import gauges
from dashboard.i18n import Locale
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY


def dial(figure):
    (trace,) = figure["data"]
    return trace


def test_above_the_target_the_dial_is_full_and_no_fuller():
    assert dial(gauges.youth(PROGRESS.youth, Locale.EN))["value"] == 100


def test_below_the_target_the_dial_shows_the_percent():
    half = replace(PROGRESS.youth, percent=Decimal("48.2"))
    assert dial(gauges.youth(half, Locale.EN))["value"] == 48.2


def test_the_mark_is_the_plan_to_date():
    trace = dial(gauges.youth(PROGRESS.youth, Locale.EN))
    assert trace["gauge"]["threshold"]["value"] == 85.4


def test_a_hidden_number_draws_an_empty_dial_without_a_mark():
    trace = dial(gauges.youth(HIDDEN.youth, Locale.EN))
    assert trace["value"] == 0
    assert "threshold" not in trace["gauge"]


def test_the_age_groups_dial_shows_the_groups_reached():
    assert dial(gauges.age_groups(PROGRESS.age_groups, Locale.EN))["value"] == 50


def test_facilitators_have_a_bar_a_language():
    figure = gauges.facilitators(PROGRESS.facilitators_shown, VOCABULARY.languages, Locale.FR)
    assert dial(figure)["y"] == ["Anglais", "Français"]
    assert dial(figure)["x"] == [10, 0]
