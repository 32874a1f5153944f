"""Which rules apply, and which of those that do is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.headline import AHEAD, STANDING, URGENT, Facts, headline
from dashboard.domain.plan.capacity import PlannedMonth
from dashboard.domain.progress.coverage import Suggestion
from dashboard.domain.progress.progress import GroupReached, YouthReached
from dashboard.domain.shared.filters import Filters
from tests.support.pace import pace, so_far
from tests.support.samples import AS_OF, PROGRESS, TARGET, VOCABULARY, ahead

APRIL = PlannedMonth("fr", "2015-04", 4, date(2015, 4, 1), date(2015, 4, 20))
IN_ENGLISH = replace(APRIL, language="en", sessions=2)
COVERED = (GroupReached("12-14", 180, reached=True), GroupReached("15-17", 9, reached=True))
ALL_WELL = replace(PROGRESS, age_groups=COVERED)
GAP = Suggestion("en", "shelter", ("12-14",), (), {}, 2, 0, 10, None)


def facts(progress=ALL_WELL, **given):
    """A project that has reached its target, with nothing missing, unless told otherwise."""
    known = Facts(progress, pace(progress), ahead(IN_ENGLISH, french=1), (), 0, VOCABULARY, AS_OF)
    return replace(known, **given)


def reached(count, **changes):
    found = YouthReached(count, TARGET, Decimal(50), Decimal(800), "watch")
    return replace(ALL_WELL, youth=replace(found, **changes))


def under(**filters):
    return replace(ALL_WELL, filters=Filters(**filters))


@pytest.mark.parametrize(
    ("progress", "code"),
    [
        (replace(reached(0), data_as_of=None, delivered=0), "nothing_delivered"),
        (replace(under(language=("fr",)), delivered=0), "nothing_kept"),
        (under(age=("unknown",)), "no_youth"),
        (reached(None), "hidden"),
        (replace(reached(None), filters=Filters(language=("fr",))), "hidden"),
        (under(language=("fr",)), "part"),
        (reached(300, target=None), "no_target"),
        (reached(1000), "reached"),
        (reached(999, target=replace(TARGET, due=AS_OF)), "overdue"),
        (replace(reached(999), filters=Filters(end=date(2015, 1, 31))), "so_far"),
        (reached(999), "so_far"),
    ],
)
def test_where_the_project_stands(progress, code):
    assert headline(facts(progress)).standing.rule.code == code


@pytest.mark.parametrize(
    ("paced", "code"),
    [
        (None, None),
        (pace(so_far(total=None)), "projected_to_target"),
        (pace(so_far(target=None)), "projected"),
        (pace(so_far((30, 40))), "too_early"),
        (pace(so_far((), sessions=0)), None),
        (pace(replace(so_far(), youth=replace(reached(None).youth))), None),
    ],
)
def test_where_it_is_likely_to_end(paced, code):
    found = headline(facts(pace=paced)).ahead
    assert (found.rule.code if found else None) == code


BEHIND = pace(so_far((15,) * 18))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"capacity": ahead(APRIL)}, "unled"),
        ({"capacity": ahead(replace(APRIL, language="bilingual"))}, "unled"),
        ({"capacity": ahead(APRIL, french=1)}, "short"),
        ({"pace": BEHIND}, "behind"),
        ({"pace": replace(pace(ALL_WELL), silent=True, weeks_silent=5)}, "silence"),
        (
            {"progress": reached(900, status="on_track"), "pace": None, "capacity": ahead()},
            "nothing_planned",
        ),
        ({"progress": PROGRESS}, "not_reached"),
        ({"suggestions": (GAP,)}, "gap"),
        ({"capacity": ahead(IN_ENGLISH)}, "untrained"),
        ({"suggestions": (replace(GAP, empty=(), thin=("12-14",)),)}, "thin"),
        ({"unrecorded": 3}, "unrecorded"),
        ({}, "coming"),
    ],
)
def test_each_rule_of_what_is_urgent_comes_first_where_it_alone_applies(given, code):
    others = {"coming", "untrained", "nothing_planned"} - {code}
    codes = [fact.rule.code for fact in headline(facts(**given)).urgent]
    assert [one for one in codes if one not in others][:1] == [code]


def test_the_order_of_the_table_is_that_of_urgency():
    everything = facts(
        PROGRESS,
        pace=replace(BEHIND, silent=True, weeks_silent=5),
        capacity=ahead(APRIL),
        suggestions=(replace(GAP, empty=(), thin=("12-14",)), GAP),
        unrecorded=3,
    )
    found = [fact.rule.code for fact in headline(everything).urgent]
    order = [rule.code for rule in URGENT]
    assert found == sorted(found, key=order.index)
    assert found[0] == "unled"
    assert {"behind", "silence", "not_reached", "gap", "thin", "unrecorded"} < {*found}


def test_nothing_is_urgent_where_nothing_lies_ahead_and_nothing_is_missing():
    assert headline(facts(capacity=ahead(french=1))).urgent == ()


def test_a_gap_that_is_planned_for_is_none():
    assert headline(facts(suggestions=(replace(GAP, planned=2),))).urgent[0].rule.code == "coming"


def test_before_the_first_session_no_group_or_gap_is_missed():
    nothing = replace(PROGRESS, data_as_of=None, delivered=0)
    codes = {fact.rule.code for fact in headline(facts(nothing, suggestions=(GAP,))).urgent}
    assert not codes & {"not_reached", "gap"}


def test_a_target_that_is_reached_or_due_needs_no_plan():
    for progress in (ALL_WELL, reached(900, target=replace(TARGET, due=AS_OF))):
        codes = [f.rule.code for f in headline(facts(progress, capacity=ahead(french=1))).urgent]
        assert "nothing_planned" not in codes


def test_every_rule_has_a_name_of_its_own():
    codes = [rule.code for rule in (*STANDING, *AHEAD, *URGENT)]
    assert len(codes) == len(set(codes))
