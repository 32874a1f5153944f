"""The fix-it list against a slow and obvious one, and on faults put in by hand."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.desk.findings import check
from dashboard.domain.sessions.findings import (
    SHOWN_OF_EACH,
    Copies,
    FarDate,
    FindingRule,
    Nobody,
    NoFacilitator,
    Overdue,
    Sums,
    Unusual,
)
from dashboard.domain.sessions.outliers import usual_ranges
from dashboard.domain.shared.audience import Audience
from dashboard.queries.answers import Answers
from dashboard.queries.sessions.findings import duplicates, findings
from dashboard.queries.sessions.view import sessions_view
from dashboard.settings import Settings
from dashboard.tables import Attendance, OutreachSession
from dashboard.writes.bulk import insert_rows
from dashboard.writes.findings import KeptFindings
from dashboard.writes.service import Writer
from tests.queries.worlds import AGES, FIRST_DAY, KINDS, VENUES, a_session, store

TODAY = date(2015, 3, 25)
PEOPLE = ("F1", "F2", "F3")
MANY = 10_000

crowded_worlds = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# Few venues and days, so that sessions meet; a total may differ from the sum of the age groups.
CROWDED = st.lists(
    st.fixed_dictionaries(
        {
            "held_on": st.integers(0, 3).map(lambda n: TODAY + timedelta(n - 2)),
            "status": st.sampled_from(("delivered", "delivered", "planned", "cancelled")),
            "kind": st.sampled_from(KINDS),
            "language": st.sampled_from(("en", "fr")),
            "venue": st.sampled_from(("SH-01", "HS-01")),
            "attendance": st.dictionaries(st.sampled_from(AGES[:2]), st.integers(1, 2)),
            "total": st.integers(0, 3) | st.just(90),
            "facilitators": st.sets(st.sampled_from(PEOPLE), max_size=2),
        }
    ).map(lambda s: a_session(**(s if s["status"] == "delivered" else s | {"total": 0}))),
    max_size=20,
)


def put(connection, sessions):
    """Store sessions that may have facilitators, and totals that their ages do not give."""
    store(connection, [session | {"attendance": {}} for session in sessions])
    ages = []
    for number, session in enumerate(sessions, start=1):
        total = session.get("total", sum(session["attendance"].values()))
        if total:
            this = OutreachSession.id == number
            connection.execute(update(OutreachSession).where(this).values(total=total))
        ages += [(number, age, count) for age, count in session["attendance"].items()]
    insert_rows(connection, Attendance, ("session_id", "age_group", "participations"), ages)
    KeptFindings(connection).rebuild()


@pytest.fixture
def find(engine):
    """What the rules find among these sessions, named S1, S2 and so on."""

    def find(*sessions, rule, today=TODAY, **options):
        with writing(engine) as connection:
            put(connection, sessions)
        with reading(engine) as connection:
            return findings(connection, today, **options).by_rule[rule]

    return find


def led(held_on=FIRST_DAY, **changes):
    """A session that no rule minds."""
    return a_session(held_on, facilitators={"F1"}, attendance={"15-17": 20}, **changes)


def found_in(engine, sessions, **options):
    connection = engine.connect().execution_options(impact_writes=True)
    with connection:
        connection.begin()
        put(connection, sessions)
        return findings(connection, TODAY, **options)


# The whole, against the slow list


@crowded_worlds
@given(sessions=CROWDED)
def test_the_list_is_what_a_slow_search_gives(engine, sessions):
    found = found_in(engine, sessions)
    shown = {
        rule: {frozenset(one.references) for one in found.by_rule[rule].first}
        for rule in FindingRule
    }
    assert shown == slow(sessions)
    assert {rule: found.by_rule[rule].count for rule in FindingRule} == {
        rule: len(groups) for rule, groups in slow(sessions).items()
    }
    assert found.open_items == sum(map(len, slow(sessions).values()))


@crowded_worlds
@given(sessions=CROWDED, first=st.integers(0, 3))
def test_a_shorter_list_is_the_beginning_of_the_longer_one(engine, sessions, first):
    short, whole = (found_in(engine, sessions, first=n) for n in (first, MANY))
    assert short.open_items == whole.open_items
    for rule in set(FindingRule) - {
        FindingRule.DUPLICATE
    }:  # whose ages are compared for the first ones only
        assert short.by_rule[rule].first == whole.by_rule[rule].first[:first]


@crowded_worlds
@given(sessions=CROWDED, only=st.sampled_from(FindingRule))
def test_the_list_of_one_rule_is_as_in_that_of_all(engine, sessions, only):
    one, all_ = found_in(engine, sessions, only=only), found_in(engine, sessions)
    assert one.by_rule[only] == all_.by_rule[only]
    assert [(rule, each.count, each.checked) for rule, each in one.by_rule.items()] == [
        (rule, each.count, each.checked) for rule, each in all_.by_rule.items()
    ]
    assert not any(each.first for rule, each in one.by_rule.items() if rule is not only)


def test_a_page_lists_what_it_shows(engine):
    """The first of each rule, or more of the chosen one and none of the others."""
    with writing(engine) as connection:
        days = [TODAY - timedelta(days=at) for at in range(1, SHOWN_OF_EACH + 2)]
        put(connection, [a_session(day, status="planned") for day in days])
    answers = Answers(engine, Settings(), Audience.COORDINATOR)

    def listed(query):
        found = sessions_view(answers, f"tab=mend{query}").found.by_rule
        return {rule: len(one.first) for rule, one in found.items() if one.first}

    assert listed("")[FindingRule.OVERDUE] == SHOWN_OF_EACH
    assert listed("&rule=overdue") == {FindingRule.OVERDUE: SHOWN_OF_EACH + 1}


@crowded_worlds
@given(sessions=CROWDED)
def test_copies_are_told_what_all_of_them_have_in_common(engine, sessions):
    by_name = {f"S{n}": session for n, session in enumerate(sessions, start=1)}
    found = found_in(engine, sessions)
    ranks = []
    for finding in found.by_rule[FindingRule.DUPLICATE].first:
        members = [by_name[reference] for reference in finding.references]
        copies = finding.reason
        assert {(s["venue"], s["held_on"]) for s in members} == {(finding.venue, finding.day)}
        kinds = {session["kind"] for session in members}
        assert copies.kind == (kinds.pop() if len(kinds) == 1 else None)
        assert set(copies.facilitators) == set.intersection(*(s["facilitators"] for s in members))
        told = [{**session, "facilitators": None} for session in members]
        assert copies.all_the_same == all(session == members[0] for session in members)
        statuses = {session["status"] for session in members}
        plans = {r for r in finding.references if by_name[r]["status"] == "planned"}
        assert set(copies.planned) == (plans if "delivered" in statuses else set())
        ranks.append((any(session != told[0] for session in told), TODAY - finding.day))
    assert ranks == sorted(ranks)


def slow(sessions, apart=frozenset()):
    """The references that each rule finds, one session after the other.

    ``apart`` are duplicates no more: somebody says that they are sessions of their own.
    """
    named = [(f"S{n}", session) for n, session in enumerate(sessions, start=1)]
    return {
        FindingRule.DUPLICATE: slow_duplicates(named),
        FindingRule.SUM: {
            frozenset([r]) for r, s in named if s["total"] != sum(s["attendance"].values())
        },
        FindingRule.FAR_DATE: set(),  # the few days of crowded worlds are none
        FindingRule.OUTLIER: slow_outliers(named),
        FindingRule.OVERDUE: slow_overdue(named, apart),
        FindingRule.NO_FACILITATOR: {
            frozenset([r]) for r, s in named if s["status"] != "cancelled" and not s["facilitators"]
        },
    }


def slow_duplicates(named):
    """Join the groups of every pair that is alike, until nothing changes."""
    groups = [{reference} for reference, _ in named]
    for (one, a), (other, b) in combinations(named, 2):
        if alike(a, b) and "cancelled" not in (a["status"], b["status"]):
            first, second = (next(g for g in groups if name in g) for name in (one, other))
            if first is not second:
                groups = [g for g in groups if g not in (first, second)] + [first | second]
    return {frozenset(group) for group in groups if len(group) > 1}


def alike(a, b):
    same_place = (a["venue"], a["held_on"]) == (b["venue"], b["held_on"])
    return same_place and bool(a["kind"] == b["kind"] or a["facilitators"] & b["facilitators"])


def slow_overdue(named, apart):
    """Past plans, but those that are like a delivered session."""
    held = [s for _, s in named if s["status"] == "delivered"]
    return {
        frozenset([reference])
        for reference, s in named
        if s["status"] == "planned" and s["held_on"] < TODAY
        if reference in apart or not any(alike(s, other) for other in held)
    }


def slow_outliers(named):
    totals = {}
    for _, s in named:
        if s["status"] == "delivered":
            totals.setdefault((s["kind"], VENUES[s["venue"]]), Counter())[s["total"]] += 1
    ranges = usual_ranges(totals)
    return {
        frozenset([reference])
        for reference, s in named
        if s["status"] == "delivered" and s["total"] == sum(s["attendance"].values())
        if s["total"] not in ranges.get((s["kind"], VENUES[s["venue"]]), range(1, MANY))
    }


# What somebody checked and found right

CHANGED = st.sampled_from(({"note": "longer"}, {"language": "bilingual"}, {"kind": KINDS[0]}))
CHANGES = st.lists(st.tuples(st.integers(0, 19), CHANGED), max_size=3)


@crowded_worlds
@given(sessions=CROWDED, chosen=st.sets(st.integers(0, 30)), changes=CHANGES)
def test_what_was_checked_is_right_until_one_of_its_sessions_changes(
    engine, sessions, chosen, changes
):
    connection = engine.connect().execution_options(impact_writes=True)
    with connection:
        connection.begin()
        put(connection, sessions)
        every = [
            one
            for rule in findings(connection, TODAY, first=None).by_rule.values()
            for one in rule.first
        ]
        checked = {}
        for finding in (one for n, one in enumerate(every) if n in chosen):
            writer = Writer(connection, "Ana")
            seen = dict(zip(finding.references, finding.versions, strict=True))
            assert check(writer, TODAY, finding.rule, seen, "two classes").key == finding.key
            names = frozenset(finding.references)
            checked[finding.rule, names] = snapshot(sessions, names)
        sessions = [dict(session) for session in sessions]
        for number, change in changes:
            if number < len(sessions):
                sessions[number] |= change
                this = OutreachSession.id == number + 1
                connection.execute(update(OutreachSession).where(this).values(**change))
        KeptFindings(connection).rebuild()
        found = findings(connection, TODAY, first=None)
    right = {place for place, was in checked.items() if snapshot(sessions, place[1]) == was}
    groups = slow(sessions)[FindingRule.DUPLICATE]
    apart = {names for rule, names in right if rule is FindingRule.DUPLICATE} & groups
    wrong = slow(sessions, frozenset().union(*apart))
    for rule, by_rule in found.by_rule.items():
        of_rule = {names for one, names in right if one is rule}
        assert {frozenset(one.references) for one in by_rule.first} == wrong[rule] - of_rule
        assert by_rule.count == len(wrong[rule] - of_rule)
        told = [frozenset(one.finding.references) for one in by_rule.checked]
        assert sorted(map(sorted, told)) == sorted(map(sorted, wrong[rule] & of_rule))
        assert {(one.author, one.reason) for one in by_rule.checked} <= {("Ana", "two classes")}


def snapshot(sessions, names):
    return {name: dict(sessions[int(name[1:]) - 1]) for name in names}


# Faults put in by hand


def test_sessions_without_a_fault_are_not_on_the_list(engine):
    sessions = [led(FIRST_DAY + timedelta(n)) for n in range(20)]
    found = found_in(engine, [*sessions, led(TODAY, status="planned") | {"attendance": {}}])
    assert found.open_items == 0


def test_three_copies_are_one_finding_and_a_cancelled_one_is_none_of_them(find):
    cancelled = led(status="cancelled") | {"attendance": {}}
    found = find(led(), led(), led(), cancelled, rule=FindingRule.DUPLICATE)
    (finding,) = found.first
    assert finding.references == ("S1", "S2", "S3")
    assert (finding.venue, finding.day) == ("HS-01", FIRST_DAY)
    assert finding.reason == Copies("information_forum", ("F1",), True)


def test_copies_that_differ_in_nothing_come_before_later_ones(find):
    later = FIRST_DAY + timedelta(7)
    found = find(led(later), led(later, language="fr"), led(), led(), rule=FindingRule.DUPLICATE)
    assert [finding.references for finding in found.first] == [("S3", "S4"), ("S1", "S2")]


def test_the_same_total_of_other_ages_is_not_the_same_session(find):
    other = led() | {"attendance": {"12-14": 20}}
    (finding,) = find(led(), other, rule=FindingRule.DUPLICATE).first
    assert not finding.reason.all_the_same


def test_a_plan_that_was_logged_anew_is_named(find):
    plan = led(status="planned") | {"attendance": {}}
    (finding,) = find(plan, led(), rule=FindingRule.DUPLICATE).first
    assert finding.reason.planned == ("S1",)


def test_parts_below_and_above_the_total_are_found_and_both_numbers_told(find):
    found = find(led(total=19), led(total=20), led(total=21), rule=FindingRule.SUM)
    assert [(f.references, f.reason) for f in found.first] == [
        (("S1",), Sums("delivered", 19, 20)),
        (("S3",), Sums("delivered", 21, 20)),
    ]


def test_counts_by_age_of_a_session_that_was_not_delivered_are_found(find):
    assert find(led(status="cancelled", total=0), rule=FindingRule.SUM).first[0].reason == Sums(
        "cancelled", 0, 20
    )


def test_only_plans_before_today_are_overdue_the_latest_first(find):
    days = [TODAY - timedelta(n) for n in (30, 1, 0, -1)]
    plans = [led(day, status="planned") | {"attendance": {}} for day in days]
    found = find(*plans, rule=FindingRule.OVERDUE)
    assert [(f.references[0], f.reason) for f in found.first] == [
        ("S2", Overdue("information_forum", 1)),
        ("S1", Overdue("information_forum", 30)),
    ]


def test_a_past_plan_that_was_logged_anew_is_a_duplicate_and_not_overdue(find):
    plans = [
        led(status="planned", kind="discussion") | {"attendance": {}, "facilitators": people}
        for people in ({"F1"}, {"F2"}, set())
    ]
    same_kind = led(FIRST_DAY + timedelta(1), status="planned") | {"attendance": {}}
    held = [
        led() | {"facilitators": {"F1", "F3"}},
        led(FIRST_DAY + timedelta(1)) | {"facilitators": set()},
    ]
    cancelled = led(kind="discussion", status="cancelled") | {"attendance": {}}
    elsewhere = led(kind="discussion", venue="HS-02")
    found = find(*plans, same_kind, *held, cancelled, elsewhere, rule=FindingRule.OVERDUE)
    assert [f.references for f in found.first] == [("S2",), ("S3",)]


def test_a_tenfold_total_is_found_within_its_kind_and_venue_type(find):
    usual = [led(FIRST_DAY + timedelta(n), kind="discussion") for n in range(20)]
    others = [
        led(FIRST_DAY + timedelta(n), venue="YO-01") | {"attendance": {"15-17": 200}}
        for n in range(12)
    ]
    wrong = led(TODAY, kind="discussion") | {"attendance": {"15-17": 200}}
    found = find(*usual, *others, wrong, rule=FindingRule.OUTLIER)
    (finding,) = found.first
    assert finding.references == ("S33",)
    usual_range = finding.reason.usual
    assert finding.reason == Unusual(200, usual_range)
    assert (usual_range.kind, usual_range.venue_type) == ("discussion", "high_school")
    assert 1 < usual_range.low < 20 < usual_range.high < 90


def test_the_largest_outliers_come_first_and_plans_are_left_out(find):
    usual = [led(FIRST_DAY + timedelta(n)) for n in range(20)]
    wrong = [
        led(TODAY - timedelta(n)) | {"attendance": {"15-17": count}}
        for n, count in enumerate((1, 200, 900))
    ]
    plans = [led(TODAY, status="planned") | {"attendance": {}}] * 30
    found = find(*usual, *wrong, *plans, rule=FindingRule.OUTLIER)
    assert [finding.reason.total for finding in found.first] == [900, 200, 1]


def empty(held_on=FIRST_DAY, **changes):
    return led(held_on, **changes) | {"attendance": {}}


def test_a_delivered_session_with_nobody_is_found_even_when_few_can_be_compared(find):
    found = find(led(), empty(TODAY), empty(status="planned"), rule=FindingRule.OUTLIER)
    assert [(f.references, f.reason) for f in found.first] == [
        (("S2",), Nobody("information_forum"))
    ]


def test_nobody_is_found_among_small_counts_unless_that_is_usual_there(find):
    small = [
        led(FIRST_DAY + timedelta(n), venue=venue) | {"attendance": {"15-17": 1 + n % 4}}
        for n in range(9)
        for venue in ("SH-01", "GH-01")
    ]
    often = [empty(TODAY - timedelta(n), venue="GH-01") for n in range(3)]
    found = find(*small, *often, empty(TODAY, venue="SH-01"), rule=FindingRule.OUTLIER)
    assert [finding.venue for finding in found.first] == ["SH-01"]


def test_a_total_that_its_ages_do_not_give_is_not_unusual_besides(find):
    usual = [led(FIRST_DAY + timedelta(n)) for n in range(20)]
    wrong = [led(TODAY, total=0), led(TODAY, total=200), led(TODAY, total=900)]
    wrong[2]["attendance"] = {"15-17": 900}
    found = find(*usual, *wrong, rule=FindingRule.OUTLIER)
    assert ([f.references for f in found.first], found.count) == ([("S23",)], 1)


def test_sessions_without_a_facilitator_are_found_unless_cancelled(find):
    found = find(
        a_session(),
        a_session(TODAY, status="planned", kind="discussion"),
        a_session(status="cancelled"),
        led(),
        rule=FindingRule.NO_FACILITATOR,
    )
    assert [(f.references[0], f.reason) for f in found.first] == [
        ("S2", NoFacilitator("discussion", "planned")),
        ("S1", NoFacilitator("information_forum", "delivered")),
    ]


def test_what_is_beyond_the_first_is_counted(find):
    sessions = [a_session(FIRST_DAY + timedelta(n)) for n in range(5)]
    found = find(*sessions, rule=FindingRule.NO_FACILITATOR, first=2)
    assert ([f.references[0] for f in found.first], found.count, found.more) == (["S5", "S4"], 5, 3)


def test_all_are_there_when_all_are_wanted(engine, monkeypatch):
    monkeypatch.setattr(duplicates, "PLACES_AT_ONCE", 100)
    copies = [led(FIRST_DAY + timedelta(n)) for n in range(250) for _ in range(2)]
    nobody = [a_session(FIRST_DAY + timedelta(n), venue="SH-01") for n in range(250)]
    found = found_in(engine, [*copies, *nobody], first=None).by_rule
    assert (
        len(found[FindingRule.NO_FACILITATOR].first)
        == found[FindingRule.NO_FACILITATOR].count
        == 250
    )
    assert len(found[FindingRule.DUPLICATE].first) == found[FindingRule.DUPLICATE].count == 250
    assert all(finding.reason.all_the_same for finding in found[FindingRule.DUPLICATE].first)


def test_dates_far_from_all_others_but_those_of_cancelled_sessions(find):
    years = [led(FIRST_DAY + timedelta(days)) for days in range(0, 600, 20)]
    slips = [date(1926, 3, 4), date(2062, 3, 4), date(1970, 1, 1)]
    found = find(
        *years,
        led(slips[0]),
        led(slips[1], status="planned", total=0) | {"attendance": {}},
        led(slips[2], status="cancelled", total=0) | {"attendance": {}},
        led(TODAY + timedelta(730), status="planned", total=0) | {"attendance": {}},
        rule=FindingRule.FAR_DATE,
    )
    assert found.count == 2
    assert [one.day for one in found.first] == [slips[1], slips[0]]
    assert found.first[1].references == ("S31",)
    assert found.first[0].reason == FarDate(
        KINDS[0], FIRST_DAY, max(TODAY + timedelta(730), FIRST_DAY)
    )


def test_a_date_that_is_right_is_far_no_more(engine, find):
    years = [led(FIRST_DAY + timedelta(days)) for days in range(0, 600, 20)]
    (far,) = find(*years, led(date(1926, 3, 4)), rule=FindingRule.FAR_DATE).first
    seen = dict(zip(far.references, far.versions, strict=True))
    with writing(engine) as connection:
        check(Writer(connection, "Ana"), TODAY, far.rule, seen, "from the archive")
    with reading(engine) as connection:
        found = findings(connection, TODAY).by_rule[FindingRule.FAR_DATE]
    assert (found.count, found.first) == (0, ())
    assert [(one.finding, one.reason) for one in found.checked] == [(far, "from the archive")]


def test_no_date_of_a_first_file_is_far(find):
    assert find(led(date(2004, 5, 6)), led(date(2013, 5, 6)), rule=FindingRule.FAR_DATE).count == 0
