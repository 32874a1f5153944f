from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from callbacks import sessions as view
from dashboard.domain.sessions import options as session_options
from dashboard.domain.sessions.findings import (
    Copies,
    Finding,
    FindingRule,
    Findings,
    Overdue,
    RuleFindings,
)
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.queries.sessions.desk import FormStart, OverdueSessions
from dashboard.queries.sessions.list import SessionPage
from dashboard.queries.sessions.view import SessionsView
from layouts.shared import header
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support import samples

DAY = date(2015, 3, 1)


def overdue(number):
    return Finding(
        FindingRule.OVERDUE,
        (f"A {number}/é",),
        "SH-01",
        DAY - timedelta(number),
        Overdue("discussion", number + 24),
        (1,),
    )


FOUND = Findings(
    {rule: RuleFindings() for rule in FindingRule}
    | {FindingRule.OVERDUE: RuleFindings(90, tuple(map(overdue, range(30))))}
)
NOTHING = Findings({rule: RuleFindings() for rule in FindingRule})
MEND = SessionOptions(tab=SessionsTab.MEND)
READING = replace(samples.reading(), audience=Audience.COORDINATOR, hidden_up_to=0, open_items=90)


@dataclass
class Asked:
    """Who asks, and for which queries."""

    audience: Audience
    queries: list[str] = field(default_factory=list)

    def standing(self, _query):
        """What every page may know, whoever reads it."""
        return READING


def found_for(asked, query):
    """The same findings, whatever is asked; the query is remembered."""
    asked.queries.append(query)
    return worked(FOUND, session_options.parse(query))


def worked(found=FOUND, options=MEND, reading=READING):
    return SessionsView(reading, options, found, "America/Toronto")


def page(found=FOUND, rule=None, locale=Locale.EN, **parts):
    options = replace(MEND, rule=rule)
    return view.page_of(worked(found, options, replace(READING, **parts)), locale)


def links(tree):
    return [each.href for each in walk(tree) if type(each).__name__ == "A"]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("rule", [None, FindingRule.SUM])
def test_everything_drawn_has_its_place_in_the_page(locale, rule):
    drawn = view.update_of(worked(options=replace(MEND, rule=rule)), locale)
    assert set(drawn["parts"]) <= set(ids(page(rule=rule, locale=locale)))


def test_every_rule_is_told_even_if_it_found_nothing():
    said = words(page())
    for title in ("Likely duplicates", "Totals that do not add up", "No facilitator named"):
        assert said.count(title) == 2
    assert said.count("Nothing to fix") == len(FindingRule)  # on their cards, and above them all


def test_a_chosen_rule_without_findings_says_what_it_looked_for():
    said = words(page(NOTHING, FindingRule.SUM))
    assert "Sessions whose age groups do not add up to the total." in said
    assert "Likely duplicates" not in said


def test_each_link_down_has_its_place():
    down = [href.removeprefix("#") for href in links(page()) if href.startswith("#view")]
    assert len(down) == len(FindingRule)
    assert set(down) <= set(ids(page()))


def test_without_anything_to_mend_the_view_says_so_once():
    said = words(page(NOTHING))
    assert "Everything adds up" in said
    assert said.count("Nothing to fix") == 1


def test_the_rest_is_a_link_until_a_rule_is_chosen():
    def shown(**options):
        return words(page(**options)).count("is still planned")

    assert shown() == 30
    assert "Show all 90: Planned, but the date has passed" in words(page())
    assert shown(rule=FindingRule.OVERDUE) == 30
    assert "… and 60 more" not in words(page())
    assert "… and 60 more" in words(page(rule=FindingRule.OVERDUE))
    assert shown(rule=FindingRule.SUM) == 0


def test_links_within_the_view_keep_the_filters_of_the_others():
    filtered = replace(READING, filters=Filters(language=("fr",)))
    found = links(view.page_of(worked(reading=filtered), Locale.FR))
    assert "/fr/seances?language=fr&rule=overdue" in found
    overdue = worked(options=replace(MEND, rule=FindingRule.OVERDUE), reading=filtered)
    chosen = links(view.page_of(overdue, Locale.FR))
    assert "/fr/seances?language=fr&tab=mend" in chosen
    assert "/en/sessions?language=fr&rule=overdue" in chosen


def test_a_finding_leads_to_its_session_at_its_venue():
    assert "/fr/lieux?open=SH-01#session-A%200%2F%C3%A9" in links(page(locale=Locale.FR))


def test_likely_duplicates_are_told_apart_and_then_named_by_their_references():
    one = SessionTraits(1, "A-1", "delivered", "discussion", "fr", 12, None, frozenset({"F-1"}))
    plan = replace(one, reference="A-2", status="planned", total=0)
    reason = Copies("discussion", ("F-1",), all_the_same=False, planned=("A-2",))
    copies = Finding(
        FindingRule.DUPLICATE, ("A-1", "A-2"), "SH-01", DAY, reason, (1, 1), (one, plan)
    )
    found = Findings({**NOTHING.by_rule, FindingRule.DUPLICATE: RuleFindings(1, (copies,))})
    said = " ".join(words(page(found)).split())
    assert "Delivered, 12 participations Open Edit A-1 Planned Open Edit A-2" in said
    labels = [getattr(one, "aria-label", "") for one in walk(page(found))]
    assert f"Open {DAY}, SH-01, delivered, 12 participations, A-1" in labels
    assert f"Edit {DAY}, SH-01, planned, A-2" in labels


def test_the_links_of_a_finding_are_named_by_day_and_venue():
    labels = [getattr(one, "aria-label", "") for one in walk(page())]
    assert f"Open {DAY}, SH-01" in labels
    assert f"Edit {DAY}, SH-01" in labels


def test_a_change_is_announced():
    chosen = worked(options=replace(MEND, rule=FindingRule.OVERDUE))
    parts = view.update_of(chosen, Locale.EN)["parts"]
    assert parts[slot("announcement")] == "Planned, but the date has passed: 90 issues to fix"
    assert slot("announcement") not in view.drawing(worked(), Locale.EN)["parts"]


@pytest.mark.parametrize("left", [89, 0])
def test_a_change_tells_the_header_how_much_is_left_to_fix(left):
    """The tab beside it says the same number."""
    found = Findings(FOUND.by_rule | {FindingRule.OVERDUE: RuleFindings(left)})
    changed = worked(found, reading=replace(READING, open_items=left))
    drawn = view.update_of(changed, Locale.EN)["parts"][header.TO_MEND]
    assert (words(drawn) if drawn else "") == ("89 to fix" if left else "")


def test_the_committee_is_told_whom_the_view_is_for_and_nothing_is_looked_up(monkeypatch):
    monkeypatch.setattr(view, "sessions_view", found_for)
    answers = Asked(Audience.COMMITTEE)
    said = words(view.page(answers, "rule=overdue", Locale.EN))
    assert "This view is for coordinators" in said
    assert view.update(answers, "rule=overdue", Locale.EN) == {"parts": {}}
    assert not answers.queries


def test_a_coordinator_gets_what_the_address_asks_for(monkeypatch):
    monkeypatch.setattr(view, "sessions_view", found_for)
    answers = Asked(Audience.COORDINATOR)
    assert words(view.page(answers, "rule=overdue", Locale.EN)).count("is still planned") == 30
    assert (
        view.update(answers, "tab=mend", Locale.EN)["parts"][slot("showing")] == "90 issues to fix"
    )


LIST, LOG = SessionOptions(tab=SessionsTab.LIST), SessionOptions()
STORED = SessionState(
    SessionRecord("A", DAY, "delivered", "discussion", "fr", "SH-01"),
    1,
    "2015-03-01T12:00:00+00:00",
    "Ana",
)
LISTED = replace(worked(options=LIST), page=SessionPage((STORED,), 1, 1, 1))
BEGUN = replace(worked(options=LOG), begun=FormStart(("F-1",)))
IMPORT = worked(options=SessionOptions(tab=SessionsTab.IMPORT))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("shown", [LISTED, BEGUN, IMPORT])
def test_whatever_a_tab_draws_has_its_place_in_the_page_of_any_tab(locale, shown):
    drawn = view.update_of(shown, locale)
    assert set(drawn["parts"]) <= set(ids(page(locale=locale)))
    assert drawn["tab"] == shown.options.tab


def test_the_open_tab_alone_is_seen():
    def seen(shown):
        tabs = [one for one in walk(view.page_of(shown, Locale.EN)) if hasattr(one, "data-tab")]
        return [getattr(one, "data-tab") for one in tabs if not one.hidden]

    assert seen(LISTED) == [SessionsTab.LIST, SessionsTab.LIST]  # its filters, and the list itself
    assert seen(BEGUN) == [SessionsTab.LOG]
    assert seen(IMPORT) == [SessionsTab.IMPORT]
    assert seen(worked()) == [SessionsTab.MEND]


def test_the_tabs_are_links_and_say_how_much_there_is_to_mend():
    said = links(view.drawing(BEGUN, Locale.EN)["parts"][slot("tabs")])
    tabs = ["?tab=list", "?tab=import", "?tab=mend"]
    assert said == ["/en/sessions", *(f"/en/sessions{tab}" for tab in tabs)]
    assert "To fix   90" in words(view.drawing(LISTED, Locale.EN)["parts"][slot("tabs")])


def test_the_list_says_how_many_it_holds_and_which_filters_it_keeps():
    filtered = replace(LISTED, reading=replace(READING, filters=Filters(language=("fr",))))
    parts = view.drawing(filtered, Locale.EN)["parts"]
    assert parts[slot("showing")] == "1 session, filtered"
    assert "Language: French" in words(parts[slot("badges")])
    for other in (BEGUN, IMPORT):
        parts = view.drawing(other, Locale.EN)["parts"]
        assert (parts[slot("badges")], parts[slot("showing")]) == (None, None)


PLANNED = replace(STORED, record=replace(STORED.record, status="planned"))


def waits(**options):
    begun = FormStart(("F-1",), overdue=OverdueSessions((PLANNED,), 7), **options)
    return replace(worked(options=SessionOptions(edit="A" if options else "")), begun=begun)


def test_what_waits_for_a_report_stands_above_a_new_session():
    drawn = view.drawing(waits(), Locale.EN)["parts"][slot("desk", "waiting")]
    assert "Awaiting a report: 7" in words(drawn)
    assert "/en/sessions?edit=A&held=1" in links(drawn)
    assert "/en/sessions?to=2015-03-25&tab=list&status=planned&order=asc" in links(drawn)


def test_it_does_not_stand_in_the_way_of_a_correction_but_returns_after_a_report():
    for edited, held, is_told in (
        (STORED, False, False),
        (PLANNED, True, False),
        (STORED, True, True),
    ):
        shown = waits(edited=edited)
        shown = replace(shown, options=replace(shown.options, held=held))
        drawn = view.drawing(shown, Locale.EN)["parts"][slot("desk", "waiting")]
        assert (drawn is not None) is is_told


def test_before_its_day_a_plan_can_be_cancelled_but_not_reported():
    ahead = replace(PLANNED, record=replace(PLANNED.record, date=READING.today + timedelta(1)))
    for stored, number in ((ahead, 0), (PLANNED, 1)):
        page = SessionPage((stored,), 1, 1, 1)
        table = view.drawing(replace(LISTED, page=page), Locale.EN)["parts"][
            slot("sessions", "table")
        ]
        assert words(table).count("It took place") == number
        assert [
            getattr(one, "data-cancel") for one in walk(table) if hasattr(one, "data-cancel")
        ] == ["A"]
