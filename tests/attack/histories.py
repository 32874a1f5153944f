"""When each session of a corpus was added, taken out and moved, as its proofs are kept."""

from collections.abc import Iterator, Sequence

from dashboard.database import open_engine, reading
from dashboard.publications.making.chain import Told as Chained
from dashboard.publications.making.chain import following
from dashboard.publications.protecting.counts import MonthTally
from dashboard.queries.publications.publications import every_proof, exact_of
from tests.attack.corpora import Corpus
from tests.attack.facts import Told
from tests.attack.followed import Lot
from tests.attack.published import Block, of_cell


def lots(corpus: Corpus) -> list[Lot]:
    """The sessions of all blocks, apart by the correction that took them."""
    return list(_lots(*_told(corpus)))


def of_parts(corpus: Corpus) -> dict[int, list[Told]]:
    """What is told of each correction that took sessions out, by its number.

    It is subtracted from what the block told, so nobody reads it by itself.
    """
    told, after = _told(corpus)
    first = {
        at: number
        for number, then in reversed(after.items())
        for at in range(len(then.chain.blocks))
    }
    members = corpus.issues[0].members
    return {
        number: [
            Told(
                first[taken.of],
                of_cell(name.period, dict(zip(name.by, name.codes, strict=True)), members),
                shown.low,
                shown.high,
                said="a correction",
            )
            for name, shown in taken.part.shown.items()
        ]
        for number, taken in enumerate(told.chain.taken)
        if taken.part.arrives is None
    }


def _told(corpus: Corpus) -> tuple[Chained, dict[int, Chained]]:
    """All that was told, and what was told after each publication."""
    engine = open_engine(corpus.url)
    told, after = Chained(), dict[int, Chained]()
    with reading(engine) as connection:
        for publication, exact, proofs in every_proof(connection):
            told = following(told, publication, exact_of(exact), proofs)
            after[publication.number] = told
    engine.dispose()
    return told, after


def _lots(told: Chained, after: dict[int, Chained]) -> Iterator[Lot]:
    for at, frozen in enumerate(told.chain.blocks):
        counts = frozen.block.counts
        issues = [number for number, then in after.items() if len(then.chain.blocks) > at]
        kept = {_place(tally): list(tally.participations) for tally in counts.tallies}
        sessions = {_place(tally): tally.sessions for tally in counts.tallies}
        for number, taken in enumerate(told.chain.taken):
            if taken.of != at:
                continue
            for tally in taken.part.block.counts.tallies:
                place = _place(tally)
                sessions[place] -= tally.sessions
                kept[place] = [
                    n - gone for n, gone in zip(kept[place], tally.participations, strict=True)
                ]
                places = {
                    one: taken.part.arrives if _is_gone(after[one], number) else place
                    for one in issues
                }
                yield Lot(number, _by_age(counts.ages, tally.participations), places)
        for place, people in kept.items():
            if sessions[place]:  # else everybody knows that nobody stayed
                yield Lot(None, _by_age(counts.ages, people), dict.fromkeys(issues, place))


def _is_gone(then: Chained, part: int) -> bool:
    return part < len(then.chain.taken) and part not in then.chain.returned


def _place(tally: MonthTally) -> Block:
    return tally.month, tally.language, tally.venue_type, tally.kind


def _by_age(ages: Sequence[str], people: Sequence[int]) -> dict[str, int]:
    return dict(zip(ages, people, strict=True))
