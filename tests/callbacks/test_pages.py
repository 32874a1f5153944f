import json
import re
from dataclasses import replace

import pytest

from callbacks import explore, pages, views
from dashboard import addresses
from dashboard.cards.panels import GAUGES, MULTIPLES
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters, parse
from dashboard.i18n import Locale
from layouts import explore_view as view
from layouts.shared import frame, shell
from layouts.shared.drawing import slot
from layouts.shared.fold import CONTROLS
from layouts.shared.store import PageStore
from tests.layouts.tree import ids, walk, words
from tests.support.samples import AS_OF, PROGRESS, VOCABULARY, answer, reading


@pytest.fixture
def asked(monkeypatch):
    """The queries that the view asks for; the answer is the same to each."""
    queries = []

    def explored(_, query):
        queries.append(query)
        return answer()

    monkeypatch.setattr(explore, "explore_view", explored)
    return queries


def page(locale=Locale.EN, **parts):
    return explore.page_of(answer(**parts), locale)


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_page(locale):
    drawn = explore.update_of(answer(), locale)
    found = ids(page(locale))
    kinds = ("parts", "pictures", "tables", "figures")
    assert {place for kind in kinds for place in drawn[kind]} <= set(found)
    assert set(CONTROLS.values()) <= set(found)


def test_links_lead_to_parts_that_are_there():
    assert set(view.parts()) <= set(ids(page()))


def test_no_id_stands_twice():
    found = [json.dumps(one, sort_keys=True) for one in ids(page())]
    assert len(found) == len(set(found))


def test_the_page_comes_with_its_first_drawing_and_announces_nothing():
    stores = {c.id: c for c in walk(page()) if isinstance(c, PageStore)}
    drawn = stores[frame.DRAWING].data
    faces = [slot(panel.code, "face") for panel in GAUGES]
    bars = [slot(panel.code, part) for panel in MULTIPLES for part in ("names", "bars")]
    assert list(drawn["figures"]) == [slot("curve", "figure")]
    assert list(drawn["pictures"]) == faces + bars
    assert slot("announcement") not in drawn["parts"]
    said = explore.update_of(answer(), Locale.EN)["parts"][slot("announcement")]
    assert said.startswith("Target passed: 1,180 youth participations for a target of 1,000")


@pytest.mark.parametrize("locale", list(Locale))
def test_every_page_leads_to_what_the_public_sees_and_to_who_sees_what(locale):
    links = {c.href for c in walk(shell.footer(locale, reading())) if type(c).__name__ == "A"}
    assert {addresses.PROGRESS[locale], addresses.PRIVACY[locale]} <= links


def test_a_failure_keeps_the_old_figures_and_marks_them():
    drawn = views.failed("AB12", Locale.FR)
    assert "AB12" in words(drawn["parts"][slot("failure")])
    assert drawn["stale"]
    assert "figures" not in drawn


def test_an_age_filter_without_youth_shows_not_available():
    others = answer(replace(PROGRESS, filters=Filters(age=("unknown",))))
    pictures = explore.update_of(others, Locale.EN)["pictures"]
    assert "<strong>..</strong>" in pictures[slot("youth", "face")]


def test_only_the_chosen_languages_of_training_are_drawn():
    french = answer(replace(PROGRESS, filters=Filters(language=("fr",))))
    face = explore.update_of(french, Locale.EN)["pictures"][slot("facilitators", "face")]
    assert re.findall("<dt>(.*?)</dt>", face) == ["French"]


def test_an_empty_answer_hides_the_results():
    assert explore.update_of(answer(replace(PROGRESS, delivered=0)), Locale.EN)["empty"]
    assert not explore.update_of(answer(), Locale.EN)["empty"]


def test_the_next_good_answer_clears_the_failure():
    drawn = explore.update_of(answer(), Locale.EN)
    assert drawn["parts"][slot("failure")] is None
    assert not drawn["stale"]


def test_the_language_link_leads_to_the_same_view_with_the_same_filters():
    filtered = answer(replace(PROGRESS, filters=Filters(language=("fr",))))
    tree = walk(explore.page_of(filtered, Locale.EN))
    (link,) = [component for component in tree if getattr(component, "lang", "") == "fr-CA"]
    assert link.href == "/fr/explorer?language=fr"
    assert link.children == "Français"


def test_every_picture_is_named_by_a_sentence():
    pictures = [c for c in walk(page()) if getattr(c, "role", None) == "img"]
    assert len(pictures) == len((*GAUGES, "curve", *MULTIPLES))
    for picture in pictures:
        assert set(getattr(picture, "aria-labelledby").split()) <= set(ids(page()))


def test_no_figure_offers_a_toolbar():
    for figure in explore.update_of(answer(), Locale.EN)["figures"].values():
        assert figure["config"]["displayModeBar"] is False
        assert figure["config"]["showSendToCloud"] is False


def test_the_demonstration_says_so_and_real_data_do_not():
    assert "Demonstration data" in words(page())
    real = answer(reading=reading(state=replace(reading().state, demonstration=False)))
    assert "Demonstration data" not in words(explore.page_of(real, Locale.EN))


def test_the_hotline_the_partners_and_the_funders_are_on_the_page():
    said = words(page(Locale.FR))
    assert "1-833-900-1010" in said
    assert "Prévention du crime Ottawa" in said
    assert "Condition féminine Canada" in said


def test_a_coordinator_meets_no_word_about_hidden_counts():
    assert "“x”: hidden" in words(page())
    assert "“x”: hidden" not in words(page(reading=reading(hidden_up_to=0)))


def test_what_the_address_got_wrong_is_said_but_foreign_names_are_not():
    _, problems = parse("language=xx&utm_source=mail", VOCABULARY, Audience.COMMITTEE)
    notice = explore.update_of(answer(reading=reading(problems=problems)), Locale.EN)["parts"][
        slot("notice")
    ]
    assert "language" in notice
    assert "utm_source" not in notice


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/en/explore", "Explore"),
        ("/fr/explorer?language=fr", "Explorer"),
        ("/en/nowhere", "Page not found"),
        ("/fr/nulle-part", "Page introuvable"),
        ("", "Page not found"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_each_address_has_its_page(address, heading):
    tree = pages.page(address, None)
    (title,) = [c for c in walk(tree) if type(c).__name__ == "H1"]
    assert title.children == heading


def test_the_query_of_the_address_is_what_is_asked(asked):
    pages.page("/en/explore?venue=HS-01&from=2014-01-01", None)
    assert asked == ["venue=HS-01&from=2014-01-01"]


def test_a_table_shows_x_for_hidden_and_two_points_for_not_available():
    tables = explore.update_of(answer(), Locale.EN)["tables"]
    assert tables["view-by-venue-type-table"]["rows"][0] == ["Shelter", "4", "x", "x"]
    assert tables["view-curve-ahead"]["rows"][-1][:2] == ["2015-06-30", "1,000"]


def test_data_as_of_is_on_the_page_in_words():
    assert f"March\u00a0{AS_OF.day}, {AS_OF.year}" in words(page())
    assert PROGRESS.data_as_of == AS_OF
