"""Everything published, taken together, gives no small count and no single session away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attack import leaving, outside, projects
from tests.attack.corpora import Corpus, demonstration_published, published_corpus
from tests.attack.judging import breaches_of_publications
from tests.attack.projects import FIVE_SESSIONS, TWO_IN_MAY, Project

MAY_IN_FRENCH = [("language", "fr"), ("from", "2014-05-01"), ("to", "2014-05-31")]


@pytest.mark.parametrize(
    "project", [FIVE_SESSIONS, TWO_IN_MAY, projects.short(1)], ids=lambda project: project.name
)
def test_a_made_up_project_keeps_its_small_counts(
    project: Project, sqlite_template: Path, tmp_path: Path
) -> None:
    with published_corpus(project, sqlite_template, tmp_path) as corpus:
        breaches = breaches_of_publications(corpus, seed=1, many=3, first=[MAY_IN_FRENCH])
        assert breaches == []
        told = leaving.everything(corpus)
        outside.delete_beneath(corpus.url)
        assert leaving.everything(corpus, told) == told


@pytest.fixture
def demonstration_corpus(demonstration: Path, tmp_path: Path) -> Iterator[Corpus]:
    days = ("2014-12-31", "2015-03-25")
    with demonstration_published(demonstration, tmp_path, days) as corpus:
        yield corpus


def test_two_publications_of_the_demonstration_keep_its_small_counts(
    demonstration_corpus: Corpus,
) -> None:
    breaches = breaches_of_publications(demonstration_corpus, seed=2, many=3)
    assert not breaches, "\n".join(breaches)
