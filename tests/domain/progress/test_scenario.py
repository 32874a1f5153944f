import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.progress.scenario import MOST, Scenario, parse
from tests.support.samples import VOCABULARY

SCENARIOS = st.builds(
    Scenario,
    st.integers(1, MOST),
    st.sampled_from(VOCABULARY.kinds.codes),
    st.sampled_from(VOCABULARY.languages.codes),
    st.sampled_from(VOCABULARY.venue_types.codes),
)


@given(SCENARIOS)
def test_the_address_gives_back_the_scenario(scenario):
    assert parse(f"language=fr&{scenario.to_query()}", VOCABULARY) == (scenario, ())


def test_what_is_not_named_is_the_first_that_the_planner_offers():
    found, problems = parse("?add=4&add_language=fr", VOCABULARY)
    assert found == Scenario(4, "information_forum", "fr", "shelter")
    assert problems == ()


@pytest.mark.parametrize("query", ["", "add=", "add=0", "add_kind=discussion", "language=fr"])
def test_without_a_number_there_is_no_scenario(query):
    assert parse(query, VOCABULARY) == (None, ())


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("add=1&add=2", ["add"]),
        ("add=51", ["add"]),
        ("add=-1", ["add"]),
        ("add=1.5", ["add"]),
        ("add=٣", ["add"]),
        ("add=many&add_kind=walk", ["add", "add_kind"]),
        ("add=4&add_language=de", ["add_language"]),
        ("add=4&add_venue_type=<script>", ["add_venue_type"]),
        (f"add={'9' * 5000}", ["add"]),
    ],
)
def test_what_is_not_understood_is_told_and_there_is_no_scenario(query, parameters):
    found, problems = parse(query, VOCABULARY)
    assert found is None
    assert [problem.parameter for problem in problems] == parameters
    assert all(len(problem.value) <= 60 for problem in problems)


@pytest.mark.parametrize(("share", "sessions"), [(1, 3), (0.5, 2), (0.49, 1), (0.1, 0), (0, 0)])
def test_a_part_of_a_month_has_a_part_of_the_sessions(share, sessions):
    assert Scenario(3, "discussion", "fr", "shelter").in_part(share) == sessions
