"""Behind a path of the host: what leads somewhere leads below it, whatever the proxy does."""

import re
from collections.abc import Iterator

import flask
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import app
from dashboard.access import accounts, links
from dashboard.addresses import under, within
from dashboard.database import open_engine, writing
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.web.serving.mount import PathPrefixMiddleware, left_on
from tests.web.conftest import Client

BASE, PATH = "https://example.org/impact", "/impact"
LED = re.compile(r' (?:href|src|action)="([^"]*)"')
AT = {"base_url": BASE}  # what is asked for below it: as the client knows which cookies to send
FILES = ("/assets/", "/_dash-component-suites/")
PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests


@pytest.fixture
def visitor(sqlite_url: str) -> Iterator[FlaskClient]:
    """A stranger who comes through a proxy that takes the path off."""
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        accounts.add(connection, "root", Role.ADMIN)
    engine.dispose()
    made = app.create_app(Settings(database_url=sqlite_url, base_url=BASE)).server
    made.test_client_class = Client
    yield made.test_client()
    made.extensions["impact"].dispose()


@pytest.fixture
def administrator(visitor: FlaskClient) -> FlaskClient:
    """The same, once they have chosen a password."""
    with writing(visitor.application.extensions["impact"]) as connection:
        secret = links.make(connection, accounts.by_name(connection, "root").id)
    chosen = {"password": PASSWORD, "again": PASSWORD}
    answer = visitor.post(f"/en/password/{secret}", data=chosen, **AT)
    assert answer.headers["Location"] == f"{PATH}/en/explore"
    return visitor


def taking_off(path: str) -> dict[str, str]:
    return {"path": path, "base_url": BASE}


def leaving_on(path: str) -> dict[str, str]:
    return {"path": PATH + path, "base_url": BASE.removesuffix(PATH)}


def stray(html: str) -> list[str]:
    """The addresses in a page that lead elsewhere on the host than below the path."""
    return [found for found in LED.findall(html) if re.match(rf"/(?!{PATH[1:]}/)", found)]


@pytest.mark.parametrize("proxy", [taking_off, leaving_on])
@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/en/venues?language=fr", "/en/sign-in?next=%2Fen%2Fvenues%3Flanguage%3Dfr"),
        ("/fr/explore", "/fr/explorer"),
        ("/", "/en/explore"),
        ("", "/en/explore"),
    ],
)
def test_readers_are_sent_on_below_the_path(visitor: FlaskClient, proxy, path: str, leads: str):
    answer = visitor.get(**proxy(path))
    assert answer.headers["Location"] == PATH + leads


@pytest.mark.parametrize("proxy", [taking_off, leaving_on])
@pytest.mark.parametrize(
    "path", ["/en/sign-in?next=/en/plan", "/fr/connexion", "/de/", "/fr/progres/7", "/en/progress"]
)
def test_pages_without_a_script_lead_below_the_path(visitor: FlaskClient, proxy, path: str):
    answer = visitor.get(**proxy(path))
    assert LED.search(answer.text)
    assert stray(answer.text) == []


def test_a_page_for_the_signed_in_names_its_files_below_the_path(administrator: FlaskClient):
    page = administrator.get("/en/explore", **AT).text
    assert stray(page) == []
    led = [within(PATH, found) for found in LED.findall(page)]
    files = [found for found in led if found.startswith(FILES)]
    assert len(files) > 10
    for proxy in (taking_off, leaving_on):
        assert {administrator.get(**proxy(file)).status_code for file in files} == {200}


def test_what_a_program_is_told_is_below_the_path(administrator: FlaskClient):
    made = administrator.post("/api/v1/calendars", json={"language": "en"}, **AT).json
    assert made["path"].startswith(f"{PATH}/calendar/")
    described = administrator.get("/api/v1/openapi.json", **AT).json
    assert described["servers"] == [{"url": f"{PATH}/api/v1"}]
    cookie = administrator.get_cookie("__Secure-impact", "example.org", PATH)
    assert cookie
    assert described["components"]["securitySchemes"]["account"]["name"] == cookie.key


def test_nobody_else_on_the_host_gets_the_cookie(administrator: FlaskClient):
    (cookie,) = administrator._cookies.values()
    assert (cookie.path, cookie.secure, cookie.http_only) == (PATH, True, True)
    administrator.post("/sign-out", **AT)
    assert not administrator._cookies


def test_who_asks_by_another_name_is_refused_below_the_path(visitor: FlaskClient):
    answer = visitor.get("/en/explore", base_url="https://example.com")
    assert answer.status_code == 421
    assert stray(answer.text) == []


@pytest.mark.parametrize(
    ("path", "asked", "inside"),
    [
        ("/impact", "/impact/en/plan", "/en/plan"),
        ("/impact", "/impact", ""),
        ("/impact", "/impactful", "/impactful"),
        ("/a/b", "/a/b/fr", "/fr"),
        ("/en", "/en/plan", "/en/plan"),  # the proxy has taken its own off
    ],
)
def test_the_path_comes_off_where_the_proxy_left_it_on(path: str, asked: str, inside: str):
    seen = {}
    server = flask.Flask("impact")
    server.config["APPLICATION_ROOT"] = path
    server.add_url_rule("/en/<view>", "view", lambda view: view)
    mounted = PathPrefixMiddleware(
        lambda environ, _: seen.update(environ) or [], path, left_on(server)
    )
    mounted({"PATH_INFO": asked}, lambda *_: None)  # type: ignore[arg-type]
    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == (path, inside)


@given(st.sampled_from(["", "/impact", "/a/b"]), st.text().map(lambda text: f"/{text}"))
def test_an_address_is_the_same_after_both_ways(path: str, address: str):
    if not address.startswith("//"):
        assert within(path, under(path, address)) == address


@pytest.mark.parametrize(
    "address", ["", "#main", "?tab=list", "tel:911", "data:,", "//example.org", "https://x.example"]
)
def test_what_leads_elsewhere_stays_as_it_is(address: str):
    assert under(PATH, address) == address
