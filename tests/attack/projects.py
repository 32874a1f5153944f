"""Made-up projects: what happened in each session, and what was published when.

Written for the attack alone: no test of the method knows these worlds.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.attack.facts import AGES, KINDS, LANGUAGES, SENSITIVE

CODES_OF = {"shelter": "AT-SH", "group_home": "AT-GH", "youth_organization": "AT-YO",
            "high_school": "AT-HS"}  # fmt: skip
HEADS = ("reference", "date", "status", "kind", "language", "venue", "first_time", *AGES)


@dataclass(frozen=True)
class Session:
    """A delivered session; ``venue`` is one of a few of its type."""

    reference: str
    day: date
    language: str
    venue_type: str
    kind: str
    people: tuple[int, ...]  # by age group
    venue: int = 1
    first_time: int | None = None
    status: str = "delivered"

    @property
    def row(self) -> tuple[str, ...]:
        kept = self.status == "delivered"
        people = [str(n) if kept else "" for n in self.people]
        first = "" if self.first_time is None or not kept else str(self.first_time)
        venue = f"{CODES_OF[self.venue_type]}-{self.venue}"
        return (self.reference, str(self.day), self.status, self.kind, self.language, venue,
                first, *people)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A file of sessions is imported; then a publication is made, or one taken back."""

    sessions: tuple[Session, ...] = ()
    as_of: date | None = None
    corrects: int | None = None
    withdraws: int | None = None
    tighten: bool = False


@dataclass(frozen=True)
class Project:
    """A project by name, with its history."""

    name: str
    steps: tuple[Step, ...]
    target: int = 1000
    begins: date = date(2013, 9, 1)
    venues: int = field(default=3)


def venue_rows(project: Project) -> Iterator[tuple[str, ...]]:
    """The file of its venues."""
    yield ("code", "venue_type", "area", "label_en", "label_fr")
    for venue_type, code in CODES_OF.items():
        for n in range(1, project.venues + 1):
            name = "" if venue_type in SENSITIVE else f"{code}-{n}"  # known by their codes only
            yield (f"{code}-{n}", venue_type, "", name, name)


SIZES = {"shelter": (1, 9), "group_home": (2, 8), "youth_organization": (4, 18),
         "high_school": (10, 40)}  # fmt: skip
NOBODY = 8
"""One session of so many is held though nobody came."""


def at_random(name: str, seed: int, months: int, a_month: tuple[int, int]) -> Project:
    """A project of some months with so many sessions in each, published quarter by quarter.

    Between two publications somebody corrects a session now and then, and one is taken back.
    """
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - nothing secret
    begin = date(2013, 4, 1) + timedelta(days=31 * chance.randrange(0, 9))
    sessions = []
    for n in range(months):
        for _ in range(chance.randint(*a_month)):
            sessions.append(_session(chance, len(sessions), _day(begin, n, chance)))
    sessions.sort(key=lambda one: one.day)
    return Project(f"{name} {seed}", tuple(_history(chance, sessions)), begins=date(2013, 4, 1))


def _day(begin: date, month: int, chance: random.Random) -> date:
    ordinal = begin.year * 12 + begin.month - 1 + month
    return date(ordinal // 12, ordinal % 12 + 1, chance.randint(1, 28))


def _session(chance: random.Random, number: int, day: date) -> Session:
    language = chance.choices(LANGUAGES, (6, 3, 1))[0]
    venue_type = chance.choices(tuple(SIZES), (3, 2, 3, 3))[0]
    kind = chance.choices(KINDS, (2, 5, 3))[0]
    size = chance.randint(*SIZES[venue_type])
    weights = [chance.random() ** 2 * part for part in (3, 5, 4, 2, 0.4, 0.4)]
    weights[chance.randrange(4)] += 1
    if venue_type == "high_school":
        weights[3] = 0  # nobody of 22 to 25, at any of them
    people = [0] * len(AGES)
    for at in chance.choices(range(len(AGES)), weights, k=size):
        people[at] += 1
    first = chance.choice((None, chance.randint(0, size)))
    if number % NOBODY == 0:
        people, first = [0] * len(AGES), None
    return Session(f"A{number}", day, language, venue_type, kind, tuple(people),
                   chance.randint(1, 3), first)  # fmt: skip


def _history(chance: random.Random, sessions: Sequence[Session]) -> Iterator[Step]:
    last = sessions[-1].day
    cuts = [last - timedelta(days=days) for days in (185, 93, 0)]
    given = 0
    begun = [cut for cut in cuts if cut >= sessions[0].day]  # else there is nothing to publish
    for number, cut in enumerate(begun, start=1):
        known = [one for one in sessions if one.day <= cut]
        new = known[given:]
        given = len(known)
        yield Step(tuple(new), as_of=cut)
        if number == 2:
            wrong = chance.choice(known)
            yield Step((_mended(wrong),), as_of=cut, corrects=number)
            yield Step(withdraws=number)


def _mended(session: Session) -> Session:
    """The same session with more people than were counted first."""
    at = max(range(4), key=lambda n: session.people[n])
    people = tuple(n + 6 if k == at else n for k, n in enumerate(session.people))
    return replace(session, people=people)


def sparse(seed: int) -> Project:
    """One to three sessions a month over a year."""
    return at_random("sparse", seed, 12, (1, 3))


def short(seed: int) -> Project:
    """One to three sessions a month over seven months."""
    return at_random("short", seed, 7, (1, 3))


def dense(seed: int) -> Project:
    """Six to ten sessions a month over nine months."""
    return at_random("dense", seed, 9, (6, 10))


def by_hand(name: str, *rows: tuple[str, str, str, int]) -> Project:
    """Discussions with people of 15 to 17, published once: day, language, venue type, size."""
    sessions = tuple(
        Session(f"H{n}", date.fromisoformat(day), language, venue_type, "discussion",
                (0, size, 0, 0, 0, 0))
        for n, (day, language, venue_type, size) in enumerate(rows)
    )  # fmt: skip
    return Project(name, (Step(sessions, as_of=date(2014, 6, 30)),), begins=date(2014, 4, 1))


def year_by_year(seed: int) -> Project:
    """Five or six sessions a month over a year, published in two parts; then it is tightened."""
    chance = random.Random(f"a year {seed}")  # noqa: S311 - nothing secret
    begin = date(2013, 4, 1)
    sessions = [
        _session(chance, 10 * month + n, _day(begin, month, chance))
        for month in range(12)
        for n in range(chance.randint(5, 6))
    ]
    ends = [date(2013, 9, 30), date(2014, 3, 31)]
    first = [begin, *(end + timedelta(days=1) for end in ends)]
    steps = [
        Step(tuple(one for one in sessions if start <= one.day <= end), end)
        for start, end in zip(first, ends, strict=False)
    ]
    return Project(f"a year {seed}", (*steps, Step(as_of=ends[-1], tighten=True)), begins=begin)


FIVE_SESSIONS = by_hand(
    "five sessions",
    ("2014-05-06", "en", "high_school", 20),
    ("2014-05-13", "fr", "shelter", 3),
    ("2014-05-20", "fr", "shelter", 1),
    ("2014-06-10", "fr", "shelter", 18),
    ("2014-06-17", "fr", "shelter", 15),
)
TWO_IN_MAY = by_hand(
    "two in May",
    ("2014-05-06", "en", "high_school", 11),
    ("2014-05-13", "fr", "shelter", 2),
    ("2014-06-10", "fr", "shelter", 30),
)


def corrected() -> Project:
    """Half a year of schools, and a shelter now and then; then two quarters with corrections.

    Sessions are cancelled, moved to another language, and entered late. Of what is taken out, the
    people at shelters are few in each age group, and the adults at schools are few in some month.
    One session at a shelter stays, and is alone from then on. What is cancelled is told by itself:
    what is asked of a quarter and of those who were moved would hide that session, too.
    """
    chance = random.Random("corrected")  # noqa: S311 - nothing secret
    quarters: list[list[Session]] = []
    for number, (months, count) in enumerate((((1, 2, 3), 16), ((4, 5, 6), 8), ((7, 8, 9), 8))):
        quarters.append([])
        for at in range(count):
            shelter = at % 4 == 3
            people = [chance.randint(*((3, 6) if shelter else (12, 22))) for _ in range(3)]
            quarters[-1].append(
                Session(
                    f"K{number}-{at}",
                    date(2014, months[at % 3], chance.randint(2, 27)),
                    ("en", "fr")[at % 4 == 1],
                    "shelter" if shelter else "high_school",
                    KINDS[at % 2 + 1],
                    (*people, 0, 0 if shelter else chance.randint(6, 8), 0),
                )
            )
    first, second, third = quarters
    gone = [replace(first[at], status="cancelled") for at in (0, 1, 2, 3, 5, 6, 7, 11)]
    moved = replace(first[4], language="bilingual")
    late = replace(second[0], reference="late", day=date(2014, 2, 11))
    again = [replace(second[2], status="cancelled"), replace(second[4], language="bilingual")]
    return Project(
        "corrected",
        (
            Step(tuple(first), as_of=date(2014, 3, 31)),
            Step(tuple(gone), as_of=date(2014, 3, 31)),
            Step((*second, moved, late), as_of=date(2014, 6, 30)),
            Step((*third, *again), as_of=date(2014, 9, 30)),
        ),
    )


def undone() -> Project:
    """Large sessions at schools and a shelter; some are cancelled, and held after all.

    The second publication tells that they are gone, the third one that they are back.
    """
    chance = random.Random("undone")  # noqa: S311 - nothing secret
    quarters: list[list[Session]] = []
    for number, (months, count) in enumerate((((1, 2, 3), 14), ((4, 5, 6), 6), ((7, 8, 9), 6))):
        quarters.append([])
        for at in range(count):
            shelter = at % 4 == 3
            people = [chance.randint(*((3, 6) if shelter else (24, 44))) for _ in range(3)]
            quarters[-1].append(
                Session(
                    f"U{number}-{at}",
                    date(2014, months[at % 3], chance.randint(2, 27)),
                    ("en", "fr")[at % 4 == 1],
                    "shelter" if shelter else "high_school",
                    KINDS[at % 2 + 1],
                    (*people, 0, 0 if shelter else chance.randint(14, 22), 0),
                )
            )
    first, second, third = quarters
    held = tuple(first[:5])
    gone = tuple(replace(one, status="cancelled") for one in held)
    return Project(
        "undone",
        (
            Step(tuple(first), as_of=date(2014, 3, 31)),
            Step((*second, *gone), as_of=date(2014, 6, 30)),
            Step((*third, *held), as_of=date(2014, 9, 30)),
        ),
    )
