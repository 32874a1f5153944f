"""Everything beneath publications is changed, and then deleted: no public byte becomes another one.

pytest -n 0 tests/drill/drill_outside.py -o python_files=drill_outside.py
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.attack import outside, projects
from tests.attack.corpora import Corpus, grant, published_corpus, run
from tests.attack.partners import FREE
from tests.attack.wire import Reader
from tests.support.ports import free_port
from tests.support.program import serving

SECRET = {"secret_key": "a secret key that is long enough"}
QUERIES = ("", "language=fr", "age=15-17&kind=discussion", "period=2013-14", "to=2014-04-30")
ONE, TWO = "language=en", urlencode([("venue_type", "high_school"), ("kind", "youth_workshop")])


@pytest.fixture
def corpus(sqlite_template: Path, tmp_path: Path) -> Iterator[Corpus]:
    """Four publications with corrections."""
    with published_corpus(projects.corrected(), sqlite_template, tmp_path / "made") as found:
        yield found


def test_what_leaves_hangs_on_publications_alone(corpus: Corpus, tmp_path: Path) -> None:
    keys, port = granted(corpus), str(free_port())
    with served(corpus, tmp_path / "before", port) as reader:
        asked = [*outside.of_everybody(reader)]
        for key, queries in keys.items():
            asked += outside.of_partner(reader, key, queries)
        told = outside.answers(reader, asked)
        assert len({answer.body for answer in told.values()}) > len(told) / 3  # no mere refusals
        site = written(corpus, tmp_path / "site")
        outside.change_beneath(corpus.url)
        assert outside.different(told, outside.answers(reader, asked)) == []
    for number, made in enumerate((outside.change_beneath, outside.delete_beneath)):
        made(corpus.url)
        folder = tmp_path / str(number)
        with served(corpus, folder, port) as anew:
            assert outside.different(told, outside.answers(anew, asked)) == []
        assert written(corpus, folder / "site") == site


def granted(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Keys, and what they are asked: of all, of parts, of what was taken back, and ended ones."""
    last = corpus.issues[-1].number
    ended, gone, wide = (grant(corpus, number, "", FREE) for number in (1, 2, last))
    narrow = [grant(corpus, 1, ONE, ("age", "period")), grant(corpus, last, TWO, ())]
    run("embeds", "revoke", 1, url=corpus.url)
    run("publish", "withdraw", 2, "--reason-en", "A", "--reason-fr", "Une", url=corpus.url)
    return {wide: QUERIES, **dict.fromkeys((*narrow, ended, gone), ("",))}


@contextmanager
def served(corpus: Corpus, folder: Path, port: str) -> Iterator[Reader]:
    """A server that has just begun; its port is in some answers."""
    folder.mkdir()
    with serving(corpus.url, folder, "--workers", "1", port=port, **SECRET) as one:
        yield Reader(one.url)


def written(corpus: Corpus, folder: Path) -> dict[str, bytes]:
    """The public pages as files."""
    run("publish", "--static", folder, url=corpus.url)
    files = (one for one in folder.resolve().rglob("*") if one.is_file())
    return {str(one.relative_to(folder.resolve())): one.read_bytes() for one in files}
