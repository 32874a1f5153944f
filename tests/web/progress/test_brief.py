"""The brief by its address: what the reader may see, and nothing for others."""

from http import HTTPStatus
from io import BytesIO

import flask
import pypdfium2
import pytest
from flask.testing import FlaskClient
from pptx import Presentation

BRIEF, SLIDES = "/api/v1/brief.pdf", "/api/v1/brief.pptx"


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return " ".join(page.get_textpage().get_text_bounded() for page in opened)


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("?lang=fr", "impact-synthese-fr.pdf", "Pour le comité directeur"),
        ("?lang=en&language=fr", "impact-brief-en.pdf", "For the steering committee"),
        ("?lang=en&lang=fr", "impact-brief-en-fr.pdf", "Pour le comité directeur"),
        ("", "impact-brief-en.pdf", "For the steering committee"),
    ],
)
def test_a_reader_gets_a_brief_in_a_language(client: FlaskClient, query, name, words):
    answer = client.get(f"{BRIEF}{query}")
    assert answer.status_code == HTTPStatus.OK
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert words in text_of(answer.data)


def test_a_reader_gets_slides_too(client: FlaskClient):
    answer = client.get(f"{SLIDES}?lang=fr&language=fr")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Disposition"] == 'attachment; filename="impact-synthese-fr.pptx"'
    assert "no-store" in answer.headers["Cache-Control"]
    first = Presentation(BytesIO(answer.data)).slides[0]
    assert "Pour le comité directeur" in first.placeholders[1].text_frame.text


def test_a_filter_that_is_not_valid_is_refused(client: FlaskClient):
    answer = client.get(f"{BRIEF}?langauge=fr")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.get_json()["error"]["code"] == "invalid_filter"


@pytest.mark.parametrize("address", [BRIEF, SLIDES])
def test_a_visitor_gets_none(server: flask.Flask, address):
    assert server.test_client().get(address).status_code == HTTPStatus.UNAUTHORIZED
