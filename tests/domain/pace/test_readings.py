import pytest

from dashboard.domain.pace.readings import READINGS, MonthRate, Season, fitted, judged


def history(*rates, first=9):
    mean = sum(rates) / len(rates)
    return [MonthRate((first + at - 1) % 12 + 1, rate / mean) for at, rate in enumerate(rates)]


def likelihood(found, **wanted):
    return sum(
        share
        for share, fit in found
        if all(getattr(fit.reading, name) == value for name, value in wanted.items())
    )


def read(months):
    """Each reading's likelihood and fit."""
    return [(one.likelihood, fitted(months, one)) for one in judged(months)]


SCHOOL = (8, 13, 13, 5, 8, 12, 11, 12, 11, 5, 0, 0)
NOISE = (1.1, 0.9, 1.0, 1.2, 0.8, 1.0, 0.9, 1.1, 1.0, 0.8, 1.2, 1.0)


def test_every_reading_has_its_likelihood_and_they_add_up():
    found = read(history(*NOISE))
    assert [fit.reading for _, fit in found] == list(READINGS)
    assert sum(share for share, _ in found) == pytest.approx(1)


def test_steady_months_are_read_as_a_lasting_mean():
    found = read(history(*NOISE * 4))
    assert likelihood(found, gain=0.0) > 0.6
    assert likelihood(found, gain=0.5) < 0.01


def test_months_that_keep_growing_are_read_with_a_level_that_follows():
    found = read(history(*range(1, 37)))
    assert likelihood(found, gain=0.5) > 0.9


def test_the_seasons_of_schools_are_seen_after_two_years():
    found = read(history(*SCHOOL * 3))
    assert likelihood(found, season=Season.MONTHS) > 0.9
    best = max(found, key=lambda one: one[0])[1]
    assert best.factors[6] < 0.25
    assert best.factors[9] > 0.8


def test_a_summer_that_was_not_seen_is_taken_for_half_a_usual_month():
    seasonal = [fit for _, fit in read(history(*NOISE[:8])) if fit.reading.season is Season.TERMS]
    assert {fit.factors[6] for fit in seasonal} == {0.5}


def test_the_months_of_an_empty_season_say_nothing_of_the_level():
    found = {fit.reading: fit for _, fit in read(history(*SCHOOL * 8))}
    fits = [fit for reading, fit in found.items() if reading.season is Season.MONTHS]
    july = 10
    assert all(fit.weights[july] == 0 for fit in fits)
    assert all(fit.weights[0] > 0 for fit in fits)


def test_a_lasting_mean_is_held_against_every_month_alike():
    plain = read(history(*NOISE))[0][1]
    assert plain.reading.gain == 0
    assert plain.levels == pytest.approx([1.0] * len(NOISE))
    assert plain.ratios == pytest.approx(NOISE)


def test_a_perfect_history_and_a_single_month_can_be_read():
    assert sum(share for share, _ in read(history(*[5] * 12))) == pytest.approx(1)
    assert len(read(history(7))) == len(READINGS)
