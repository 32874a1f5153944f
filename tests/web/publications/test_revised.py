"""A corrected figure says so in a view's picture, its alternative text and its data, too."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.domain.publications.publication import CellRevision
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.pages.embeds.pictures import alternatives
from dashboard.sentences.publications.publications import revised_figures
from tests.support.archive import publish
from tests.support.embeds import ORIGIN, grant
from tests.support.publications import publication
from tests.web.conftest import serving

FOUND = replace(
    publication(),
    revised=(
        CellRevision("project", ("age",), ("youth",)),
        CellRevision("project", ("venue_type",), ("youth_organization",)),
    ),
)
SAID = {
    ("youth", Locale.EN): "Revised since an earlier publication (r): Youth reached.",
    ("youth", Locale.FR): "Révisé depuis une publication précédente (r)\u00a0: Jeunes rejoints.",
    ("by-venue-type", Locale.EN): "Revised since an earlier publication (r): Youth organization.",
    (
        "by-venue-type",
        Locale.FR,
    ): "Révisé depuis une publication précédente (r)\u00a0: Organisme jeunesse.",
}
SIGNED = {"youth": r">1[\s,]333 r<", "by-venue-type": r">\d+ r<"}


@pytest.fixture
def made(sqlite_engine: Engine):
    publish(sqlite_engine, FOUND)
    views = ("youth", "by-venue-type")
    return grant(sqlite_engine, views=views, downloads=True, images=True)


@pytest.fixture
def reader(sqlite_engine: Engine) -> FlaskClient:
    client = serving(sqlite_engine).test_client()
    client.environ_base |= {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_REFERER": f"{ORIGIN}/"}
    return client


def test_its_picture_and_its_alternative_text_say_which(made, reader):
    texts = alternatives(made.grant, OpenPublication(FOUND))
    for (view, locale), said in SAID.items():
        assert said in texts[view, locale]
        drawn = reader.get(f"/{locale}/embed/{view}.svg?key={made.key}").text
        assert said in drawn
        assert len(re.findall(SIGNED[view], drawn)) == 1


def test_its_data_have_a_mark(made, reader):
    told = reader.get(f"/en/embed/by-venue-type.json?key={made.key}").get_json()
    marks = {
        row["code"]: (row.get("revised"), row.get("youth_revised")) for row in told["by_venue_type"]
    }
    assert marks.pop("youth_organization") == (True, None)
    assert set(marks.values()) == {(None, None)}
    youth = reader.get(f"/en/embed/youth.json?key={made.key}").get_json()["youth"]
    assert (youth["participations"], youth["revised"]) == (1333, True)


def test_many_are_not_named_one_by_one():
    assert revised_figures(()) is None
    assert "Several" in revised_figures(("a",) * 5).say(Locale.EN)
