r"""A long attack on random projects: publications with many grants, and the committee's pages.

    pytest -n 0 tests/drill/drill_attack.py -o python_files=drill_attack.py \
        -o faulthandler_timeout=0

``ATTACK_PROJECTS`` (6), ``ATTACK_SEED`` (1000), ``ATTACK_FILTERS`` (20) and ``ATTACK_MINUTES`` (30)
say how many projects, from which seed, how many filters of each, and when to begin no more.
"""

import os
import random
import time
from math import inf
from pathlib import Path

import pytest

from tests.attack import projects
from tests.attack.asking import of_committee
from tests.attack.corpora import (
    as_told,
    demonstration_published,
    opened_to_the_committee,
    published_corpus,
)
from tests.attack.facts import Scope, months_between
from tests.attack.judging import breaches_of, breaches_of_publications
from tests.attack.projects import Project
from tests.attack.published import Issue

MANY = int(os.environ.get("ATTACK_PROJECTS", "6"))
SEED = int(os.environ.get("ATTACK_SEED", "1000"))
FILTERS = int(os.environ.get("ATTACK_FILTERS", "20"))
MINUTES = float(os.environ.get("ATTACK_MINUTES", "30"))
ENDS = time.monotonic() + 60 * MINUTES
DAYS = ("2014-03-31", "2014-06-30", "2014-09-30", "2014-12-31", "2015-03-25")


def made_up() -> list[Project]:
    """Two sparse ones, then a dense one, and so on."""
    seeds = range(SEED, SEED + MANY)
    return [projects.dense(seed) if seed % 3 == 2 else projects.sparse(seed) for seed in seeds]


@pytest.fixture(autouse=True)
def in_time() -> None:
    if time.monotonic() > ENDS:
        pytest.skip(f"{MINUTES:g} minutes are over")


@pytest.mark.parametrize("project", made_up(), ids=lambda project: project.name)
def test_what_a_made_up_project_publishes_gives_nothing_away(
    project: Project, sqlite_template: Path, tmp_path: Path
) -> None:
    with published_corpus(project, sqlite_template, tmp_path) as corpus:
        as_told(corpus)  # a correction of few people waits
        breaches = breaches_of_publications(corpus, seed=SEED, many=FILTERS)
        assert not breaches, "\n".join(breaches)


def test_a_year_that_is_tightened_gives_nothing_away(sqlite_template: Path, tmp_path: Path) -> None:
    with published_corpus(projects.year_by_year(1), sqlite_template, tmp_path) as corpus:
        before, after = (widths(issue) for issue in corpus.issues[-2:])
        assert before.keys() <= after.keys()
        assert sum(after[scope] for scope in before) < 0.9 * sum(before.values())
        breaches = breaches_of_publications(corpus, seed=SEED, many=3)
        assert not breaches, "\n".join(breaches)


def widths(issue: Issue) -> dict[Scope, float]:
    """How wide each figure of a publication is told."""
    return {one.scope: one.high - one.low for one in issue.told if one.high < inf}


def test_five_publications_of_the_demonstration_give_nothing_away(
    demonstration: Path, tmp_path: Path
) -> None:
    with demonstration_published(demonstration, tmp_path, DAYS) as corpus:
        breaches = breaches_of_publications(corpus, seed=SEED, many=FILTERS)
        assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("project", made_up(), ids=lambda project: project.name)
def test_no_page_of_a_made_up_project_gives_a_count_away(
    project: Project, sqlite_template: Path, tmp_path: Path
) -> None:
    days = sorted(session.day for step in project.steps for session in step.sessions)
    months = months_between(f"{days[0]:%Y-%m}", f"{days[-1]:%Y-%m}")
    chance = random.Random(project.name)  # noqa: S311 - nothing secret
    queries = [of_committee(chance, months) for _ in range(FILTERS * 2)]
    with opened_to_the_committee(project, sqlite_template, tmp_path) as corpus:
        assert breaches_of(corpus.reader, corpus.url, queries) == []
