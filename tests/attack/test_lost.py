"""A publication that a restore lost, and the one after it, tell no small count together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.publications.making import confirming
from tests.attack.corpora import Corpus, as_told, publish, published_corpus, run, take
from tests.attack.projects import Project, Session, Step
from tests.attack.targets import attack
from tests.attack.wire import Reader
from tests.support.program import serving

SPRING, SUMMER, FALL = date(2014, 3, 31), date(2014, 6, 30), date(2014, 9, 30)


def at_schools(months: tuple[int, ...], first: int) -> tuple[Session, ...]:
    """Six sessions at schools, of one language and kind."""
    return tuple(
        Session(f"L{first + n}", date(2014, months[n % 3], 4 + n), "en", "high_school",
                "discussion", (20 + n, 15 + n, 12 + n, 0, 30, 0))
        for n in range(6)
    )  # fmt: skip


LATE = replace(at_schools((2, 2, 2), 50)[0], people=(3, 2, 0, 0, 0, 0))
"""Few people: whoever can subtract all others from a total knows them."""
LOST = (*at_schools((4, 5, 6), 10), LATE)
AFTER = at_schools((7, 8, 9), 20)
PROJECT = Project(
    "lost", (Step(at_schools((1, 2, 3), 0), as_of=SPRING),), begins=date(2013, 4, 1)
)  # fmt: skip


def test_what_was_lost_and_what_was_published_after_it_tell_no_small_count_together(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The late session is forgotten when all is entered again."""
    kept, folder = tmp_path / "kept.backup", tmp_path / "restored"
    with published_corpus(PROJECT, sqlite_template, tmp_path / "lost") as lost:
        run("backup", kept, url=lost.url)
        take(lost, Step(LOST, as_of=SUMMER), tmp_path / "lost.csv")
        as_told(lost)
    folder.mkdir()
    path = folder / "impact.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    run("restore", kept, "--yes", "--without-backup", url=url)
    monkeypatch.setattr(confirming, "now_in_iso", lambda: "2014-07-02T12:00:00+00:00")
    run("publish", "confirm-restored", "2", url=url)
    with serving(url, folder, "--workers", "1") as served:
        again = Corpus(Reader(served.url), url)
        take(again, Step((*LOST[:-1], *AFTER)), tmp_path / "again.csv")
        publish(again, "--as-of", FALL)
        as_told(again)
    first, second = lost.issues
    (third,) = again.issues
    assert (second.number, third.number) == (2, 3)
    both = Corpus(lost.reader, url, [first, third, second], {**again.truths, **lost.truths},
                  {**again.held, **lost.held})  # fmt: skip
    breaches = attack(both.programme(), both.truths, third.threshold)
    assert not breaches, "\n".join(map(str, breaches))
