"""Each clause leads to where it can be looked up."""

from dataclasses import replace

import pytest

from dashboard.addresses import PLAN, SESSIONS
from dashboard.domain.headline import Facts, headline
from dashboard.domain.sessions.options import SessionsTab, parse
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.sentences.headline import Evidence, sentences
from layouts.progress.headline import WHAT_NEXT, address, parts
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.support.samples import AS_OF, PROGRESS, VOCABULARY, ahead

FILTERS = Filters(language=("fr",))


def drawn(progress=PROGRESS, locale=Locale.EN):
    found = headline(Facts(progress, None, ahead(), (), 0, VOCABULARY, AS_OF))
    return parts(sentences(found), progress, locale)[slot("headline")]


@pytest.mark.parametrize("evidence", [Evidence.GAUGES, Evidence.CURVE, Evidence.GRID])
def test_what_the_page_shows_is_found_on_the_page(evidence):
    assert address(evidence, FILTERS, Locale.FR) == f"#{evidence.value}"


def test_what_another_view_shows_is_found_there_under_the_same_filters():
    assert address(Evidence.PLAN, FILTERS, Locale.FR) == f"{PLAN.french}?language=fr"
    path, query = address(Evidence.TO_MEND, FILTERS, Locale.EN).split("?")
    assert path == SESSIONS.english
    assert parse(query).tab is SessionsTab.MEND


def test_sentences_stand_one_after_the_other_and_every_clause_is_a_link():
    said = words(drawn())
    assert said.startswith("Target passed: 1,180 youth participations for a target of 1,000 ,  ")
    assert (
        "now) .   Attention   This at-risk age group has not been reached: 15 to 17 .   What next"
        in said
    )
    links = [part for part in walk(drawn()) if type(part).__name__ == "A"]
    assert [link.href for link in links] == ["#gauges", "#curve", "#gauges", f"#{WHAT_NEXT}"]


def test_what_a_sentence_is_of_is_no_part_of_the_link():
    first, *_ = drawn(replace(PROGRESS, filters=FILTERS), Locale.FR)
    before, link, stop = first.children
    assert (before, link.children[:5], stop) == ("Français\u00a0: ", "1\u00a0180", ".")
