import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.options import CurveSpan, ExploreOptions, ExploreTab, parse
from tests.domain.progress.test_scenario import SCENARIOS
from tests.support.samples import VOCABULARY

OPTIONS = st.builds(
    ExploreOptions,
    compare=st.none() | st.sampled_from(ComparisonPeriod),
    bars=st.sampled_from(BarNumber),
    scenario=st.none() | SCENARIOS,
    tab=st.sampled_from(ExploreTab),
    span=st.sampled_from(CurveSpan),
)


@given(OPTIONS)
def test_the_address_gives_back_the_options(options):
    assert parse(f"?language=fr&{options.to_query()}", VOCABULARY) == (options, ())


def test_what_is_as_it_always_was_is_not_in_the_address():
    assert ExploreOptions().to_query() == ""


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("compare=tomorrow", ["compare"]),
        ("tab=<script>", ["tab"]),
        ("span=13", ["span"]),
        ("bars=shares", ["bars"]),
        ("compare=&tab=&span=", []),
        (f"tab={'x' * 5000}&compare=%00&add=many", ["compare", "tab", "add"]),
    ],
)
def test_what_is_not_understood_is_left_out_and_told(query, parameters):
    found, problems = parse(query, VOCABULARY)
    assert found == ExploreOptions()
    assert [problem.parameter for problem in problems] == parameters
    assert all(len(problem.value) <= 60 for problem in problems)


def test_one_unknown_option_leaves_the_others_as_they_are():
    found, _ = parse("tab=indicators&compare=tomorrow&add=2", VOCABULARY)
    assert (found.tab, found.compare, found.scenario.sessions) == (ExploreTab.INDICATORS, None, 2)
