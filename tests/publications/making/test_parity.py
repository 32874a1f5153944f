"""The gate between the languages: what is missing, badly set, or was changed in one only."""

from dataclasses import replace

import pytest

from dashboard.domain.publications.publication import (
    BilingualText,
    NamedTerm,
    PublicationWords,
    PublishedMeasure,
)
from dashboard.domain.publications.publishing import ParityPart
from dashboard.domain.reference.options import parse
from dashboard.i18n import Locale
from dashboard.publications.making import parity
from dashboard.publications.making.parity import gaps
from tests.domain.publications.test_publication import PUBLICATION

WORDS = replace(
    PUBLICATION.words, partners=(NamedTerm("p", BilingualText("A partner", "Un partenaire")),)
)
NOTHING = BilingualText("", "")


def told(
    note: BilingualText = NOTHING,
    words: PublicationWords = WORDS,
    before: PublicationWords | None = None,
    **options,
):
    found = gaps(note, words, before, **options)
    return [(gap.part, gap.problem.say(Locale.EN), gap.blocks) for gap in found]


def called(label: BilingualText) -> PublicationWords:
    return replace(WORDS, partners=(NamedTerm("p", label),))


def test_what_is_complete_has_no_gap():
    assert told(BilingualText("A note", "Une note"), WORDS, WORDS) == []


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        (BilingualText("A note", ""), "it is missing in French"),
        (BilingualText("  ", "Une note"), "it is missing in English"),
        (BilingualText("Same", "Same "), "it is the same in both languages"),
        (BilingualText("A note", "Une note: 3"), "a colon has a no-break space before it"),
        (BilingualText("It's 3", "Il y a 3"), "an apostrophe is ’"),
    ],
)
def test_a_note_is_in_both_languages_and_well_set(note, problem):
    assert told(note) == [(ParityPart.NOTE, problem, True)]


def test_a_label_that_is_missing_blocks():
    assert told(words=called(BilingualText("A partner", ""))) == [
        (ParityPart.LABELS, "a label is missing in one language", True)
    ]


def test_a_measure_may_have_no_title_yet_and_not_half_of_one():
    untitled = replace(WORDS, measures=(PublishedMeasure("m", BilingualText("", ""), None),))
    assert told(words=untitled) == []
    half = replace(WORDS, measures=(PublishedMeasure("m", BilingualText("A title", ""), None),))
    assert [blocks for *_, blocks in told(words=half)] == [True]


def test_a_label_that_is_the_same_in_both_is_told_and_does_not_block():
    assert told(words=called(BilingualText("Ottawa", "Ottawa"))) == [
        (ParityPart.LABELS, "it is “Ottawa” in both languages", False)
    ]


@pytest.mark.parametrize(
    ("label", "which"),
    [
        (BilingualText("Another partner", "Un partenaire"), "only the English changed"),
        (BilingualText("A partner", "Un autre partenaire"), "only the French changed"),
    ],
)
def test_a_label_changed_in_one_language_blocks_until_somebody_has_looked(label, which):
    ((part, problem, blocks),) = told(words=called(label), before=WORDS)
    assert (part, blocks) == (ParityPart.LABELS, True)
    assert which in problem
    ((*_, blocks),) = told(words=called(label), before=WORDS, confirmed=True)
    assert not blocks


def test_a_label_changed_in_both_is_fine():
    assert told(words=called(BilingualText("Another", "Un autre")), before=WORDS) == []


def test_a_sentence_of_the_program_that_lacks_its_french_blocks(monkeypatch):
    monkeypatch.setattr(parity, "of_program", lambda: ("here.py:1: no French",))
    assert told() == [(ParityPart.PROGRAM, "here.py:1: no French", True)]


def test_each_gap_says_where_it_is_in_both_languages():
    (gap,) = gaps(NOTHING, called(BilingualText("A partner", "")), None)
    assert gap.where.say(Locale.EN) == "partners, p"
    assert gap.where.say(Locale.FR) == "partenaires, p"


def test_each_gap_of_a_label_leads_to_the_record_to_correct():
    words = PUBLICATION.words
    bare = {
        name: tuple(replace(term, label=BilingualText("", "x")) for term in getattr(words, name))
        for name in PublicationWords.__dataclass_fields__
    }
    found = gaps(NOTHING, PublicationWords(**bare), None)
    led = {parse(gap.record).of for gap in found if gap.record}
    assert led == {
        kind
        for name, kind in (
            ("languages", "languages"),
            ("venue_types", "venue_types"),
            ("age_groups", "age_groups"),
            ("kinds", "session_kinds"),
            ("measures", "plan_measures"),
            ("partners", "partners"),
            ("funders", "funders"),
        )
        if bare[name]
    }
    assert all(parse(gap.record).to_query() == gap.record for gap in found if gap.record)
    assert [gap.record for gap in gaps(BilingualText("A note", ""), WORDS, None)] == [None]
