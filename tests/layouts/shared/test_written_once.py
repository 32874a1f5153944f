"""What is written once for many pages says what it would if it were written anew."""

import random
from dataclasses import replace
from datetime import date

from dash import html

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, seen_by, terms_of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.domain.shared.vocabulary import Terms
from dashboard.i18n import Locale
from layouts.progress.compare import compare_field
from layouts.shared import days, filter_bar, fold
from layouts.shared.first import first_paint
from layouts.shared.mounted import mounted
from tests.support.samples import VOCABULARY, reading

PATH = "/impact"
DAYS = (None, date(2014, 1, 31), date(2015, 2, 1))
PERIODS = (None, Period.fiscal_year(2013), Period.fiscal_year(1999), Period.school_year(2014))
ASKED = 150


def named_anew(terms):
    """The same codes with other words, as after a change of the reference data."""
    return Terms(tuple(replace(one, label_en=one.code, label_fr=one.code) for one in terms))


WORDS = [
    seen_by(audience, vocabulary)
    for vocabulary in (
        VOCABULARY,
        replace(VOCABULARY, venues=named_anew(VOCABULARY.venues)),
        replace(VOCABULARY, venues=Terms()),
    )
    for audience in (Audience.COMMITTEE, Audience.COORDINATOR)
]


def drawn(chance):
    """What a reader of either audience asks, in either language, of data that change."""
    words = chance.choice(WORDS)
    codes = {name: terms_of(name, words).codes for name in DIMENSIONS}
    chosen = {
        name: tuple(chance.sample(some, chance.randint(0, min(1, len(some)))))
        for name, some in codes.items()
    }
    days = {"start": chance.choice(DAYS), "end": chance.choice(DAYS)}
    now = replace(
        reading(),
        vocabulary=words,
        filters=Filters(**chosen, **days, period=chance.choice(PERIODS)),
        state=replace(
            reading().state,
            first_session=chance.choice(DAYS),
            data_as_of=chance.choice(DAYS),
        ),
    )
    return chance.choice(list(Locale)), now, chance.random() < 0.5


def forget():
    filter_bar._group.cache_clear()
    days.period_fold.cache_clear()


def written(locale, now, compares):
    beside = compare_field(locale) if compares else None
    bar = filter_bar.filter_bar(locale, now, beside_period=beside)
    return first_paint(mounted(PATH, html.Div(bar)))


def in_full(locale, now, compares):
    """The same, of components that are made now and written as parts of the page."""
    forget()
    beside = compare_field.__wrapped__(locale) if compares else None
    bar = filter_bar.filter_bar(locale, now, beside_period=beside)
    _, groups, _ = bar.children
    groups.children = [one.component for one in groups.children]
    return first_paint(mounted(PATH, html.Div(bar)))


def test_filters_of_others_are_never_shown_whatever_was_asked_before():
    chance = random.Random(2015)  # noqa: S311 - no secret
    asked = [drawn(chance) for _ in range(ASKED)]
    forget()
    kept = [written(*one) for one in asked]
    assert filter_bar._group.cache_info().hits > ASKED
    assert kept == [in_full(*one) for one in asked]


def test_folds_that_are_kept_are_few():
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(ASKED):
        written(*drawn(chance))
    kept = filter_bar._group.cache_info(), days.period_fold.cache_info()
    assert all(one.currsize <= one.maxsize == fold.KEPT for one in kept)
