"""Publications to read from: small worlds, counted cell by cell and hidden by the simplest rule.

``protect`` hides too little to be safe and enough to be read: the method itself has its own tests.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from dashboard.domain.publications.protected import (
    JOINT,
    YOUTH,
    CellMark,
    ProtectedCell,
    ProtectedTable,
)
from dashboard.domain.publications.publication import (
    BilingualText,
    CellRevision,
    NamedTerm,
    Publication,
    PublicationWords,
    PublishedAgeGroup,
    PublishedKind,
    PublishedMeasure,
    PublishedStatusLevel,
    PublishedTarget,
    PublishedTraining,
    PublishedVenueType,
    SessionCount,
)
from dashboard.domain.shared.periods import Period, months_between

AXES = ("language", "venue_type", "age", "kind")
TWO_WAY = tuple(combinations(AXES, 2))
DECLARED = {
    "project": ((), *((axis,) for axis in AXES), *TWO_WAY),
    "year": ((), *((axis,) for axis in AXES), *TWO_WAY),
    "quarter": ((), *((axis,) for axis in AXES)),
    "month": ((), ("age",)),
}
SENSITIVE = "shelter+group_home"
WORDS = PublicationWords(
    languages=(
        NamedTerm("en", BilingualText("English", "anglais")),
        NamedTerm("fr", BilingualText("French", "français")),
        NamedTerm("bilingual", BilingualText("bilingual", "bilingue")),
    ),
    venue_types=(
        PublishedVenueType(
            SENSITIVE,
            BilingualText("shelters and group homes", "refuges et foyers de groupe"),
            ("shelter", "group_home"),
        ),
        PublishedVenueType(
            "youth_organization",
            BilingualText("youth organization", "organisme jeunesse"),
            ("youth_organization",),
        ),
        PublishedVenueType(
            "high_school", BilingualText("high school", "école secondaire"), ("high_school",)
        ),
    ),
    age_groups=(
        PublishedAgeGroup(
            "12-14", BilingualText("12 to 14", "12 à 14 ans"), youth=True, at_risk=True
        ),
        PublishedAgeGroup(
            "15-17", BilingualText("15 to 17", "15 à 17 ans"), youth=True, at_risk=True
        ),
        PublishedAgeGroup(
            "18-21", BilingualText("18 to 21", "18 à 21 ans"), youth=True, at_risk=True
        ),
        PublishedAgeGroup(
            "22-25", BilingualText("22 to 25", "22 à 25 ans"), youth=True, at_risk=True
        ),
        PublishedAgeGroup(
            "26-plus", BilingualText("26 and over", "26 ans et plus"), youth=False, at_risk=False
        ),
        PublishedAgeGroup(
            "unknown", BilingualText("not recorded", "non précisé"), youth=False, at_risk=False
        ),
    ),
    kinds=(
        PublishedKind(
            "information_forum",
            BilingualText("information forum", "forum d’information"),
            in_french_share=True,
        ),
        PublishedKind(
            "discussion", BilingualText("discussion", "discussion"), in_french_share=True
        ),
        PublishedKind(
            "youth_workshop",
            BilingualText("youth workshop", "atelier pour les jeunes"),
            in_french_share=False,
        ),
    ),
    statuses=(
        PublishedStatusLevel("on_track", BilingualText("on track", "en bonne voie"), 100),
        PublishedStatusLevel("watch", BilingualText("watch", "à surveiller"), 85),
        PublishedStatusLevel("behind", BilingualText("behind", "en retard"), 0),
    ),
    measures=tuple(
        PublishedMeasure(f"measure-{n}", BilingualText("", ""), None) for n in range(1, 5)
    ),
    partners=(
        NamedTerm(
            "crime-prevention-ottawa",
            BilingualText("Crime Prevention Ottawa", "Prévention du crime Ottawa"),
        ),
        NamedTerm(
            "ottawa-police-service",
            BilingualText("Ottawa Police Service", "Service de police d’Ottawa"),
        ),
    ),
    funders=(
        NamedTerm(
            "status-of-women-canada",
            BilingualText("Status of Women Canada", "Condition féminine Canada"),
        ),
    ),
)
YOUTHS = tuple(group.code for group in WORDS.age_groups if group.youth)
AGES = tuple(group.code for group in WORDS.age_groups)


@dataclass(frozen=True)
class Held:
    """A delivered session of a made-up world."""

    month: str
    language: str
    venue_type: str
    kind: str
    people: tuple[int, ...]


def a_world() -> tuple[Held, ...]:
    """Eighteen months in the demonstration's shape: over 1,000 youth, 10 of 37 in French."""
    months = [month for month in months_between("2013-10", "2015-03") if month[5:] not in ("07",)]
    venues = ["high_school", "youth_organization", "high_school", SENSITIVE]
    held = []
    for n in range(37):
        language = "fr" if n % 4 == 1 and n < 37 else "bilingual" if n % 9 == 8 else "en"
        kind = "discussion" if n % 3 else "information_forum"
        small = venues[n % 4] == SENSITIVE
        people = (1, 3, 2, 0, 1, 0) if small else (8 + n % 5, 12 + n % 4, 6, n % 3, n % 2, 4)
        held.append(Held(months[n % len(months)], language, venues[n % 4], kind, people))
    held += [
        Held(month, "en", "high_school", "youth_workshop", (9, 14, 3, 0, 0, 0)) for month in months
    ]
    return tuple(held)


def periods_of(month: str) -> dict[str, str]:
    """A month's period of each grain."""
    year, number = int(month[:4]), int(month[5:])
    first = year if number >= 4 else year - 1
    quarter = (number - 4) % 12 // 3 + 1
    named = f"month-{month}" if (year + 1) % 100 == number else month
    return {
        "project": "project",
        "year": Period.fiscal_year(first).code,
        "quarter": Period.fiscal_quarter(first, quarter).code,
        "month": named,
    }


@lru_cache(maxsize=8)  # nearly always of the one world, and frozen
def count(world: tuple[Held, ...]) -> tuple[ProtectedTable, ...]:
    """Every declared table of a world, with its true counts."""
    months = sorted({one.month for one in world})
    every = months_between(months[0], months[-1]) if months else ()
    periods = {("project", "project"): None}
    for grain in ("year", "quarter", "month"):
        periods |= {(periods_of(month)[grain], grain): None for month in every}
    tables = []
    for period, grain in periods:
        here = [one for one in world if periods_of(one.month)[grain] == period]
        tables += [_table(period, grain, by, here) for by in DECLARED[grain]]
    return tuple(tables)


def _table(period: str, grain: str, by: tuple[str, ...], world: list[Held]) -> ProtectedTable:
    codes = {
        "language": tuple(n.code for n in WORDS.languages),
        "venue_type": tuple(n.code for n in WORDS.venue_types),
        "age": (YOUTH,) if grain == "month" else (*AGES, YOUTH),
        "kind": tuple(n.code for n in WORDS.kinds),
    }
    counted: Counter[tuple[str, ...]] = Counter()
    for one in world:
        for age, people in zip(AGES, one.people, strict=True):
            for shown in (age, YOUTH) if age in YOUTHS else (age,):
                of = {"language": one.language, "venue_type": one.venue_type, "kind": one.kind}
                if "age" in by or shown != YOUTH:
                    counted[tuple(shown if axis == "age" else of[axis] for axis in by)] += people
    every = product(*(codes[axis] for axis in by))
    return ProtectedTable(period, by, tuple(ProtectedCell(each, counted[each]) for each in every))


@lru_cache(maxsize=8)
def protect(
    tables: tuple[ProtectedTable, ...], hidden_up_to: int = 10
) -> tuple[ProtectedTable, ...]:
    """Hide the small counts."""
    return tuple(
        replace(
            table,
            cells=tuple(
                ProtectedCell(cell.codes, None, CellMark.HIDDEN)
                if cell.value and cell.value <= hidden_up_to
                else cell
                for cell in table.cells
            ),
        )
        for table in tables
    )


def sessions_of(world: tuple[Held, ...]) -> tuple[SessionCount, ...]:
    """The sessions by month and by what they carry."""
    counted = Counter((one.month, one.language, one.venue_type, one.kind) for one in world)
    return tuple(SessionCount(*key, number) for key, number in sorted(counted.items()))


def publication(
    world: tuple[Held, ...] | None = None,
    tables: tuple[ProtectedTable, ...] | None = None,
    **parts: object,
) -> Publication:
    """A publication of a world, with the words and the target of the demonstration."""
    world = a_world() if world is None else world
    found = Publication(
        number=1,
        published_on=date(2015, 4, 1),
        data_as_of=date(2015, 3, 25),
        note=BilingualText("Figures of spring 2015.", "Chiffres du printemps 2015."),
        corrects=None,
        hidden_up_to=10,
        words=WORDS,
        target=PublishedTarget(1000, date(2013, 9, 1), date(2015, 6, 30)),
        reached=tuple(
            age
            for at, age in enumerate(AGES)
            if age in YOUTHS and any(one.people[at] for one in world)
        ),
        trained=(PublishedTraining("en", 10), PublishedTraining("fr", 4)),
        trained_people=10,
        sessions=sessions_of(world),
        tables=protect(count(world)) if tables is None else tables,
        demonstration=True,
        format=JOINT,
    )
    return replace(found, **parts)


def with_cell(
    found: Publication, period: str, by: tuple[str, ...], cell: ProtectedCell
) -> Publication:
    """The same with one cell put in place of the one of its codes."""
    tables = tuple(
        replace(table, cells=tuple(cell if c.codes == cell.codes else c for c in table.cells))
        if (table.period, table.by) == (period, by)
        else table
        for table in found.tables
    )
    return replace(found, tables=tables)


def hiding(found: Publication, by: tuple[str, ...], codes: tuple[str, ...]) -> Publication:
    """The same with the cells of these codes hidden in every period."""
    for table in found.tables:
        if table.by == by:
            found = with_cell(found, table.period, by, ProtectedCell(codes, None, CellMark.HIDDEN))
    return found


CARRIED_DAY = date(2014, 12, 31)


def marked() -> Publication:
    """The second one: a carried venue type, a revised age group, which corrects the first."""
    by_venue, by_age = ("venue_type",), ("age",)
    found = with_cell(
        publication(number=2, corrects=1),
        "project",
        by_venue,
        ProtectedCell(("youth_organization",), 300, CellMark.CARRIED, CARRIED_DAY),
    )
    return replace(found, revised=(CellRevision("project", by_age, ("12-14",)),))
