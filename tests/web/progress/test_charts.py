"""Charts, tables and the workbook by address: what the reader may see, and nothing for others."""

from http import HTTPStatus
from io import BytesIO
from zipfile import ZipFile

import flask
import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Engine

from dashboard.exports.charts.tables import NAMES, PICTURES
from tests.support.embeds import grant

CHARTS = "/api/v1/charts"
OTHERS = ("/api/v1/workbook.xlsx", "/api/v1/figures.zip")
EVERY = (*OTHERS, *(f"{CHARTS}/youth.{ending}" for ending in ("svg", "png", "csv", "txt")))


def test_each_chart_is_had_as_a_picture_of_the_size_of_a_slide(client: FlaskClient):
    for name in PICTURES:
        answer = client.get(f"{CHARTS}/{name}.png?lang=en")
        assert answer.mimetype == "image/png"
        assert Image.open(BytesIO(answer.data)).size == (1280, 720)
    twice = client.get(f"{CHARTS}/{name}.png?lang=fr&scale=2&language=fr")
    assert Image.open(BytesIO(twice.data)).size == (2560, 1440)
    named = 'attachment; filename="impact-grid-fr@2x.png"'
    assert twice.headers["Content-Disposition"] == named


def test_a_drawing_tells_its_finding_and_for_whom_it_is(client: FlaskClient):
    answer = client.get(f"{CHARTS}/by_language.svg?lang=fr&venue_type=shelter")
    assert answer.mimetype == "image/svg+xml"
    drawn = answer.get_data(as_text=True)
    assert '<svg role="img" lang="fr-CA"' in drawn
    assert "<title>Par langue</title>" in drawn
    for words in ("type de lieu\u00a0: refuge", "Pour le comité directeur"):
        assert words in drawn.split("</desc>")[0]
    assert "<script" not in drawn


def test_each_table_is_had_as_csv_with_its_caption_beside_it(client: FlaskClient):
    for name in set(NAMES) - {"ahead"}:  # there is nothing ahead without a session
        answer = client.get(f"{CHARTS}/{name}.csv?lang=fr")
        assert answer.mimetype == "text/csv"
        assert answer.headers["Content-Disposition"].endswith('-fr.csv"')
        pd.read_csv(BytesIO(answer.data))
        caption = client.get(f"{CHARTS}/{name}.txt?lang=fr").get_data(as_text=True)
        assert "Pour le comité directeur" in caption
        assert "http://localhost/fr/explorer" in caption


def test_the_workbook_and_the_csv_files_are_for_the_filters(client: FlaskClient):
    book = client.get(f"{OTHERS[0]}?lang=fr&language=fr")
    assert book.headers["Content-Disposition"] == 'attachment; filename="impact-chiffres-fr.xlsx"'
    first = openpyxl.load_workbook(BytesIO(book.data)).worksheets[0]
    said = " ".join(str(cell) for row in first.iter_rows(values_only=True) for cell in row)
    for words in ("langue\u00a0: français", "Pour le comité directeur", "/fr/explorer?language=fr"):
        assert words in said
    with ZipFile(BytesIO(client.get(f"{OTHERS[1]}?separator=semicolon").data)) as found:
        assert found.read("youth.csv").startswith("\ufeffCode;".encode())


@pytest.mark.parametrize(
    "query", ["language=xx", "langauge=fr", "lang=de", "scale=3", "facilitator=F-01", "from=x"]
)
def test_what_is_not_valid_is_refused(client: FlaskClient, query: str):
    answer = client.get(f"{CHARTS}/youth.png?{query}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.get_json()["error"]["details"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "name",
    ["nothing", "ahead", "..%2f..%2fsettings", "../youth", "youth%00", "Youth", "youth.svg", "%20"],
)
def test_another_name_is_not_found(client: FlaskClient, name: str):
    assert client.get(f"{CHARTS}/{name}.svg").status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"{CHARTS}/{name}.pdf").status_code == HTTPStatus.NOT_FOUND


def test_visitors_and_partners_get_none(server_on_sqlite: flask.Flask, sqlite_engine: Engine):
    key = grant(sqlite_engine, downloads=True, images=True).key
    for path in EVERY:
        visitor = server_on_sqlite.test_client()
        assert visitor.get(path).status_code == HTTPStatus.UNAUTHORIZED
        assert visitor.get(f"{path}?token={key}").status_code == HTTPStatus.UNAUTHORIZED
        partner = server_on_sqlite.test_client()
        partner.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        assert partner.get(path).status_code == HTTPStatus.UNAUTHORIZED
