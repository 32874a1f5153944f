from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.sessions.duplicates import alike, copies_of, in_common
from dashboard.domain.sessions.findings import Copies
from dashboard.domain.sessions.traits import SessionTraits

A = SessionTraits(1, "A", "delivered", "discussion", "en", 20, None, frozenset({"F1"}))
B = replace(A, id=2, reference="B")


def names(groups):
    return ["".join(sorted(session.reference for session in group)) for group in groups]


def test_three_copies_are_one_group():
    assert names(alike([A, B, replace(A, reference="C")])) == ["ABC"]


def test_a_kind_or_a_facilitator_in_common_is_enough():
    other_kind = replace(B, kind="youth_workshop")
    other_people = replace(B, facilitators=frozenset({"F2"}))
    assert names(alike([A, other_kind])) == ["AB"]
    assert names(alike([A, other_people])) == ["AB"]
    assert alike([A, replace(other_kind, facilitators=frozenset())]) == []


def test_what_hangs_together_by_a_third_is_one_group():
    by_kind = replace(A, facilitators=frozenset())
    by_person = replace(B, kind="youth_workshop")
    assert names(alike([by_kind, by_person])) == []
    assert names(alike([by_kind, by_person, replace(A, reference="C")])) == ["ABC"]


def test_a_facilitator_named_like_a_kind_is_not_one():
    assert alike([A, replace(B, kind="x", facilitators=frozenset({"discussion"}))]) == []


def test_copies_have_everything_in_common():
    assert in_common([A, B], {1: {"12-14": 20}, 2: {"12-14": 20}}) == Copies(
        "discussion", ("F1",), True
    )


def test_other_ages_counts_languages_or_statuses_tell_sessions_apart():
    assert not in_common([A, B], {1: {"12-14": 20}, 2: {"15-17": 20}}).all_the_same
    assert not in_common([A, B], {1: {"12-14": 20}}).all_the_same
    for change in ({"total": 21}, {"language": "fr"}, {"status": "planned"}, {"first_time": 3}):
        assert not in_common([A, replace(B, **change)]).all_the_same


def test_other_facilitators_tell_sessions_apart():
    for codes in (frozenset(), frozenset({"F2"}), frozenset({"F1", "F2"})):
        assert not in_common([A, replace(B, facilitators=codes)]).all_the_same


def test_a_plan_beside_what_was_held_is_named_but_two_plans_are_not():
    plan = replace(B, status="planned", total=0)
    assert in_common([A, plan]).planned == ("B",)
    assert in_common([plan, replace(plan, reference="C")]).planned == ()


def test_only_facilitators_of_all_are_in_common():
    both = replace(A, facilitators=frozenset({"F1", "F2", "F3"}))
    assert in_common([both, replace(both, facilitators=frozenset({"F3", "F2"}))]).facilitators == (
        "F2",
        "F3",
    )


KINDS, PEOPLE = st.sampled_from("abc"), st.frozensets(st.sampled_from(["F-1", "F-2", "F-3"]))


@st.composite
def sessions_of_a_day(draw, first: int = 1):
    many = draw(st.lists(st.tuples(KINDS, PEOPLE), max_size=6))
    return [
        SessionTraits(id_, f"S-{id_}", "delivered", kind, "en", 1, None, people)
        for id_, (kind, people) in enumerate(many, start=first)
    ]


@given(sessions_of_a_day(), sessions_of_a_day(first=100))
def test_without_the_copies_no_new_session_is_like_another_one_and_none_is_lost(known, new):
    found = dict(copies_of(known, new))
    kept = [session for session in new if session not in found]
    for at, session in enumerate(kept):
        assert not any(is_like(session, other) for other in (*known, *kept[:at]))
    for copy, like in found.items():
        earlier = [*known, *kept]
        assert like == tuple(
            other for other in earlier if other.id < copy.id and is_like(copy, other)
        )
        assert like


def is_like(one: SessionTraits, other: SessionTraits) -> bool:
    return one.kind == other.kind or bool(one.facilitators & other.facilitators)
