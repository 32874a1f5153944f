from datetime import date

import pytest

from dashboard.domain.sessions.findings import (
    Finding,
    FindingRule,
    Findings,
    Overdue,
    RuleChoice,
    RuleFindings,
)

FINDING = Finding(FindingRule.OVERDUE, ("S1",), "SH-01", date(2015, 1, 1), Overdue("discussion", 3))


def test_what_is_not_shown_is_counted():
    assert RuleFindings(3, (FINDING,)).more == 2
    assert (
        Findings(
            {FindingRule.OVERDUE: RuleFindings(3, (FINDING,)), FindingRule.SUM: RuleFindings(2)}
        ).open_items
        == 5
    )


@pytest.mark.parametrize("rule", FindingRule)
def test_a_choice_comes_back_from_its_address(rule):
    assert RuleChoice.parse(RuleChoice(rule).to_query()) == RuleChoice(rule)


@pytest.mark.parametrize("query", ["", "rule=", "rule=x", "language=fr", "rule=DUPLICATE", "%%=&;"])
def test_what_is_not_understood_is_no_choice(query):
    assert RuleChoice.parse(query) == RuleChoice()
    assert RuleChoice().to_query() == ""
