"""A new project is led on from its empty page."""

from dataclasses import replace

import pytest

from callbacks import explore
from dashboard.addresses import REFERENCE
from dashboard.domain.progress.first_steps import FirstStep
from dashboard.i18n import Locale
from layouts.progress.first_steps import section
from layouts.shared import shell
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.support.samples import PROGRESS, answer, reading


def links(tree):
    return [one.href for one in walk(tree) if type(one).__name__ == "A"]


@pytest.mark.parametrize("locale", list(Locale))
def test_each_step_leads_to_where_it_is_taken(locale):
    shown = section(dict.fromkeys(FirstStep, False), locale)
    items = [one for one in walk(shown) if type(one).__name__ == "Li"]
    steps = dict(zip(FirstStep, items, strict=True))
    assert all(links(one) for one in steps.values())
    assert links(steps[FirstStep.FACILITATORS]) == [f"{REFERENCE[locale]}?of=facilitators"]
    assert all(href.startswith(f"/{locale.value}/") for one in items for href in links(one))


def test_what_is_done_says_so_in_words():
    shown = section({FirstStep.VENUES: True, FirstStep.SESSION: False}, Locale.EN)
    done, left = [words(one) for one in walk(shown) if type(one).__name__ == "Li"]
    assert done.endswith("done")
    assert "done" not in left


def test_an_empty_project_shows_its_first_steps_in_place_of_figures():
    empty = answer(replace(PROGRESS, delivered=0), first_steps={FirstStep.SESSION: False})
    drawn = explore.update_of(empty, Locale.EN)
    assert drawn["empty"]
    assert "/en/sessions" in links(drawn["parts"][slot("empty")])
    nobody = replace(empty, first_steps={})
    assert not links(explore.update_of(nobody, Locale.EN)["parts"][slot("empty")])


def test_a_project_without_data_says_so_once_in_its_headline():
    begun = reading(state=replace(reading().state, data_as_of=None))
    empty = answer(replace(PROGRESS, delivered=0, data_as_of=None), reading=begun)
    parts = explore.update_of(empty, Locale.EN)["parts"]
    assert words(parts[slot("headline")]).startswith("No session has been delivered yet")
    said = words([parts[slot("freshness")], parts[slot("empty")]])
    assert said == "The figures come with the first session that took place."


def test_without_data_the_footer_names_no_day_of_them():
    state = replace(reading().state, data_as_of=None)
    said = words(shell.footer(Locale.EN, reading(state=state)))
    assert "Data as of" not in said
    assert "Version" in said
    assert "Data as of March" in words(shell.footer(Locale.EN, reading()))
