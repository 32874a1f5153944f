"""Answers are compressed; files once, and not at all for who has them."""

import gzip
import json

import brotli
import pytest
from flask.testing import FlaskClient

from dashboard.web.shared import compression

UNVERSIONED = "/_dash-component-suites/dash/dcc/async-upload.js"
FILE = "/assets/vendor/plotly-basic.min.js?m=1"
SHEET = "/assets/publications/page.css?m=1"


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


@pytest.mark.parametrize("file", [SHEET, UNVERSIONED])
def test_the_same_bytes_and_only_these_have_the_same_strong_tag(program: FlaskClient, file: str):
    program.get("/en/explore")  # Dash serves the files that a page named
    tags = [tag_of(program, file, encoding) for encoding in ("", "gzip", "br")]
    assert len(set(tags)) == 3
    assert not [tag for tag in tags if tag.startswith("W/")]
    assert tags == [tag_of(program, file, encoding) for encoding in ("", "gzip", "br")]


@pytest.mark.parametrize("held_in", ["", "br"])
def test_who_has_the_file_in_a_form_that_they_read_is_told_which(
    program: FlaskClient, held_in: str
):
    tag = tag_of(program, SHEET, held_in)
    asked = accepting("br") | {"If-None-Match": f'"another", W/{tag}'}
    fresh, again = program.get(SHEET, headers=accepting("br")), program.get(SHEET, headers=asked)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    for name in ("Cache-Control", "X-Content-Type-Options", "Vary"):
        assert again.headers[name] == fresh.headers[name]


@pytest.mark.parametrize("accepts", ["", "gzip"])
def test_who_has_the_file_in_a_form_that_they_do_not_read_gets_it_again(
    program: FlaskClient, accepts: str
):
    asked = accepting(accepts) | {"If-None-Match": tag_of(program, SHEET, "br")}
    assert program.get(SHEET, headers=asked).status_code == 200


def test_a_part_of_a_file_is_cut_from_what_its_tag_names(program: FlaskClient):
    whole = program.get(SHEET)
    part = accepting("br") | {"Range": "bytes=1000-2999"}
    cut = program.get(SHEET, headers=part | {"If-Range": whole.headers["ETag"]})
    assert (cut.status_code, cut.headers["ETag"]) == (206, whole.headers["ETag"])
    assert "Content-Encoding" not in cut.headers
    assert cut.data == whole.data[1000:3000]
    again = program.get(SHEET, headers=part | {"If-Range": tag_of(program, SHEET, "br")})
    assert (again.status_code, brotli.decompress(again.data)) == (200, whole.data)
    assert "Accept-Ranges" not in again.headers


def tag_of(program: FlaskClient, file: str, encoding: str) -> str:
    return program.get(file, headers=accepting(encoding)).headers["ETag"]


def test_a_small_answer_is_left_as_it_is(program: FlaskClient):
    assert "Content-Encoding" not in program.get("/healthz", headers=accepting("br")).headers


def test_a_font_is_compressed_already(program: FlaskClient):
    font = "/assets/vendor/fonts/source-sans-3-latin-wght-normal.woff2"
    assert "Content-Encoding" not in program.get(font, headers=accepting("br")).headers


def test_a_head_request_has_the_headers_of_a_get(program: FlaskClient):
    head, get = (ask(SHEET, headers=accepting("br")) for ask in (program.head, program.get))
    assert (head.status_code, head.data) == (200, b"")
    of_each = {"Date": "", "X-Request-Id": ""}
    assert dict(head.headers) | of_each == dict(get.headers) | of_each
