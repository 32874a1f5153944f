import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.sessions.findings import FindingRule, Findings, RuleFindings
from dashboard.domain.sessions.options import SessionOptions, SessionSort, SessionsTab
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.history import CellDifference, Deed, HistoryStep
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.sessions.desk import SessionHistory
from dashboard.queries.sessions.list import SessionPage
from dashboard.queries.sessions.view import SessionsView
from layouts.sessions import list as session_list
from layouts.sessions.history import history
from tests.layouts.tree import walk, words
from tests.support import samples

AT = "2015-03-01T12:00:00+00:00"
LIST = SessionOptions(tab=SessionsTab.LIST)
READING = replace(samples.reading(), audience=Audience.COORDINATOR, filters=Filters())
FOUND = Findings({rule: RuleFindings() for rule in FindingRule})


def stored(reference, **changes):
    record = SessionRecord(reference, date(2015, 3, 2), "delivered", "discussion", "fr", "SH-01")
    return SessionState(replace(record, **changes), 2, AT, "Ana")


SESSIONS = (stored("A", total=1200), stored("P & Q", status="planned"))
PAGE = SessionPage(SESSIONS, 102, 2, 3)


def worked(options=LIST, role=Role.COORDINATOR, **parts):
    reading = replace(READING, reader=Reader("Bo", role))
    return SessionsView(reading, options, FOUND, "America/Toronto", page=PAGE, **parts)


def drawn(options=LIST, locale=Locale.EN, page=PAGE):
    return session_list.drawing(worked(options), page, locale)


def test_labels_have_the_reference_where_two_sessions_share_day_and_venue():
    page = replace(PAGE, sessions=(*SESSIONS, stored("C", date=date(2015, 3, 3))))
    table = drawn(page=page)["view-sessions-table"]
    labels = [getattr(one, "aria-label", "") for one in walk(table)]
    for way in ("Edit", "History of", "Quick edit:"):
        assert f"{way} 2015-03-02, SH-01, A" in labels
        assert f"{way} 2015-03-02, SH-01, P & Q" in labels
        assert f"{way} 2015-03-03, SH-01" in labels
    assert "It took place: 2015-03-02, SH-01, P & Q" in labels


def links(tree):
    return {words(one).strip(): one.href for one in walk(tree) if type(one).__name__ == "A"}


def test_a_form_knows_the_list_that_it_is_opened_from():
    found = links(drawn(replace(LIST, status="planned", search="x", page=2))["view-sessions-table"])
    for way in ("Edit", "It took place"):
        assert "status=planned&search=x&page=2" in found[way]


def test_each_session_is_told_with_its_last_change():
    said = words(drawn()["view-sessions-table"])
    assert "2015-03-02" in said
    assert "1,200" in said
    assert "2015-03-01, 07:00 Ana" in " ".join(said.split())


def test_a_venue_has_its_name_beside_the_code_and_one_known_by_its_code_its_type():
    page = replace(PAGE, sessions=(stored("A", venue="HS-01"), stored("B", venue="SH-01")))
    said = words(drawn(locale=Locale.FR, page=page)["view-sessions-table"])
    assert READING.vocabulary.venues["HS-01"].label_fr in said
    assert said.count("SH-01") == 1
    assert "SH-01 Refuge" in " ".join(said.split())


def test_only_what_is_planned_can_be_said_to_have_taken_place():
    tree = drawn()["view-sessions-table"]
    assert words(tree).count("It took place") == 1
    (reports,) = [one for one in walk(tree) if getattr(one, "className", "") == "worklist__reports"]
    assert words(reports) == "It took place It did not take place"
    assert "Quick edit Edit History It took place" in " ".join(words(tree).split())
    found = links(drawn(locale=Locale.FR)["view-sessions-table"])
    assert found["Elle a eu lieu"] == "/fr/seances?edit=P+%26+Q&held=1"


@pytest.mark.parametrize("locale", Locale)
def test_what_is_heard_of_a_button_holds_what_stands_on_it(locale):
    """Who speaks to the page says what they see (WCAG 2.5.3)."""
    ahead = stored("C", status="planned", date=date(2999, 1, 1))
    page = replace(PAGE, sessions=(*SESSIONS, ahead))
    found = [
        (words(one), getattr(one, "aria-label"))
        for one in walk(drawn(locale=locale, page=page)["view-sessions-table"])
        if hasattr(one, "aria-label") and type(one).__name__ in ("A", "Button")
    ]
    assert len(found) == 3 * 3 + 2 + 1
    assert [pair for pair in found if pair[0] not in pair[1]] == []


def test_the_boxes_carry_the_version_that_was_seen():
    boxes = [one for one in walk(drawn()["view-sessions-table"]) if hasattr(one, "data-choose")]
    assert [(getattr(b, "data-choose"), getattr(b, "data-version")) for b in boxes] == [
        ("A", "2"),
        ("P & Q", "2"),
    ]


def test_a_heading_sorts_and_turns_the_order_it_has():
    by_total = replace(LIST, sort=SessionSort.TOTAL, page=2)
    found = links(drawn(by_total)["view-sessions-table"])
    assert found["Total ▼"] == "/en/sessions?tab=list&sort=total&order=asc"
    assert found["Venue"] == "/en/sessions?tab=list&sort=venue&order=asc"


def test_the_pager_leads_both_ways_and_is_left_out_for_one_page():
    found = links(drawn(replace(LIST, page=2))["view-sessions-pager"])
    assert found["Next page"].endswith("page=3")
    assert found["Previous page"] == "/en/sessions?tab=list"
    assert drawn(page=replace(PAGE, page=1, pages=1))["view-sessions-pager"] is None


def test_without_sessions_there_is_nothing_to_change():
    nothing = drawn(page=SessionPage((), 0, 1, 1))
    assert nothing["view-sessions-bulk"] is None
    assert nothing["view-sessions-table"] is None
    assert nothing["view-sessions-fields"] is not None


STEPS = (
    HistoryStep(
        9, AT, "Ana", None, Deed.CHANGED, (CellDifference("status", "planned", "cancelled"),)
    ),
    HistoryStep(4, AT, "Bo", 3, Deed.ADDED, (CellDifference("venue", "", "SH-01"),)),
)


@pytest.mark.parametrize(
    ("role", "now", "versions"),
    [
        (Role.COORDINATOR, SESSIONS[0], []),
        (Role.ADMIN, SESSIONS[0], [("9", "2")]),
        (Role.ADMIN, None, [("9", "")]),
    ],
)
def test_admins_alone_restore_and_only_what_had_a_state_before(role, now, versions):
    changed = SessionHistory(now, STEPS, {3: "march.csv"})
    part = history(worked(replace(LIST, history="A"), role, history=changed), Locale.EN)
    found = [one for one in walk(part) if hasattr(one, "data-restore")]
    assert [(getattr(b, "data-restore"), getattr(b, "data-version")) for b in found] == versions
    said = words(part)
    assert "Status planned cancelled" in said
    assert "Logged by Bo with the file march.csv (import 3)" in said


@pytest.mark.parametrize(
    ("now", "title"),
    [
        (SESSIONS[1], "Session history: 2015-03-02, SH-01 P & Q"),
        (None, "Session history: P & Q"),
    ],
)
def test_a_history_is_named_like_its_session_or_by_the_reference_of_one_that_is_gone(now, title):
    part = history(
        worked(replace(LIST, history="P & Q"), history=SessionHistory(now, STEPS, {})), Locale.EN
    )
    (heading,) = [one for one in walk(part) if type(one).__name__ == "H2"]
    assert re.sub(" +", " ", words(heading)) == title


def test_a_session_from_before_the_log_has_no_history_to_show():
    changed = SessionHistory(SESSIONS[0], (), {})
    part = history(worked(replace(LIST, history="A"), history=changed), Locale.EN)
    assert "No change to this session is on record." in words(part)
    assert history(worked(), Locale.EN) is None


@pytest.mark.parametrize("locale", list(Locale))
def test_the_total_of_a_session_that_was_only_planned_was_no_count(locale):
    reported = (
        CellDifference("status", "planned", "delivered"),
        CellDifference("total", "0", "7"),
        CellDifference("12-14", "", "7"),
    )
    nobody = (CellDifference("total", "7", "0"),)
    steps = (
        HistoryStep(9, AT, "Ana", None, Deed.CHANGED, nobody),
        HistoryStep(8, AT, "Ana", None, Deed.CHANGED, reported),
    )
    changed = SessionHistory(SESSIONS[0], steps, {})
    part = history(worked(replace(LIST, history="A"), history=changed), locale)
    nobody_then, *_, total, _ = [words(one) for one in walk(part) if type(one).__name__ == "Tr"][1:]
    assert nobody_then.split()[-2:] == ["7", "0"]
    uncounted = {Locale.EN: "not counted", Locale.FR: "non compté"}[locale]
    assert total.split()[1:] == [*uncounted.split(), "7"]


def test_numbers_in_a_history_are_aligned_as_numbers():
    step = HistoryStep(9, AT, "Ana", None, Deed.CHANGED, (CellDifference("total", "12", ""),))
    changed = SessionHistory(SESSIONS[0], (step,), {})
    part = history(worked(replace(LIST, history="A"), history=changed), Locale.EN)
    cells = [(words(one), one.className) for one in walk(part) if type(one).__name__ == "Td"]
    assert cells[0] == ("12", "number")
    assert cells[1][1] == ""
