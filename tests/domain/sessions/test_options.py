from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.options import (
    LONGEST,
    STATUSES,
    SessionOptions,
    SessionSort,
    SessionsTab,
    parse,
)

words = st.text(max_size=LONGEST).map(str.strip)
listed = st.builds(
    SessionOptions,
    tab=st.just(SessionsTab.LIST),
    status=st.sampled_from(("", *STATUSES)),
    search=words,
    sort=st.sampled_from(SessionSort),
    descending=st.booleans(),
    page=st.integers(1, 10**6 - 1),
    history=words,
)
logged = st.builds(SessionOptions.of_form, listed, words.filter(bool), held=st.booleans())
mended = st.builds(
    SessionOptions, tab=st.just(SessionsTab.MEND), rule=st.sampled_from((None, *FindingRule))
)


imported = st.just(SessionOptions(tab=SessionsTab.IMPORT))


@given(st.one_of(st.just(SessionOptions()), listed, logged, mended, imported))
def test_the_address_says_all_that_is_chosen(options):
    assert parse(options.to_query()) == options


@given(listed, words.filter(bool), words)
def test_a_form_leads_back_to_the_list_that_it_was_opened_from(options, edit, history):
    back = parse(options.of_form(edit).to_query()).of_list(history)
    assert back == replace(options, history=history)


def test_without_any_choice_the_form_is_open():
    assert parse("") == parse("language=fr") == SessionOptions()
    assert SessionOptions().to_query() == ""


def test_an_address_of_one_rule_opens_what_waits_to_be_mended():
    assert parse("rule=overdue").tab is SessionsTab.MEND
    assert SessionOptions(tab=SessionsTab.MEND, rule=FindingRule.SUM).to_query() == "rule=sum"


@pytest.mark.parametrize(
    "query",
    ["tab=none", "rule=none", "page=-1", "page=²", "page=1e9", "page=99999999", "status=lost"],
)
def test_what_is_not_understood_is_not_chosen(query):
    assert parse(query) == SessionOptions()


def test_what_belongs_to_another_tab_is_not_kept():
    options = SessionOptions(tab=SessionsTab.LIST, rule=FindingRule.SUM, edit="A", held=True)
    assert options.to_query() == "tab=list"
