"""Every answer says what browsers may do with it and how long they may keep it."""

import re

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.assets import addressed
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from dashboard.web.shared.headers import content_security_policy

SCRIPT = "pages/shared.js"
SHEET = "vendor/bootstrap.min.css"
LARGEST_OF_A_FILE = 350  # each page has about twenty of them
ANSWERS = ["/en/explore", "/", "/api/v1/progress", "/nothing", "/healthz", "/_dash-layout"]


def policy(found: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in found.split("; "))}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_bears_the_security_headers(program: FlaskClient, path: str):
    headers = program.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "X-Frame-Options" not in headers  # it knows no list of partners
    assert policy(headers["Content-Security-Policy"])["default-src"] == ["'none'"]


def test_what_is_not_a_page_may_load_nothing(program: FlaskClient):
    for path in ("/api/v1/progress", "/assets/icon.svg"):
        found = policy(program.get(path).headers["Content-Security-Policy"])
        assert found == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}


def test_the_files_of_a_page_bear_what_browsers_heed_in_them(program: FlaskClient):
    headers = program.get(f"/assets/{addressed(SCRIPT)}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Vary"] == "Accept-Encoding"
    assert len(str(headers)) <= LARGEST_OF_A_FILE


def test_a_sandboxed_frame_of_another_site_may_load_what_an_embedded_view_needs(
    program: FlaskClient,
):
    for path in ("pages/embed.css", "pages/refused.css", "publications/frame.js"):
        answer = program.get(f"/assets/{addressed(path)}")
        assert answer.status_code == 200
        assert answer.headers.getlist("Cross-Origin-Resource-Policy") == ["cross-origin"]


def test_only_files_that_may_change_are_asked_for_again(program: FlaskClient):
    for path in (addressed(SCRIPT), addressed(SHEET)):
        assert "ETag" not in program.get(f"/assets/{path}").headers
    for path in (f"{SHEET}?m=1", "vendor/bootstrap.min.css"):
        assert "ETag" in program.get(f"/assets/{path}").headers


def test_a_refused_host_bears_them_too(program: FlaskClient):
    answer = program.get("/", headers={"Host": "example.org"})
    assert "Content-Security-Policy" in answer.headers


def test_no_unsafe_source_and_no_foreign_host_is_allowed(program: FlaskClient):
    found = program.get("/en/explore").headers["Content-Security-Policy"]
    assert "unsafe" not in found
    assert not re.search(r"https?:|\*|\w\.\w", found)


def test_every_inline_script_of_a_page_is_hashed(program: FlaskClient):
    answer = program.get("/en/explore")
    allowed = policy(answer.headers["Content-Security-Policy"])["script-src"]
    scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>", answer.text)
    assert scripts
    assert len(allowed) - 1 >= len(scripts)


def test_who_may_frame_the_pages_is_a_setting():
    found = policy(content_security_policy((), "'self' https://partner.example"))
    assert found["frame-ancestors"] == ["'self'", "https://partner.example"]


def test_only_https_asks_to_stay_on_https(program: FlaskClient):
    assert "Strict-Transport-Security" not in program.get("/healthz").headers
    secure = program.get("/healthz", base_url="https://localhost")
    assert "Strict-Transport-Security" in secure.headers


def test_a_forwarded_header_does_not_make_it_https(program: FlaskClient):
    answer = program.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("path", "control"),
    [
        (f"/assets/{addressed(SHEET)}", "public, max-age=31536000, immutable"),
        (f"/assets/{SHEET}?m=1", "public, no-cache"),
        ("/assets/vendor/bootstrap.min.css", "public, max-age=86400"),
        ("/assets/shared/%2e%2e/vendor/bootstrap.min.css?m=1", "public, no-cache"),
        ("/assets/no/../vendor/bootstrap.min.css?m=1", "public, no-cache"),
        ("/assets/nothing.css?m=1", "private, no-store"),
        ("/en/explore", "private, no-store"),
    ],
)
def test_what_has_a_version_in_its_address_is_kept(program: FlaskClient, path: str, control: str):
    assert program.get(path).headers["Cache-Control"] == control


def test_the_scripts_of_the_page_are_kept_too(program: FlaskClient):
    page = program.get("/en/explore").text
    scripts = re.findall(r'src="(/_dash-component-suites/[^"]+)"', page)
    assert scripts
    for script in scripts:
        assert "max-age=31536000" in program.get(script).headers["Cache-Control"]


def test_a_policy_that_would_add_directives_is_refused(sqlite_engine):
    with pytest.raises(ValueError, match="frame_ancestors"):
        web.install(
            flask.Flask("test"),
            sqlite_engine,
            Settings(frame_ancestors="'self'; script-src *"),
            People(sqlite_engine, Settings()),
        )
