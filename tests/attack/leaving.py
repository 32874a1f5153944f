"""Whether what leaves comes from publications alone: all of it, with sessions and without them."""

from collections.abc import Iterable
from urllib.parse import urlencode

import flask

from dashboard import web
from dashboard.database import open_engine
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from tests.attack import embedded
from tests.attack.corpora import Corpus, grant
from tests.attack.partners import FREE

OK, GONE = 200, 410
Answer = tuple[bytes, str | None]  # body, ETag
FILTERS = ("", "language=fr", "age=15-17", "kind=discussion", "period=2014-15", "to=2014-04-30")
FORMS = ("html", "svg", "csv", "json")


def everything(corpus: Corpus, again: Iterable[str] = ()) -> dict[str, Answer]:
    """What a program that has just begun answers at each address, or ``again`` at those."""
    engine = open_engine(corpus.url)
    try:
        made, settings = flask.Flask("leaving"), Settings(database_url=corpus.url)
        made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
        web.install(made, engine, settings, People(engine, settings))
        reader, found = made.test_client(), {}
        for address in again or [*_public(corpus), *_embedded(corpus)]:
            answer = reader.get(address, buffered=True)
            assert answer.status_code in (OK, GONE), f"{address}: {answer.status_code}"
            found[address] = answer.data, answer.headers.get("ETag")
    finally:
        engine.dispose()
    return found


def _public(corpus: Corpus) -> Iterable[str]:
    yield from ("/en/progress", "/fr/progres", "/publications.json")
    for issue in corpus.issues:
        yield from (f"/en/progress/{issue.number}", f"/fr/progres/{issue.number}")
        yield from (
            f"/publications/{issue.number}{ending}"
            for ending in (".json", "-en.csv", "-fr.csv", "-en.pdf", "-fr.pptx", "-en.xlsx")
        )


def _embedded(corpus: Corpus) -> Iterable[str]:
    last = corpus.issues[-1].number
    key = urlencode({"key": grant(corpus, last, "", FREE)})
    for number, view in enumerate(embedded.VIEWS):
        for at, query in enumerate(FILTERS):
            form = FORMS[(number + at) % len(FORMS)]
            yield f"/{('en', 'fr')[at % 2]}/embed/{view}.{form}?{key}&{query}"
