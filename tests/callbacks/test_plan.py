from datetime import date

import pytest

from callbacks import plan
from dashboard.domain.plan.capacity import PlannedMonth, capacity, everyone, trained
from dashboard.domain.plan.plan import Plan, measures
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Right, Role
from dashboard.i18n import Locale
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import AS_OF, VOCABULARY, reading

PEOPLE = trained([("en", date(2013, 10, 5), 10)], VOCABULARY.languages)
IN_JUNE = PlannedMonth("fr", "2015-06", 3, date(2015, 6, 3), date(2015, 6, 10))


def a_plan(*planned, until=AS_OF):
    ahead = capacity(PEOPLE, planned, VOCABULARY, today=AS_OF, until=until)
    return Plan(AS_OF, measures(VOCABULARY), PEOPLE, everyone([(date(2013, 10, 5), 10)]), ahead)


def drawn(*planned, locale=Locale.EN, **parts):
    return plan.update_of(reading(**parts), a_plan(*planned), locale)


def page(*planned, locale=Locale.EN, **parts):
    return plan.page_of(reading(**parts), a_plan(*planned), locale)


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_page(locale):
    shown = drawn(IN_JUNE, locale=locale)
    found = ids(page(IN_JUNE, locale=locale))
    assert {*shown["parts"], *shown["tables"], *shown["figures"]} <= set(found)
    assert len(found) == len(set(found))


def test_a_measure_without_a_title_keeps_its_number_and_says_so():
    untitled, titled = drawn()["parts"][slot("measures")]
    assert words(untitled).startswith("Measure 1 Title not supplied yet ◌ Status not stated")
    assert "Responsible sector: not stated" in words(untitled)
    assert "No milestone is recorded." in words(untitled)
    assert words(titled).startswith("Measure 2 Tell youth ◐ Under way Responsible sector: schools")
    assert "first workshop: done on January\u00a020, 2014" in words(titled)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_record_has_a_way_to_the_facilitators(role):
    part = drawn(reader=Reader("Bo", role))["parts"][slot("trainings", "details")]
    ways = [one.href for one in walk(part) if getattr(one, "href", None)]
    assert ways == (["/en/reference?of=facilitators"] if role.may(Right.RECORD) else [])


def test_a_language_that_lacks_people_is_marked_and_has_its_remedy():
    english, french, bilingual = drawn(IN_JUNE)["parts"][slot("capacity", "details")].children
    assert french.className == "outlook--short"
    assert words(french).startswith("✗ 3 French sessions are planned by June\u00a010, 2015")
    assert words(french).endswith("Train at least 2 people in French by June\u00a03, 2015.")
    assert words(english).startswith("– No English session is planned.")
    assert bilingual.className is None


def test_when_the_last_day_has_passed_no_language_is_listed():
    past = a_plan(until=date(2015, 3, 1))
    parts = plan.update_of(reading(), past, Locale.EN)["parts"]
    assert parts[slot("capacity", "details")] is None
    assert "nothing is ahead" in parts[slot("capacity", "sentence")]


def test_filters_that_change_nothing_here_are_not_shown():
    filters = Filters(language=("fr",), kind=("discussion",), end=date(2015, 3, 1))
    parts = drawn(filters=filters)["parts"]
    assert "French" in parts[slot("showing")]
    assert "discussion" not in parts[slot("showing")]
    badges = [c for c in walk(parts[slot("badges")]) if hasattr(c, "data-remove")]
    assert [getattr(badge, "data-remove") for badge in badges] == ["language", "to", ""]
    assert drawn(filters=Filters(kind=("discussion",)))["parts"][slot("showing")] is None


def test_the_language_link_keeps_every_filter():
    tree = walk(page(filters=Filters(kind=("discussion",))))
    (link,) = [component for component in tree if getattr(component, "lang", "") == "fr-CA"]
    assert link.href == "/fr/plan?kind=discussion"


def test_the_chart_of_trainings_ends_with_the_last_day_shown():
    figures = drawn(filters=Filters(end=date(2014, 1, 31)))["figures"]
    assert figures[slot("trainings", "figure")]["data"][0]["x"][-1] == "2014-01-31"
    assert drawn()["figures"][slot("trainings", "figure")]["data"][0]["x"][-1] == str(AS_OF)


def test_what_is_redrawn_is_announced_and_a_first_page_is_not():
    assert "Not enough trained facilitators" in drawn(IN_JUNE)["parts"][slot("announcement")]
    assert "announcement" not in str(plan.drawing(reading(), a_plan(), Locale.EN)["parts"].keys())


def test_no_part_has_a_style_of_its_own():
    for component in walk(list(drawn(IN_JUNE)["parts"].values())):
        assert not hasattr(component, "style")
