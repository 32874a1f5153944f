"""No page of the committee gives a small count away: attacked with a solver, over HTTP."""

import json
import random
import urllib.request
from datetime import date, timedelta

import pytest

import app
from dashboard.database import open_engine, writing
from dashboard.domain.shared.filters import Filters
from dashboard.settings import Settings
from dashboard.writes.state import mark_as_demonstration
from tests.privacy.committee import attacks, explore, grid, question
from tests.queries.oracle import VENUE_TYPES, expected
from tests.queries.worlds import AGES, KINDS, LANGUAGES, VENUES, a_session, store
from tests.support import patience

MAXIMUM = 4
SMALL = range(1, MAXIMUM + 1)
FIRST, DAYS, SESSIONS = date(2014, 1, 1), 730, 90
FEWEST_HIDDEN = 200
HEADERS = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("query", "small"),
    [
        ("from=2015-02-01&to=2015-02-28", [("venue_type", "group_home")]),
        ("venue_type=group_home", [("age_group", "12-14"), ("month", "2015-02")]),
    ],
)
def test_no_small_count_of_the_demonstration_comes_out(live_server, query, small):
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{live_server.url}/_dash-update-component",
        json.dumps(question("explore", query)).encode(),
        HEADERS,
    )
    with urllib.request.urlopen(request, timeout=patience.SECONDS) as answer:  # noqa: S310
        read = explore(drawn(json.load(answer)))
    for table, code in small:
        assert read.rows[table][code].youth is None
        assert could_be_large(attacks(read), table, code, youth=True)


def drawn(answer):
    return answer["response"]["view-drawing"]["data"]


def could_be_large(attempts, table, code, *, youth):
    return all(
        attack.could_be(table, code, MAXIMUM + 1, youth=youth)
        for attack in attempts
        if table in attack.tables
    )


@pytest.fixture
def ask(sqlite_url):
    """A page of a random project, as the committee's browsers get it; and the project."""
    chance = random.Random(2015)  # noqa: S311 - no secret
    sessions = [some_session(chance) for _ in range(SESSIONS)]
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        store(connection, sessions, {("F1", "en"): FIRST, ("F1", "fr"): FIRST})
        mark_as_demonstration(connection)
    engine.dispose()
    made = app.create_app(Settings(database_url=sqlite_url)).server
    client = made.test_client()

    def ask(view, filters):
        body = question(view, filters.to_query())
        return drawn(client.post("/_dash-update-component", json=body, headers=HEADERS).json)

    yield ask, sessions
    made.extensions["impact"].dispose()


def some_session(chance):
    ages = chance.sample(AGES, chance.choice((1, 1, 2, 2, 3)))
    return a_session(
        FIRST + timedelta(chance.randrange(DAYS)),
        kind=chance.choice(KINDS),
        language=chance.choices(LANGUAGES, (5, 3, 2))[0],
        venue=chance.choice(sorted(VENUES)),
        attendance={age: chance.choice((1, 2, 2, 3, 4, 6, 9, 20)) for age in ages},
    )


def some_filters(chance):
    """A few weeks or months, and little else: so that there are small counts, beside large ones."""
    start = FIRST + timedelta(chance.randrange(DAYS))
    return Filters(
        start=start,
        end=start + timedelta(chance.choice((20, 45, 90, 150))),
        language=chance.choice(((), (), (), ("en",), ("fr", "bilingual"))),
        venue_type=chance.choice(((), (), (), ("shelter",), ("group_home", "high_school"))),
        kind=chance.choice(((), (), KINDS[:1])),
        age=chance.choice(((), (), (), ("12-14",), ("15-17", "26-plus"))),
    )


def test_no_small_count_of_a_random_page_comes_out(ask):
    """Even with the whole grid of coverage beside it, which the venues view shows."""
    page, sessions = ask
    chance, hidden, given_away = random.Random(325), 0, []  # noqa: S311 - no secret
    while hidden < FEWEST_HIDDEN:
        filters = some_filters(chance)
        small = list(small_counts(filters, sessions))
        if not small:
            continue
        read = explore(page("explore", filters))
        read.came |= {
            codes: number
            for codes, number in grid(page("explore", filters))
            if all(code in row for code, row in zip(codes, chosen(filters), strict=True))
        }
        attempts = attacks(read)
        for table, code, youth in small:
            row = read.rows[table][code]
            assert (row.youth if youth else row.participations) is None
            hidden += 1
            if not could_be_large(attempts, table, code, youth=youth):
                given_away.append((filters.to_query(), table, code))
    assert not given_away


def chosen(filters):
    return filters.language or LANGUAGES, filters.venue_type or VENUE_TYPES, filters.age or AGES


def small_counts(filters, sessions):
    """The youth and the others of each row that are few, by a slow count."""
    found = expected(filters, sessions, {}, ())
    for table in ("month", "language", "venue_type", "age_group", "weekday"):
        for code, _, participations, youth in found[f"by_{table}"]:
            if youth in SMALL:
                yield table, code, True
            if participations - youth in SMALL and table != "month":  # it shows youth alone
                yield table, code, False
