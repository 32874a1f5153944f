"""What an attack finds: on publications with partners' answers, and on single live pages."""

from collections.abc import Sequence

from tests.attack import live, partners
from tests.attack.asking import Pairs
from tests.attack.corpora import Corpus, happened, truth_vector
from tests.attack.pages import Puzzle
from tests.attack.pages import attack as attack_page
from tests.attack.targets import attack
from tests.attack.wire import Reader

READ = {"api": live.api, "explore": live.explore, "venues": live.venues}


def breaches_of_publications(
    corpus: Corpus, *, seed: int, many: int, first: Sequence[Pairs] = ()
) -> list[str]:
    """What all that was published gives away, with so many partners' answers."""
    programme = corpus.programme()
    programme.learn(partners.answers(corpus, seed, many, [[], *first]))
    assert programme.wrong(truth_vector(programme, corpus.truths)) == []
    threshold = corpus.issues[-1].threshold
    return [str(breach) for breach in attack(programme, corpus.truths, threshold)]


def breaches_of(reader: Reader, url: str, queries: Sequence[Pairs]) -> list[str]:
    """What each of these pages and answers gives away by itself."""
    found = []
    for number, query in enumerate(queries):
        beside = [("compare", ("previous", "year")[number % 4 // 2])] * (number % 2)
        beside += [("bars", "french_share")] * (number % 3 == 0)
        beside += [("present", str(number % 5 + 1))] * (number % 4 < 2)
        for name, read in READ.items():
            page = read(reader, [*query, *(beside if name == "explore" else [])])
            sessions = happened(url, query)
            assert Puzzle(page).wrong(sessions) == [], (name, query, beside)
            given = attack_page(page, sessions, deep=False)
            found += [f"{name} {query}: {breach}" for breach in given]
    return found
