"""What is said of a publication on its way out."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.publications.publishing import (
    ENOUGH,
    DraftEvidence,
    Gap,
    ParityPart,
    Waiting,
)
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.i18n import Locale, text
from dashboard.sentences.publications.publishing import (
    awaits,
    cut_short,
    had_better_wait,
    proof,
    silent,
    waits,
)

FOUND = DraftEvidence(
    cells=9, hidden=4, carried=0, checked=6, proved=6, witnesses=3, seconds=0.1, known=0
)


@pytest.mark.parametrize(
    ("closed", "unfit", "blocking", "said"),
    [
        (True, True, [ParityPart.NOTE], "for now: an administrator must act first."),
        (False, True, [ParityPart.NOTE], "as it is: a coordinator must prepare it again."),
        (False, False, [ParityPart.NOTE], "its note does not match in both languages."),
        (False, False, [ParityPart.NOTE, ParityPart.LABELS], "An administrator corrects labels"),
        (False, False, [], "A draft is awaiting approval."),
    ],
)
def test_only_a_draft_that_somebody_can_approve_awaits_approval(closed, unfit, blocking, said):
    where = text("the note")
    gaps = [Gap(part, where, where, where, blocks=part in blocking) for part in ParityPart]
    assert said in awaits(closed=closed, unfit=unfit, gaps=gaps).say(Locale.EN)


def test_who_prepares_a_publication_without_news_is_told_why():
    certain = DraftEvidence(
        **{name: getattr(FOUND, name) for name in FOUND.__slots__} | {"known": 2}
    )
    assert "could work out 2 hidden figures" in silent(certain).say(Locale.EN)
    assert "révélerait 2 chiffres" in silent(certain).say(Locale.FR)


def test_otherwise_nothing_is_said_of_it():
    assert silent(FOUND) is None


def test_how_many_counts_were_proved_is_told_to_nobody() -> None:
    """It hangs on the hidden counts, and who knows the method could try which ones give it."""
    others = proof(replace(FOUND, checked=7, proved=7, witnesses=5))
    for locale in Locale:
        said = proof(FOUND).say(locale)
        assert said == others.say(locale)
        assert not any(map(str.isdigit, said))


@pytest.mark.parametrize(
    ("rhythm", "english", "french"),
    [
        (PublishingRhythm.QUARTER, "quarter", "trimestre"),
        (PublishingRhythm.HALF_YEAR, "half-year", "semestre"),
        (PublishingRhythm.FISCAL_YEAR, "fiscal year", "exercice financier"),
    ],
)
def test_what_waits_names_the_part_of_the_year_that_is_published_together(rhythm, english, french):
    said = waits(replace(FOUND, waits=Waiting.OPEN_QUARTER, rhythm=rhythm), date(2015, 3, 31))
    assert english in said.say(Locale.EN)
    assert french in said.say(Locale.FR)


def test_what_would_tell_too_much_alone_waits_for_a_day_that_is_named():
    said = waits(replace(FOUND, waits=Waiting.TOO_FEW), date(2015, 3, 31))
    assert "until March\u00a031, 2015" in said.say(Locale.EN)
    assert "jusqu’au 31\u00a0mars 2015" in said.say(Locale.FR)


def test_who_waits_is_told_that_a_slower_rhythm_helps_if_there_is_one():
    for rhythm in PublishingRhythm:
        said = waits(replace(FOUND, waits=Waiting.TOO_FEW, rhythm=rhythm), date(2015, 3, 31))
        slower = rhythm is not PublishingRhythm.FISCAL_YEAR
        assert ("for a slower rhythm" in said.say(Locale.EN)) == slower
        assert ("un rythme plus lent" in said.say(Locale.FR)) == slower


def test_who_approves_is_told_that_the_server_could_not_look_for_more():
    assert cut_short(FOUND) is None
    said = cut_short(replace(FOUND, cut_short=True))
    assert "it would take the server too long to find" in said.say(Locale.EN)
    assert "il faudrait trop de temps au serveur pour trouver" in said.say(Locale.FR)


def test_few_new_sessions_had_better_wait_and_many_or_a_whole_year_need_not():
    few = replace(FOUND, added=ENOUGH - 1)
    closes = date(2015, 6, 30)
    assert "adds 39 sessions" in had_better_wait(few, closes).say(Locale.EN)
    assert "June\u00a030, 2015" in had_better_wait(few, closes).say(Locale.EN)
    assert "ajoute 39 séances" in had_better_wait(few, closes).say(Locale.FR)
    assert "ajoute 1 séance." in had_better_wait(replace(few, added=1), closes).say(Locale.FR)
    for enough in ({"added": ENOUGH}, {"added": 0}, {"rhythm": PublishingRhythm.FISCAL_YEAR}):
        assert had_better_wait(replace(few, **enough), closes) is None
