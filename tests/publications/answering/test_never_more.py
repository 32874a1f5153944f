"""Nothing is answered but an open cell, or a sum of open cells that have nobody in common.

Besides, nobody came where no session was held. The oracle knows neither periods within periods nor
axes: to it a cell is a set of the finest combinations, and open ones must make up exactly what was
asked for.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell
from dashboard.domain.publications.trend import published_trend
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period, days_of_month
from dashboard.publications.answering.reading import OpenPublication
from tests.support.publications import AGES, WORDS, YOUTHS, Held, count, periods_of, publication

MONTHS = ("2014-03", "2014-04", "2014-05")
LANGUAGES = tuple(n.code for n in WORDS.languages)
VENUE_TYPES = tuple(n.code for n in WORDS.venue_types)
KINDS = tuple(n.code for n in WORDS.kinds)
DAY = date(2014, 5, 20)

Atoms = frozenset[tuple[str, str, str, str, str]]
EVERY = frozenset(product(MONTHS, LANGUAGES, VENUE_TYPES, AGES, KINDS))

WORLDS = st.lists(
    st.builds(
        Held,
        st.sampled_from(MONTHS),
        st.sampled_from(LANGUAGES),
        st.sampled_from(VENUE_TYPES),
        st.sampled_from(KINDS),
        st.tuples(*(st.integers(0, 30) for _ in AGES)),
    ),
    min_size=1,
    max_size=6,
).map(lambda held: (*held, *(Held(m, "en", VENUE_TYPES[0], KINDS[0], (1,) * 6) for m in MONTHS)))


def _some(codes):
    return st.just(()) | st.lists(st.sampled_from(codes), max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    language=_some(LANGUAGES),
    age=_some(AGES) | st.just(YOUTHS),
    venue_type=_some(VENUE_TYPES),
    kind=_some(KINDS),
    start=st.sampled_from((None, date(2014, 4, 1), date(2014, 5, 1), date(2014, 4, 2))),
    end=st.sampled_from((None, date(2014, 3, 31), date(2014, 4, 30), date(2014, 4, 29))),
    period=st.sampled_from(
        (
            None,
            *map(Period.parse, ("project", "2013-14", "2014-15", "2014-15-q1", "school-2013-14")),
        )
    ),
)


@cache
def atoms_of(period: str, by: tuple[str, ...], codes: tuple[str, ...]) -> Atoms:
    """Whom a cell counts."""
    wanted = dict(zip(by, codes, strict=True))
    return frozenset(
        (month, language, venue_type, age, kind)
        for month, language, venue_type, age, kind in EVERY
        if period in periods_of(month).values()
        and wanted.get("language", language) == language
        and wanted.get("venue_type", venue_type) == venue_type
        and wanted.get("kind", kind) == kind
        and (wanted.get("age", age) == age or (wanted["age"] == YOUTH and age in YOUTHS))
    )


def asked(filters: Filters, *, youth: bool, **row: str) -> Atoms:
    """Whom a number speaks of; ``row`` names the code of a breakdown.

    Each condition is about one place of a combination, so each place is gone through by itself.
    """

    def kept(axis: str, codes: tuple[str, ...]) -> list[str]:
        chosen = filters.codes(axis) or codes
        return [code for code in codes if code in chosen and row.get(axis, code) == code]

    def in_row(month: str) -> bool:
        quarter = periods_of(month)["quarter"]
        return row.get("month", month) == month and row.get("quarter", quarter) == quarter

    months = [m for m in MONTHS if in_row(m) and days_of_month(m).start in filters.range]
    ages = [age for age in kept("age", AGES) if not youth or age in YOUTHS]
    others = (kept("language", LANGUAGES), kept("venue_type", VENUE_TYPES))
    return frozenset(product(months, *others, ages, kept("kind", KINDS)))


def numbers(progress, filters):
    """Every count of people of an answer, with whom it speaks of."""
    yield progress.participations, asked(filters, youth=False)
    yield progress.youth.participations, asked(filters, youth=True)
    for name, axis in (
        ("by_language", "language"),
        ("by_venue_type", "venue_type"),
        ("by_age_group", "age"),
        ("by_month", "month"),
        ("by_quarter", "quarter"),
    ):
        for row in progress.rows[name]:
            yield row.participations, asked(filters, youth=False, **{axis: row.code})
            yield row.youth, asked(filters, youth=True, **{axis: row.code})
    for group in progress.age_groups:
        yield group.participations, asked(filters, youth=True, age=group.code)


@given(WORLDS, FILTERS, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_an_answer_is_an_open_cell_or_a_sum_of_open_ones(world, filters, chance):
    """Each cell's count is a power of two: so the answer itself says which cells it is made of."""
    names: list[Atoms] = []
    tables = tuple(
        replace(
            table,
            cells=tuple(
                _named(names, atoms_of(table.period, table.by, cell.codes), cell, chance.random())
                for cell in table.cells
            ),
        )
        for table in count(world)
    )
    carried = {at for at, c in enumerate(c for t in tables for c in t.cells) if c.as_of}
    hidden = {at for at, cell in enumerate(c for t in tables for c in t.cells) if not cell.value}
    reading = OpenPublication(publication(world, tables, data_as_of=DAY, target=None))
    progress = reading.answer(filters, Audience.PUBLIC).progress
    whole = reading.periods.within(filters.range) is not None
    held = {(one.month, one.language, one.venue_type, one.kind) for one in world}
    for value, atoms in numbers(progress, filters):
        used = [at for at in range(len(names)) if value and value >> at & 1]
        assert not hidden & set(used)
        assert len(used) == 1 or not carried & set(used)
        if value:
            covered = [atom for at in used for atom in names[at]]
            assert len(covered) == len(set(covered))
            assert set(covered) == atoms
        elif value == 0 and whole:  # no cell is 0: a publication tells where sessions were held
            assert held.isdisjoint((*atom[:3], atom[4]) for atom in atoms)
    for value, day in dated(progress):
        is_old = any(value >> at & 1 for at in carried) if value else False
        assert day == (DAY if is_old else None)
    for point in published_trend(progress):
        assert not any((point.total or 0) >> at & 1 for at in carried)


def dated(progress):
    """Every count that bears a day of its own where it is an earlier publication's, with that."""
    yield progress.youth.participations, progress.youth.as_of
    for name in ("by_language", "by_venue_type", "by_age_group", "by_month", "by_quarter"):
        for row in progress.rows[name]:
            yield row.participations, row.as_of
            yield row.youth, row.youth_as_of
    for group in progress.age_groups:
        yield group.participations, group.as_of


def _named(names: list[Atoms], atoms: Atoms, cell: ProtectedCell, chance: float) -> ProtectedCell:
    """The cell with a count of its own, now and then hidden or carried."""
    names.append(atoms)
    if chance < 0.3:
        return ProtectedCell(cell.codes, None, CellMark.HIDDEN)
    mark, day = (CellMark.CARRIED, DAY) if chance > 0.9 else (CellMark.OPEN, None)
    return ProtectedCell(cell.codes, 1 << len(names) - 1, mark, day)


@given(WORLDS, FILTERS)
@settings(max_examples=25)
def test_what_is_shown_is_the_true_count_when_nothing_is_carried(world, filters):
    tables = count(world)
    reading = OpenPublication(publication(world, tables, data_as_of=DAY))
    progress = reading.answer(filters, Audience.PUBLIC).progress
    people = {
        (one.month, one.language, one.venue_type, age, one.kind): 0 for one in world for age in AGES
    }
    for one in world:
        for age, n in zip(AGES, one.people, strict=True):
            people[one.month, one.language, one.venue_type, age, one.kind] += n
    if reading.periods.within(filters.range) is None:
        assert not progress.delivered
        return
    published = {atoms_of(t.period, t.by, cell.codes) for t in tables for cell in t.cells}
    for value, atoms in numbers(progress, filters):
        assert value is None or value == sum(people.get(atom, 0) for atom in atoms)
        assert value is not None or atoms not in published
    kept = [
        one
        for one in world
        if all(
            not codes or code in codes
            for code, codes in (
                (one.language, filters.language),
                (one.venue_type, filters.venue_type),
                (one.kind, filters.kind),
            )
        )
        and days_of_month(one.month).start in filters.range
    ]
    assert progress.delivered == len(kept)
    share = [one for one in kept if one.kind != "youth_workshop"]
    assert progress.french_share.sessions == len(share)
    assert progress.french_share.french == sum(one.language == "fr" for one in share)
