"""When each session of a corpus was added, taken out and moved, as its proofs are kept."""

from collections.abc import Iterator, Sequence

from dashboard.database import open_engine, reading
from dashboard.publications.making.chain import Told, following
from dashboard.publications.protecting.counts import MonthTally
from dashboard.queries.publications.publications import every_proof, exact_of
from tests.attack.corpora import Corpus
from tests.attack.followed import Lot
from tests.attack.published import Block


def lots(corpus: Corpus) -> list[Lot]:
    """The sessions of all blocks, apart by the correction that took them."""
    engine = open_engine(corpus.url)
    told, after = Told(), dict[int, Told]()
    with reading(engine) as connection:
        for publication, exact, proofs in every_proof(connection):
            told = following(told, publication, exact_of(exact), proofs)
            after[publication.number] = told
    engine.dispose()
    return list(_lots(told, after))


def _lots(told: Told, after: dict[int, Told]) -> Iterator[Lot]:
    for at, frozen in enumerate(told.chain.blocks):
        counts = frozen.block.counts
        issues = [number for number, then in after.items() if len(then.chain.blocks) > at]
        kept = {_place(tally): list(tally.participations) for tally in counts.tallies}
        for number, taken in enumerate(told.chain.taken):
            if taken.of != at:
                continue
            for tally in taken.part.block.counts.tallies:
                place = _place(tally)
                kept[place] = [
                    n - gone for n, gone in zip(kept[place], tally.participations, strict=True)
                ]
                places = {
                    one: taken.part.arrives if _is_gone(after[one], number) else place
                    for one in issues
                }
                yield Lot(number, _by_age(counts.ages, tally.participations), places)
        for place, people in kept.items():
            yield Lot(None, _by_age(counts.ages, people), dict.fromkeys(issues, place))


def _is_gone(then: Told, part: int) -> bool:
    return part < len(then.chain.taken) and part not in then.chain.returned


def _place(tally: MonthTally) -> Block:
    return tally.month, tally.language, tally.venue_type, tally.kind


def _by_age(ages: Sequence[str], people: Sequence[int]) -> dict[str, int]:
    return dict(zip(ages, people, strict=True))
