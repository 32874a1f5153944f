"""The table of dimensions, and what is made from it."""

from dataclasses import fields, replace

import pytest

from dashboard.domain.publications.embeds import FILTERS
from dashboard.domain.shared import dimensions
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, Choices, seen_by, terms_by_filter
from dashboard.domain.shared.filters import NAMES, Filters, parse
from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Locale
from dashboard.publications.answering.question import COUNTED
from dashboard.sentences.shared import choices
from dashboard.web.progress.answer import FILTERS as DESCRIBED
from tests.support.samples import VOCABULARY


def test_filters_have_a_field_for_each_row_in_its_order():
    assert [field.name for field in fields(Choices)] == list(DIMENSIONS)


def test_the_address_names_them_first():
    assert (*DIMENSIONS, "from", "to", "period") == NAMES


def test_each_has_terms_in_the_vocabulary():
    named = {field.name for field in fields(Vocabulary)}
    assert {row.terms for row in DIMENSIONS.values()} <= named
    assert all(isinstance(terms, Terms) for terms in terms_by_filter(Vocabulary()).values())


def test_each_name_of_the_address_is_called_something_in_both_languages():
    for name in NAMES:
        assert len({choices.dimension(name).say(locale) for locale in Locale}) == 2


def test_grants_and_publications_know_those_that_the_public_may_use():
    published = [name for name, row in DIMENSIONS.items() if Audience.PUBLIC in row.audiences]
    assert list(FILTERS) == [*published, "period", "from", "to"]
    assert set(COUNTED) | {"age"} == set(published)


def test_the_api_describes_each_name_once():
    assert tuple(DESCRIBED) == NAMES


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", DIMENSIONS)
def test_who_may_not_filter_by_it_is_told_so_and_not_whether_the_code_exists(name, audience):
    row, some = DIMENSIONS[name], terms_by_filter(VOCABULARY)[name].codes[0]
    if audience in row.audiences:
        assert parse(f"{name}={some}", VOCABULARY, audience)[0] == Filters(**{name: (some,)})
        return
    inside, outside = "only coordinators may filter by it", "not a filter of publications"
    why = inside if audience in INSIDE else outside
    for code in (some, "unknown"):
        found, problems = parse(f"{name}={code}", VOCABULARY, audience)
        assert found == Filters()
        assert [problem.message.say(Locale.EN) for problem in problems] == [why]


def test_who_may_not_filter_by_it_is_offered_no_term(monkeypatch):
    closed = replace(DIMENSIONS["kind"], audiences=(Audience.COORDINATOR,))
    monkeypatch.setattr(dimensions, "DIMENSIONS", DIMENSIONS | {"kind": closed})
    assert not seen_by(Audience.COMMITTEE, VOCABULARY).kinds
    assert seen_by(Audience.COMMITTEE, VOCABULARY).languages == VOCABULARY.languages
    assert seen_by(Audience.COORDINATOR, VOCABULARY) == VOCABULARY


@pytest.mark.parametrize("name", DIMENSIONS)
def test_filters_know_what_the_tallies_and_publications_know(name):
    chosen, row = Filters(**{"language": ("fr",), name: ("some",)}), DIMENSIONS[name]
    assert (chosen.tallied, chosen.published) == (row.tallied, row.published)
