from dataclasses import replace
from datetime import date, timedelta

import pytest

from callbacks import sessions as view
from dashboard.domain.audience import Audience
from dashboard.domain.filters import Filters
from dashboard.domain.findings import Choice, Finding, Findings, Found, Overdue, Rule
from dashboard.i18n import Locale
from layouts.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support import samples

DAY = date(2015, 3, 1)


def overdue(number):
    return Finding(
        Rule.OVERDUE,
        (f"A {number}/é",),
        "SH-01",
        DAY - timedelta(number),
        Overdue("discussion", number + 24),
    )


FOUND = Findings(
    {rule: Found() for rule in Rule} | {Rule.OVERDUE: Found(90, tuple(map(overdue, range(30))))}
)
NOTHING = Findings({rule: Found() for rule in Rule})
READING = replace(samples.reading(), audience=Audience.COORDINATOR, hidden_up_to=0, open_items=90)


class Asked:
    """Answers for one audience; remembers the queries."""

    def __init__(self, audience):
        self.audience, self.queries = audience, []

    def findings(self, query):
        self.queries.append(query)
        return READING, FOUND


def page(found=FOUND, choice=None, locale=Locale.EN, **parts):
    return view.page_of(replace(READING, **parts), found, choice or Choice(), locale)


def links(tree):
    return [each.href for each in walk(tree) if type(each).__name__ == "A"]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("choice", [Choice(), Choice(Rule.SUM)])
def test_everything_drawn_has_its_place_in_the_page(locale, choice):
    drawn = view.update_of(READING, FOUND, choice, locale)
    assert set(drawn["parts"]) <= set(ids(page(choice=choice, locale=locale)))


def test_every_rule_is_told_even_if_it_found_nothing():
    said = words(page())
    for title in ("Likely duplicates", "Totals that do not add up", "No facilitator named"):
        assert said.count(title) == 2
    assert said.count("Nothing to mend") == 2 * (len(Rule) - 1)


def test_each_link_down_has_its_place():
    down = [href.removeprefix("#") for href in links(page()) if href.startswith("#view")]
    assert len(down) == len(Rule)
    assert set(down) <= set(ids(page()))


def test_without_anything_to_mend_the_view_says_so_once():
    said = words(page(NOTHING))
    assert "Everything adds up" in said
    assert said.count("Nothing to mend") == len(Rule)


def test_the_first_are_shown_until_a_rule_is_chosen():
    def shown(**options):
        return words(page(**options)).count("is still planned")

    assert shown() == 20
    assert "Show all 90: Planned, but the date has passed" in words(page())
    assert shown(choice=Choice(Rule.OVERDUE)) == 30
    assert "… and 60 more" in words(page(choice=Choice(Rule.OVERDUE)))
    assert shown(choice=Choice(Rule.SUM)) == 0


def test_links_within_the_view_keep_the_filters_of_the_others():
    filtered = replace(READING, filters=Filters(language=("fr",)))
    found = links(view.page_of(filtered, FOUND, Choice(), Locale.FR))
    assert "/fr/seances?language=fr&rule=overdue" in found
    chosen = links(view.page_of(filtered, FOUND, Choice(Rule.OVERDUE), Locale.FR))
    assert "/fr/seances?language=fr" in chosen
    assert "/en/sessions?language=fr&rule=overdue" in chosen


def test_a_finding_leads_to_its_session_at_its_venue():
    assert "/fr/lieux?open=SH-01#session-A%200%2F%C3%A9" in links(page(locale=Locale.FR))


def test_a_change_is_announced():
    parts = view.update_of(READING, FOUND, Choice(Rule.OVERDUE), Locale.EN)["parts"]
    assert parts[slot("announcement")] == "Planned, but the date has passed: 90 things to mend"
    assert slot("announcement") not in view.drawing(READING, FOUND, Choice(), Locale.EN)["parts"]


def test_the_committee_is_told_whom_the_view_is_for_and_nothing_is_looked_up():
    answers = Asked(Audience.COMMITTEE)
    said = words(view.page(answers, "rule=overdue", Locale.EN))
    assert "This view is for coordinators" in said
    assert view.update(answers, "rule=overdue", Locale.EN) == {"parts": {}}
    assert not answers.queries


def test_a_coordinator_gets_what_the_address_asks_for():
    answers = Asked(Audience.COORDINATOR)
    assert words(view.page(answers, "rule=overdue", Locale.EN)).count("is still planned") == 30
    assert view.update(answers, "", Locale.EN)["parts"][slot("showing")] == "90 things to mend"
