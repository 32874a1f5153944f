"""A fiscal year that is over, told more narrowly: from the draft to its proof, and afterwards."""

import zlib
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.publications.protected import FORMAT
from dashboard.domain.publications.publication import WaitingSessions, canonical, read
from dashboard.domain.publications.publishing import DraftState, Waiting
from dashboard.i18n import Locale
from dashboard.publications.archive.reading import numbered
from dashboard.publications.making import approvable, proving
from dashboard.publications.making import press as module
from dashboard.publications.making.chain import Told
from dashboard.publications.making.core import UnsafeError
from dashboard.publications.making.overview import look
from dashboard.publications.making.proofs import KeptBlock, blocks_of, blocks_text
from dashboard.publications.making.verifying import faults
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.drafting import yearly
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.queries.publications.publications import open_draft
from dashboard.sentences.publications.counted_sessions import about_sessions
from dashboard.tables import PublicationDraft
from tests.publications.making.test_histories import DAYS, Project, holds, published
from tests.support.publications import publication

OVER, NEXT, HALF = date(2015, 3, 31), date(2015, 6, 30), date(2015, 9, 30)


def test_a_year_is_tightened_once_and_verified(publish, ready):
    for day in (date(2014, 12, 31), OVER):
        publish(as_of=day)
    assert publish(tighten=True) == 3
    publish(tighten=True)
    with reading(ready) as connection:
        texts = [numbered(connection, number).content for number in (2, 3, 4)]
        assert faults(connection) == ()
    found = [read(text) for text in texts]
    assert [(one.format, one.tightened) for one in found] == [(3, ()), (4, ("2014-15",)), (4, ())]
    assert b"tightened" not in texts[0]
    before, after, still = (_widths(one.tables) for one in found)
    assert after == still
    assert all(after[name] <= width for name, width in before.items())
    assert sum(after[name] for name in before) < sum(before.values())


@pytest.mark.parametrize(
    ("flags", "number"),
    [
        ((), 0),
        (("sums",), Rule.SUMS),
        (("sums", "scattered"), Rule.SCATTERED),
        (("sums", "runs"), Rule.RUNS),
        (("sums", "runs", "coverage"), Rule.COVERAGE),
        (("coverage",), Rule.COVERAGE),  # what corrections took from an old block
        (("sums", "runs", "coverage", "groups"), Rule.GROUPS),
        (("sums", "runs", "coverage", "groups", "first"), Rule.APART),
    ],
)
def test_the_number_of_older_rules_follows_from_their_flags(flags, number):
    kept = KeptBlock((), {}, (), made_by=Rule.NAMES)
    assert blocks_of(blocks_text([kept])) == (kept,)
    [plain] = orjson.loads(zlib.decompress(blocks_text([kept])))
    del plain["rules"]
    plain |= dict.fromkeys(("sums", "runs", "coverage", "groups", "first"), False)
    plain |= dict.fromkeys(flags, True)
    [found] = blocks_of(zlib.compress(orjson.dumps([plain])))
    assert found == replace(kept, made_by=number)


def test_a_draft_from_before_a_rule_is_not_approved(press, publish, ready, monkeypatch):
    """Its proofs say nothing of what the rule asks for; the audit asks for it all the same."""
    publish(as_of=date(2014, 12, 31))
    draft = press().draft(OVER, tighten=True).draft
    with reading(ready) as connection:
        proofs = open_draft(connection).proofs
    audited = []
    for number in (0, TODAY - 1):
        keep(ready, blocks_text([replace(one, made_by=number) for one in blocks_of(proofs)]))
        assert (look(ready).waiting.older_rules, look(ready).waiting.blocked) == (True, True)
        [refusal] = press("bo").approve(draft.id, draft.digest).refusals
        assert "an older privacy rule" in refusal.problem.say(Locale.EN)
        assert "règle de confidentialité plus ancienne" in refusal.problem.say(Locale.FR)
        with monkeypatch.context() as trusting:
            trusting.setattr(approvable, "follows_older_rules", lambda _: False)
            trusting.setattr(
                proving, "_is_proved", lambda _, after, *__: audited.append(after.chain)
            )
            assert press("bo").approve(draft.id, draft.digest).number is None
        asked = audited.pop()
        of = [*(one.block for one in asked.blocks), *asked.tightened]
        assert [one.made_by for one in of] == [TODAY] * 3
    keep(ready, proofs)
    assert not look(ready).waiting.blocked
    assert press("bo").approve(draft.id, draft.digest).number == 2


@pytest.mark.parametrize(
    ("month", "asked", "narrows"),
    [(6, None, False), (9, None, True), (9, False, False), (6, True, True)],
)
def test_the_second_quarter_of_the_next_year_narrows_it_unless_told_not_to(
    drafting, month, asked, narrows
):
    assert drafting(date(2015, month, 30), asked) == [narrows]


LATER = date(2016, 1, 10)


def test_a_year_is_proposed_until_it_is_narrowed(publish, ready):
    for day in (date(2014, 12, 31), OVER, NEXT, HALF):
        publish(LATER, as_of=day)
        assert look(ready).narrows_from == (None if day < OVER else HALF)
    publish(LATER, as_of=HALF, tighten=None)
    with reading(ready) as connection:
        assert read(numbered(connection, 5).content).tightened == ("2014-15",)
    assert look(ready).narrows_from == date(2016, 9, 30)


@pytest.mark.parametrize(
    ("declined", "still"), [((NEXT, True), HALF), ((HALF, False), HALF), ((HALF, True), None)]
)
def test_a_year_is_not_proposed_any_more_once_somebody_said_no(
    publish, press, ready, declined, still
):
    for earlier in (date(2014, 12, 31), OVER):
        publish(as_of=earlier)
    day, declines = declined
    draft = press(today=LATER).draft(day, tighten=False, declines=declines).draft
    assert look(ready).narrows_from == HALF  # a draft alone decides nothing
    assert look(ready).waiting.evidence.declined == ([] if still else ["2014-15"])
    press("bo", LATER).approve(draft.id, draft.digest)
    assert look(ready).narrows_from == still


def test_a_year_that_cannot_be_narrowed_is_not_proposed_again(publish, ready, monkeypatch):
    for day in (date(2014, 12, 31), OVER):
        publish(as_of=day)
    monkeypatch.setattr(yearly, "_tightened", lambda *_: None)
    publish(LATER, as_of=HALF, tighten=None)
    assert look(ready).narrows_from is None


@pytest.fixture
def drafting(press, publish, ready, monkeypatch):
    """Prepares a draft, up to where it is protected, and gives back whether it narrows years."""
    for day in (date(2014, 12, 31), OVER):
        publish(as_of=day)
    given = []

    def protected(*_, tighten, **__):
        given.append(tighten)
        raise UnsafeError

    def drafting(day, asked):
        due = look(ready).narrows_from
        press(today=date(2015, 10, 10)).draft(day, tighten=asked)
        assert due == HALF
        return given

    monkeypatch.setattr(module, "protected", protected)
    return drafting


def keep(engine, proofs):
    """Put other proofs in place of those of the draft that waits."""
    with writing(engine) as connection:
        waits = PublicationDraft.state == DraftState.OPEN.value
        connection.execute(update(PublicationDraft).where(waits).values(proofs=proofs))


def test_before_the_year_is_over_the_draft_says_that_it_is_not(press, publish, ready):
    publish(as_of=date(2014, 12, 31))
    press().draft(as_of=date(2015, 3, 30), tighten=True)
    waiting = look(ready).waiting
    assert waiting.publication.tightened == ()
    assert waiting.evidence.not_narrowed == {"2014-15": "not_over"}


@pytest.fixture(scope="module")
def quarters():
    """Four publications, the last three of which are of the year 2014-15; what comes next waits."""
    project, told = Project(4), Told()
    project.add(date(2014, 2, 1), DAYS[0], 24)
    for day in DAYS:
        built, told = published(project, day, told, tighten=True)
        project.told(day, built.waiting)
        holds(built, project.counts(day, project.frozen))
        project.add(day + timedelta(days=1), day + timedelta(days=90), 14)
    return project, told


@pytest.fixture(scope="module")
def tightened(quarters):
    """A fifth publication, which tightens that year."""
    project, before = deepcopy(quarters)
    built, told = published(project, OVER, before, tighten=True)
    project.told(OVER, built.waiting)
    holds(built, project.counts(OVER, project.frozen))
    project.add(OVER + timedelta(days=1), OVER + timedelta(days=90), 14)
    assert built.tightened == ("2013-14", "2014-15")  # the first publication is of both
    return project, before, told, built


def test_a_year_is_tightened_though_its_last_sessions_wait(quarters):
    """They join the next publication, beside the narrower ranges of the others."""
    project, before = deepcopy(quarters)
    last = [key for key, one in project.now.items() if one.day > DAYS[-1]]
    for key in last[1:]:
        del project.now[key]
    project.now[last[0]] = replace(project.now[last[0]], people=(2, 1, 0))
    built, told = published(project, OVER, before, tighten=True)
    assert (built.evidence.waits, built.counts.as_of) == (Waiting.TOO_FEW, DAYS[-1])
    assert built.tightened == ("2013-14", "2014-15")
    assert told.chain.blocks == before.chain.blocks
    holds(built, project.counts(DAYS[-1], project.frozen))
    project.add(OVER + timedelta(days=1), NEXT, 14)
    after, then = published(project, NEXT, told, tighten=True)
    project.told(NEXT, after.waiting)
    holds(after, project.counts(NEXT, project.frozen))
    assert last[0] in project.frozen
    assert then.chain.blocks[-1].months >= {project.now[last[0]].day.isoformat()[:7]}
    assert (then.chain.tightened, after.tightened) == (told.chain.tightened, ())


def test_corrections_of_a_tightened_year_wait(tightened):
    project, _, told, _ = tightened
    old = next(s for s in project.frozen.values() if date(2014, 7, 1) <= s.day <= DAYS[2])
    of = _places(told)[old.day.isoformat()[:7]]
    assert of <= told.chain.joined
    project.now[old.key] = replace(old, language="fr" if old.language == "en" else "en")
    built, after = published(project, date(2015, 6, 30), told)
    assert (built.waiting, built.outdated, built.revised) == ((old,), True, ())
    assert built.waits == WaitingSessions(staying=1)
    assert after.chain.tightened == told.chain.tightened


@pytest.mark.parametrize(
    ("locale", "stays", "later"),
    [
        (Locale.EN, "1 corrected session is of a fiscal year", "A later publication will"),
        (
            Locale.FR,
            "1 séance corrigée appartient à un exercice",
            "Une publication suivante en tiendra",
        ),
    ],
)
def test_the_page_does_not_promise_that_they_are_revised(locale, stays, later):
    found = publication(outdated=True, format=FORMAT)

    def said(waiting):
        return " ".join(t.say(locale) for t in about_sessions(replace(found, waiting=waiting)))

    assert stays in said(WaitingSessions(staying=1))
    assert later not in said(WaitingSessions(staying=1))
    assert later in said(WaitingSessions(cancelled=1, staying=1))
    assert stays in said(WaitingSessions(cancelled=1, staying=1))
    assert b"staying" not in canonical(replace(found, waiting=WaitingSessions(cancelled=1)))
    kept = replace(found, waiting=WaitingSessions(staying=2))
    assert read(canonical(kept)) == kept


def test_what_is_kept_of_a_year_is_read_again_as_it_was(tightened):
    *_, built = tightened
    kept = blocks_of(built.proofs)
    assert [one.new for one in kept].count(False) == 2  # the year, and its sum with what was before
    assert blocks_of(blocks_text(kept)) == kept
    told = [one for one in kept if one.taken_from is None]
    assert built.evidence.witnesses == sum(len(one.witnesses) for one in told)


def _places(told):
    """The blocks that have sessions of each month."""
    found = {}
    for at, each in enumerate(told.chain.blocks):
        for month in each.months:
            found.setdefault(month, set()).add(at)
    return found


def _widths(tables):
    return {
        Name(table.period, table.by, cell.codes): cell.shown.width
        for table in tables
        for cell in table.cells
        if cell.shown
    }
