"""Answers are compressed; files once, and not at all for who has them."""

import gzip
import json

import brotli
import pytest
from flask.testing import FlaskClient

from dashboard.web import compression

UNVERSIONED = "/_dash-component-suites/dash/dcc/async-upload.js"
FILE = "/assets/vendor/plotly-finance.min.js?m=1"


def accepting(encoding: str) -> dict[str, str]:
    return {"Accept-Encoding": encoding}


def test_brotli_is_preferred_and_reads_back(program: FlaskClient):
    plain = program.get(FILE)
    answer = program.get(FILE, headers=accepting("gzip, deflate, br, zstd"))
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.data) == plain.data
    assert len(answer.data) < len(plain.data) / 3


def test_gzip_is_for_those_who_cannot_read_brotli(program: FlaskClient):
    answer = program.get("/api/v1/openapi.json", headers=accepting("gzip"))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.data))["openapi"].startswith("3.1")


@pytest.mark.parametrize("accepts", ["", "identity", "br;q=0", "zstd"])
def test_who_takes_neither_gets_plain_bytes(program: FlaskClient, accepts: str):
    answer = program.get("/api/v1/openapi.json", headers=accepting(accepts))
    assert "Content-Encoding" not in answer.headers
    assert answer.get_json()["openapi"].startswith("3.1")
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_file_is_compressed_once(program: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []
    real = compression.encode

    def counted(content: bytes, encoding: str, quality: int) -> bytes:
        asked.append(len(content))
        return real(content, encoding, quality)

    monkeypatch.setattr(compression, "encode", counted)
    first = program.get(FILE, headers=accepting("br"))
    second = program.get(FILE, headers=accepting("br"))
    assert first.data == second.data
    assert len(asked) == 1


@pytest.mark.parametrize("file", [FILE, UNVERSIONED])
def test_who_has_the_file_gets_no_body_and_no_work_is_done(
    program: FlaskClient, monkeypatch: pytest.MonkeyPatch, file: str
):
    program.get("/en/explore")  # Dash serves the files that a page named
    tag = program.get(file, headers=accepting("br")).headers["ETag"]
    monkeypatch.setattr(compression, "encode", None)
    again = program.get(file, headers=accepting("br") | {"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.data


def test_a_small_answer_is_left_as_it_is(program: FlaskClient):
    assert "Content-Encoding" not in program.get("/healthz", headers=accepting("br")).headers


def test_a_font_is_compressed_already(program: FlaskClient):
    font = "/assets/vendor/fonts/source-sans-3-latin-wght-normal.woff2"
    assert "Content-Encoding" not in program.get(font, headers=accepting("br")).headers


def test_a_head_request_has_the_headers_of_a_get(program: FlaskClient):
    head = program.head(FILE, headers=accepting("br"))
    assert head.status_code == 200
    assert not head.data
