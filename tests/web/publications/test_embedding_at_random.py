"""Random grants and choices, over HTTP: each key gets its own answer, whatever came before."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import flask
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.database import open_engine
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.i18n import Locale
from dashboard.i18n.formats import count
from dashboard.settings import Settings
from tests.publications.answering.test_scope import FREE, PAIRS, codes_of, is_outside, makes_sense
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.publications import publication
from tests.web.conftest import serving

DIMENSIONS = ("language", "venue_type", "age", "kind")
VIEWS = st.lists(st.sampled_from(list(EMBED_VIEWS)), min_size=1, max_size=3, unique=True)
GRANTS = st.tuples(PAIRS.filter(makes_sense), FREE, VIEWS, st.sampled_from((None, *Locale)))
ASKED = st.tuples(PAIRS, st.sampled_from(list(EMBED_VIEWS)), st.sampled_from(list(Locale)))


@pytest.fixture(scope="module")
def place(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[flask.Flask, Engine]]:
    path = tmp_path_factory.mktemp("random") / "impact.db"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    publish(engine, publication())
    yield serving(engine, Settings()), engine
    engine.dispose()


@given(st.lists(GRANTS, min_size=2, max_size=2), st.lists(ASKED, min_size=2, max_size=4))
@settings(max_examples=25)
def test_every_key_gets_what_its_grant_gives_and_nothing_of_another(place, granted, asked):
    server, engine = place
    client = server.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "none"
    keys = [
        grant(
            engine,
            locked=urlencode(locked),
            free=free,
            views=tuple(views),
            language=language,
            downloads=True,
        ).key
        for locked, free, views, language in granted
    ]
    for pairs, view, locale in asked:
        for key, (locked, free, views, language) in zip(keys, granted, strict=True):
            outside = (
                view not in views
                or language not in (None, locale)
                or is_outside(locked, free, pairs)
            )
            query = [("key", key), *pairs]
            page = client.get(f"/{locale}/embed/{view}", query_string=query)
            data = client.get(f"/{locale}/embed/{view}.json", query_string=query)
            assert page.status_code == (403 if outside else 200)
            assert "no-store" in page.headers["Cache-Control"]
            if outside:
                assert data.status_code == 403
                assert not re.search(r"\d{2}", unescape(re.sub(r"<[^>]*>", "", page.text)))
            elif data.status_code == 200:
                agrees(page.text, data.get_json(), view, locale)
                holds(data.get_json(), locked)


def agrees(html: str, told: dict, view: str, locale: Locale) -> None:
    """The page shows the numbers of the file."""
    assert set(told) - {"publication", "data_as_of", "audience", "filters", "sentences"} == set(
        EMBED_VIEWS[view].parts
    )
    if "youth" in told and told["sentences"]["youth"]:
        assert told["sentences"]["youth"] in unescape(html)
    over_time = "by_quarter" if ">Quarter<" in html or ">Trimestre<" in html else "by_month"
    for part in set(told) & {over_time, "by_venue_type"}:
        for row in told[part]:
            cells = (count(row[name], locale) for name in ("participations", "youth"))
            shown = unescape(re.sub(r"<abbr[^>]*>|</abbr>", "", html))
            assert all(f">{cell}<" in shown for cell in cells)


def holds(told: dict, locked) -> None:
    """What the grant locks stands in the filters of the answer."""
    for name in DIMENSIONS:
        if codes := codes_of(name, locked):
            assert set(told["filters"][name]) <= codes
    for name, value in locked:
        if name == "period" and value != "project":
            assert "period" in told["filters"]
