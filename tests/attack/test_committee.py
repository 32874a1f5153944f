"""No single page and no single answer gives the committee a hidden count of 1 to 4."""

import random
from pathlib import Path

import pytest

from tests.attack import projects
from tests.attack.asking import Pairs, of_committee
from tests.attack.corpora import opened_to_the_committee
from tests.attack.facts import months_between
from tests.attack.judging import breaches_of
from tests.attack.wire import Reader
from tests.support.program import Served

FEBRUARY = [("from", "2015-02-01"), ("to", "2015-02-28")]
GROUP_HOMES = [("venue_type", "group_home")]


@pytest.mark.parametrize("query", [FEBRUARY, GROUP_HOMES], ids=["february", "group-homes"])
def test_a_page_of_the_demonstration_keeps_its_small_counts(
    live_server: Served, query: Pairs
) -> None:
    url = live_server.environment["IMPACT_DATABASE_URL"]
    assert breaches_of(Reader(live_server.url), url, [query]) == []


def test_random_pages_of_the_demonstration_keep_their_small_counts(live_server: Served) -> None:
    chance, months = random.Random(1), months_between("2013-10", "2015-03")  # noqa: S311
    queries = [of_committee(chance, months) for _ in range(25)]
    url = live_server.environment["IMPACT_DATABASE_URL"]
    assert breaches_of(Reader(live_server.url), url, queries) == []


def test_random_pages_of_a_made_up_project_keep_their_small_counts(
    sqlite_template: Path, tmp_path: Path
) -> None:
    project = projects.sparse(5)
    days = sorted(session.day for step in project.steps for session in step.sessions)
    months = months_between(f"{days[0]:%Y-%m}", f"{days[-1]:%Y-%m}")
    chance = random.Random(5)  # noqa: S311 - nothing secret
    queries = [of_committee(chance, months) for _ in range(15)]
    with opened_to_the_committee(project, sqlite_template, tmp_path) as corpus:
        assert breaches_of(corpus.reader, corpus.url, queries) == []
