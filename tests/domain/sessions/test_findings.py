from datetime import date

import pytest

from dashboard.domain.sessions.findings import Choice, Finding, Findings, Found, Overdue, Rule

FINDING = Finding(Rule.OVERDUE, ("S1",), "SH-01", date(2015, 1, 1), Overdue("discussion", 3))


def test_what_is_not_shown_is_counted():
    assert Found(3, (FINDING,)).more == 2
    assert Findings({Rule.OVERDUE: Found(3, (FINDING,)), Rule.SUM: Found(2)}).open_items == 5


@pytest.mark.parametrize("rule", Rule)
def test_a_choice_comes_back_from_its_address(rule):
    assert Choice.parse(Choice(rule).to_query()) == Choice(rule)


@pytest.mark.parametrize("query", ["", "rule=", "rule=x", "language=fr", "rule=DUPLICATE", "%%=&;"])
def test_what_is_not_understood_is_no_choice(query):
    assert Choice.parse(query) == Choice()
    assert Choice().to_query() == ""
