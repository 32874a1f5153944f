"""The files of a page are compressed before the first reader comes."""

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.web import compression
from dashboard.web.warmth import warm_in_background


def test_no_reader_waits_for_a_file_to_be_compressed(
    program: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    server = program.application
    assert isinstance(server, flask.Flask)
    warm_in_background(server).join(timeout=60)
    monkeypatch.setattr(compression, "THOROUGH", None)  # compressing a file now would fail
    page = program.get("/en/explore").text
    files = [part.partition('"')[0] for part in page.split('src="')[1:]]
    assert any("plotly" in file for file in files)
    for file in files:
        assert program.get(file, headers={"Accept-Encoding": "br"}).status_code == 200
