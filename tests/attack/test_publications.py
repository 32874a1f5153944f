"""Everything published, taken together, gives no small count and no single session away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attack import partners, projects
from tests.attack.corpora import (
    Corpus,
    demonstration_published,
    published_corpus,
    truth_vector,
)
from tests.attack.projects import FIVE_SESSIONS, TWO_IN_MAY, Project
from tests.attack.targets import attack

MAY_IN_FRENCH = [("language", "fr"), ("from", "2014-05-01"), ("to", "2014-05-31")]


def gives_nothing_away(corpus: Corpus, *, seed: int, many: int) -> None:
    """Attack all that was published, with many partners' answers."""
    programme = corpus.programme()
    programme.learn(partners.answers(corpus, seed, many, [[], MAY_IN_FRENCH]))
    assert programme.wrong(truth_vector(programme, corpus.truths)) == []
    breaches = attack(programme, corpus.truths, corpus.issues[-1].threshold)
    assert not breaches, "\n".join(map(str, breaches))


@pytest.mark.parametrize(
    "project", [FIVE_SESSIONS, TWO_IN_MAY, projects.sparse(1)], ids=lambda project: project.name
)
def test_a_made_up_project_keeps_its_small_counts(
    project: Project, sqlite_template: Path, tmp_path: Path
) -> None:
    with published_corpus(project, sqlite_template, tmp_path) as corpus:
        gives_nothing_away(corpus, seed=1, many=3)


@pytest.fixture
def demonstration_corpus(demonstration: Path, tmp_path: Path) -> Iterator[Corpus]:
    days = ("2014-09-30", "2014-12-31", "2015-03-25")
    with demonstration_published(demonstration, tmp_path, days) as corpus:
        yield corpus


def test_three_publications_of_the_demonstration_keep_its_small_counts(
    demonstration_corpus: Corpus,
) -> None:
    gives_nothing_away(demonstration_corpus, seed=2, many=3)
