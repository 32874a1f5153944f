"""Nobody learns a small count from publications that are corrected, whatever two grants show."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.attack import embedded, projects
from tests.attack.corpora import Corpus, as_told, grant, published_corpus
from tests.attack.facts import Told, within
from tests.attack.followed import Followed
from tests.attack.histories import lots, of_parts
from tests.attack.published import Issue
from tests.attack.targets import attack, singles

GRANTS = ([("language", "fr")], [("venue_type", "high_school"), ("kind", "youth_workshop")])
"""What two partners may see, each under other filters of their own, of every publication."""
FREE = ("age", "period")


@pytest.fixture(scope="module")
def corpus(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corrected")
    with published_corpus(projects.corrected(), sqlite_template, folder) as found:
        as_told(found)
        yield found


def test_who_follows_each_session_and_sees_two_grants_learns_no_small_count(corpus: Corpus) -> None:
    """They know when each was added, taken out and moved, over corrections told by two quarters.

    And one person of a rare group who was at a shelter.
    """
    every, threshold = lots(corpus), corpus.issues[-1].threshold
    programme = Followed(corpus.issues, every)
    for issue in corpus.issues:
        programme.learn([*issue.told, *by_grants(corpus, issue), in_the_room(corpus, issue.number)])
    for part, told in of_parts(corpus).items():
        programme.learn_of_part(part, told)
    assert programme.wrong(programme.truth) == []
    breaches = attack(programme, corpus.truths, threshold, also=programme.sums_of_parts())
    assert not breaches, "\n".join(map(str, breaches))
    assert len(programme.parts) > 2  # what stayed, and more than one correction
    taken = [n for lot in every if lot.part is not None for n in lot.people.values()]
    assert any(0 < n <= threshold for n in taken)  # else there would be nothing to find
    after = corpus.issues[1]  # a session at a shelter is alone, once those beside it are taken out
    assert any(n > threshold for _, n in singles(after, corpus.truths[after.number]))


def test_who_sees_sessions_taken_out_and_put_back_learns_no_small_count(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """What was told without them, and with them before and after, is of the same people."""
    with published_corpus(projects.undone(), sqlite_template, tmp_path) as corpus:
        as_told(corpus)
        every, threshold = lots(corpus), corpus.issues[-1].threshold
        programme = Followed(corpus.issues, every)
        for issue in corpus.issues:
            programme.learn(issue.told)
        assert programme.wrong(programme.truth) == []
        breaches = attack(programme, corpus.truths, threshold, also=programme.sums_of_parts())
        assert not breaches, "\n".join(map(str, breaches))
    back = [lot for lot in every if lot.places.get(2, "") is None and lot.places[3]]
    assert any(0 < n <= threshold for lot in back for n in lot.people.values())


def by_grants(corpus: Corpus, issue: Issue) -> Iterator[Told]:
    """What two partners are told of a publication, each under filters of their own."""
    for locked in GRANTS:
        key = grant(corpus, issue.number, urlencode(locked), FREE)
        for asked in ([], [("age", "12-14")], [("period", issue.periods[0])]):
            scope = embedded.asked([*locked, *asked], issue)
            answer = corpus.reader.get("/api/v1/progress", asked, Authorization=f"Bearer {key}")
            if answer.status == 200:
                yield from embedded.of_data(issue, scope, answer.json(), corpus.issues)


def in_the_room(corpus: Corpus, number: int) -> Told:
    """Somebody knows that one person of the smallest group was at one session, when and where."""
    few = min(
        (n, key)
        for key, n in corpus.truths[1].items()
        if key[0][2] == "shelter" and key in corpus.truths[number]
    )
    (month, language, venue_type, kind), age = few[1]
    scope = within(month=month, language=language, venue_type=venue_type, kind=kind, age=age)
    return Told(number, scope, 1, float("inf"), said="in the room")
