"""What the dials say: which arcs there are, and how long each is."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.figures import gauges
from dashboard.figures.gauges import Gauge, Stroke, arcs
from tests.support.samples import HIDDEN, PROGRESS


def lengths(gauge):
    """The length of each stroke, in percent of the half circle; those of steps together."""
    found: dict[Stroke, float] = {}
    for arc in arcs(gauge):
        found[arc.stroke] = found.get(arc.stroke, 0) + arc.length
    return found


def centre(gauge, stroke):
    (arc,) = [arc for arc in arcs(gauge) if arc.stroke is stroke]
    return arc.start + arc.length / 2


def test_the_youth_are_toward_their_target_with_the_plan_to_date():
    assert gauges.youth(PROGRESS.youth) == Gauge(1180, 1000, 854, open=True)


def test_a_dial_is_full_when_the_whole_is_reached_and_not_before():
    assert lengths(Gauge(1000, 1000, open=True)) == {Stroke.TRACK: 100, Stroke.VALUE: 100}
    assert lengths(Gauge(999, 1000, open=True))[Stroke.VALUE] == pytest.approx(99.9)


@pytest.mark.parametrize("value", [1001, 1217, 4000])
def test_what_is_beyond_the_whole_is_drawn_as_long_as_it_is(value):
    drawn = lengths(Gauge(value, 1000, open=True))
    assert drawn[Stroke.VALUE] == drawn[Stroke.TRACK] == pytest.approx(100_000 / value)
    assert drawn[Stroke.VALUE] + drawn[Stroke.OVER] == pytest.approx(100)


def test_a_range_is_full_to_its_low_end_and_pale_to_its_high_one():
    """An empty dial beside “131 to 160” would be read as nobody."""
    told = replace(PROGRESS.youth, participations=None, planned=None, range=Interval(131, 160))
    gauge = replace(gauges.youth(told), whole=400)
    assert [(arc.stroke, arc.start, arc.length) for arc in arcs(gauge)] == [
        (Stroke.TRACK, 0, 100), (Stroke.RANGE, 0, 40), (Stroke.VALUE, 0, 32.75),
    ]  # fmt: skip


@pytest.mark.parametrize(("low", "over"), [(900, None), (1100, 8)])
def test_a_range_that_may_be_beyond_the_whole_ends_the_dial(low, over):
    drawn = lengths(Gauge(None, 1000, open=True, range=Interval(low, 1250)))
    assert drawn[Stroke.TRACK] == pytest.approx(80)
    assert drawn[Stroke.RANGE] == pytest.approx(100)
    assert drawn[Stroke.VALUE] == pytest.approx(min(low, 1000) * 0.08)
    assert drawn.get(Stroke.OVER) == (over and pytest.approx(over))


def test_a_share_is_of_all():
    drawn = lengths(gauges.french_share(PROGRESS.french_share))
    assert drawn == {Stroke.TRACK: 100, Stroke.VALUE: pytest.approx(1000 / 37)}


def test_the_mark_is_the_plan_to_date_and_never_leaves_the_dial():
    assert centre(gauges.youth(PROGRESS.youth), Stroke.MARK) == pytest.approx(85.4 / 1.18)
    late = Gauge(10, 1000, 10_000, open=True)
    (mark,) = [arc for arc in arcs(late) if arc.stroke is Stroke.MARK]
    assert mark.start + mark.length <= 100


def test_a_mark_lies_on_clear_space():
    """So that its contrast is that with the paper, whatever it lies on."""
    *_, halo, mark = arcs(gauges.youth(PROGRESS.youth))
    assert (halo.stroke, mark.stroke) == (Stroke.HALO, Stroke.MARK)
    assert halo.start < mark.start
    assert halo.start + halo.length > mark.start + mark.length


def test_a_count_of_an_earlier_day_has_no_mark():
    then = replace(PROGRESS.youth, as_of=date(2014, 12, 31))
    assert gauges.youth(then).mark is None


def test_a_hidden_number_is_an_empty_dial_without_a_mark():
    assert set(lengths(gauges.youth(HIDDEN.youth))) == {Stroke.TRACK}


def test_without_a_target_the_dial_is_empty():
    assert set(lengths(Gauge(12, None, open=True))) == {Stroke.TRACK}


def test_each_age_group_is_a_step_in_its_place():
    missed, reached = Stroke.TRACK, Stroke.VALUE
    gauge = gauges.age_groups(PROGRESS.age_groups)
    assert [arc.stroke for arc in arcs(gauge)] == [reached, missed]
    hidden = [arc.stroke for arc in arcs(Gauge(steps=(False, None, True)))]
    assert hidden == [missed, Stroke.HIDDEN, reached]


def test_steps_are_apart_and_fill_the_dial():
    first, second, third = arcs(Gauge(steps=(True, True, True)))
    assert first.start == 0
    assert third.start + third.length == pytest.approx(100)
    assert second.start - (first.start + first.length) == pytest.approx(gauges.GAP)
