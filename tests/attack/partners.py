"""Many partners' answers: random grants of every publication, asked under random filters."""

import random
from collections.abc import Sequence
from urllib.parse import urlencode

from tests.attack import embedded
from tests.attack.asking import Pairs, of_publication
from tests.attack.corpora import Corpus, grant
from tests.attack.facts import Told
from tests.attack.published import Issue

FREE = ("language", "age", "venue_type", "kind", "period", "from", "to")


def answers(corpus: Corpus, seed: int, many: int, first: Sequence[Pairs] = ()) -> list[Told]:
    """What so many filters tell of each publication that stands; ``first`` are asked of all."""
    chance, told = random.Random(seed), []  # noqa: S311 - nothing secret
    for issue in corpus.issues:
        if corpus.reader.get(f"/publications/{issue.number}.json").status != 200:
            continue
        everything = grant(corpus, issue.number, "", FREE)
        for query in [*first, *(of_publication(chance, issue) for _ in range(many))]:
            told += embedded.read(corpus.reader, issue, everything, query, corpus.issues)
        told += _held(corpus, chance, issue)
    return told


def _held(corpus: Corpus, chance: random.Random, issue: Issue) -> list[Told]:
    """A grant of which some filters always hold: its key alone tells of that part."""
    locked = [pair for pair in of_publication(chance, issue) if pair[0] not in ("from", "to")]
    key = grant(corpus, issue.number, urlencode(locked), ())
    scope = embedded.asked(locked, issue)
    answer = corpus.reader.get("/api/v1/progress", Authorization=f"Bearer {key}")
    assert answer.status == 200, answer.text
    return embedded.of_data(issue, scope, answer.json(), corpus.issues)
