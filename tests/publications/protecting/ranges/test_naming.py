"""Only a group that a page names as reached is known to have somebody: adults are not named."""

from dataclasses import replace

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.auditing.corrections_audit import still_named
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.needs.naming import first_named
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock, TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_few import MOST, learned
from tests.publications.protecting.test_asked import WHOLE
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

ADULTS = [
    ("2014-03", "fr", "high_school", "discussion", (8, 8, 3, 8, 0, 0)),
    ("2014-01", "fr", "high_school", "youth_workshop", (20, 8, 8, 20, 0, 0)),
    ("2014-01", "en", "high_school", "information_forum", (3, 8, 0, 0, 1, 2)),
    ("2014-01", "bilingual", "high_school", "discussion", (3, 20, 8, 0, 2, 1)),
]
"""Two groups of adults, three of each, of whom it was known that they were two or more together."""
YOUNG, OLDER = "12-14", "15-17"
HERE = ("2014-02", "en", "high_school", "discussion")


def block(sessions, named, words=WORDS):
    known = counts(sessions, words=words)
    return BlockCounts(known, words, words.venue_types, Rules(MOST, 3), named=named)


def wide(names):
    return dict.fromkeys(names, Interval(0, 500))


def none_of(block, *ages):
    """Nobody is left of these groups."""
    places = block.counts.tallies
    return {
        Finest(0, t.month, t.language, t.venue_type, t.kind, age): -n
        for t in places
        for age, n in zip(block.counts.ages, t.participations, strict=True)
        if n and age in ages
    }


def test_two_groups_of_adults_need_not_have_two_people():
    """Before, it was known that they had; and what was told then is audited as it was made."""
    own = block(ADULTS, dict.fromkeys(WHOLE.youth, 1), WHOLE)
    types = ("shelter+group_home", *WHOLE.venue_types[2:])
    now = replace(own, venue_types=types, rules=Rules(MOST, 17), first=True)
    before, knows = replace(now, made_by=Rule.APART), Attacker(now, {}, Guess())
    adults = [sum(knows.row("project", {"age": age}) for age in ("26-plus", "unknown"))]
    found = protect(before, {})
    assert audit(before, found.shown, found.witnesses).passed
    assert list(learned(Attacker(now, found.shown, Guess()), adults))
    assert audit(now, found.shown, found.witnesses).failures
    found = protect(now, {})
    assert found.evidence.passed, found.evidence.failures
    assert not list(learned(Attacker(now, found.shown, Guess()), adults))


def test_a_group_is_named_by_the_first_publication_that_reaches_it():
    """Several blocks of it may share one: then nobody knows in which of them somebody was."""
    first, other = (counts([(*HERE, own)]) for own in ((3, 0, 2), (4, 5, 0)))
    assert first_named(WORDS.youth, None, [first, other]) == [{YOUNG: 2}, {YOUNG: 2, OLDER: 1}]
    assert first_named(WORDS.youth, first, [other]) == [{OLDER: 1}]
    assert first_named([], first, []) == []


def test_a_witness_leaves_somebody_of_a_named_group_alone():
    own = block([(*HERE, (3, 4, 5))], {YOUNG: 1, OLDER: 2})
    moves = [none_of(own, age) for age in WORDS.ages]
    assert [audit(own, wide(own.names), [move]).refused for move in moves] == [1, 0, 0]
    before = replace(own, made_by=Rule.APART)
    assert [audit(before, wide(own.names), [move]).refused for move in moves] == [1, 1, 1]


def test_in_a_narrowed_year_one_of_the_blocks_that_share_a_group_has_somebody():
    """Only if all of them are there: else a block of another year may have them all."""
    named = {YOUNG: 2, OLDER: 1}
    parts = [block([(f"2014-0{n}", *HERE[1:], (3, 4, 5))], named) for n in (5, 6)]
    parts[1] = replace(parts[1], named={YOUNG: 2})
    year = YearOfBlocks(tuple((own, wide(own.names)) for own in parts))
    nobody = [
        {at._replace(step=step): n for at, n in none_of(own, YOUNG).items()}
        for step, own in enumerate(parts)
    ]
    moves = [*nobody, nobody[0] | nobody[1], none_of(parts[0], OLDER), none_of(parts[0], "26-plus")]
    refused = [audit_tightened(year, wide(year.rows), [move]).refused for move in moves]
    assert refused == [0, 0, 1, 1, 0]
    apart = replace(
        year, parts=((replace(parts[0], named={YOUNG: 3}), year.parts[0][1]), year.parts[1])
    )
    assert audit_tightened(apart, wide(year.rows), [moves[2]]).refused == 0


def test_a_correction_leaves_somebody_of_a_named_group():
    """The page goes on naming it. Nobody else need be there, and other proofs rest on it."""
    rows = [(*HERE, (6, 20, 2)), (*HERE, (20, 20, 20)), (*HERE, (0, 30, 20))]
    own = block(rows, {YOUNG: 1})
    part = Part(replace(own, counts=counts(rows[:1])))
    taking = Taking(part, (own, wide(own.names)))
    kept = Finest(1, *HERE, YOUNG)
    for people, refused in ((19, 0), (20, 1)):
        seen = audit_taking(taking, wide(part.rows()), [{kept: -people}])
        assert seen.refused == refused
    before = replace(taking, new=replace(part, made_by=Rule.APART))
    assert audit_taking(before, wide(part.rows()), [{kept: -20}]).refused == 0
    made = take(replace(taking, whole=(own, protect(own, {}).shown)))
    assert made.witnesses
    assert not made.evidence.refused
    frozen = FrozenBlock(own, wide(own.names))
    for taken, stays in ((rows[:1], True), (rows[1:], True), (rows[:2], False)):
        gone = TakenPart(0, Part(replace(own, counts=counts(taken))))
        assert still_named(Chain(blocks=(frozen,), taken=(gone,)), [gone]) == stays
    moved = replace(gone, part=replace(gone.part, arrives=HERE))
    assert still_named(Chain(blocks=(frozen,), taken=(moved,)), [moved])
