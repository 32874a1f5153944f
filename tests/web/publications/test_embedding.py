"""Embedded views: whoever has a grant's key sees what it gives; everyone else sees nothing."""

import json
import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from datetime import timedelta
from html import unescape
from itertools import product

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

import app
from dashboard.access.throttle import MOST_GUESSES
from dashboard.database import reading, writing
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.clock import calendar_day
from dashboard.engines import AT_ONCE
from dashboard.i18n import Locale
from dashboard.publications.archive import shown
from dashboard.publications.archive.grants import digest_of
from dashboard.publications.archive.tables import EmbedGrantRow
from dashboard.publications.making.granting import GrantDesk
from dashboard.publications.pages.embeds import page as page_of_views
from dashboard.settings import Settings
from dashboard.web.publications.embeds import reach, tickets
from dashboard.web.publications.embeds.reach import REACH
from tests.support import builds, patience
from tests.support.archive import publish, withdraw
from tests.support.embeds import ORIGIN, grant, wanted
from tests.support.publications import SENSITIVE, hiding, marked, publication
from tests.web.conftest import Client, serving

TODAY = calendar_day("America/Toronto")  # the day ends later there than in a server’s UTC
FIGURES = re.compile(r"1,333|1 333|1333|133\.3|441")
PAGE = "/en/embed/youth"
LIVE = "/embed/live"
FORMS = ["", ".svg", ".html", ".csv", ".json"]
ALL = {"downloads": True, "images": True}
BY_SCRIPT = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty", "Referer": ""}
OTHER_VIEWS = ["by-month", "overview", "nothing", "youth.exe", "YOUTH", "youth.csv.html"]
CLOSED = ["/api/v1/pace", "/api/v1/freshness", "/api/v1/embeds", "/en/explore"]


@pytest.fixture
def served(sqlite_url: str):
    """The whole program, with two publications, and nobody signed in."""
    made = app.create_app(Settings(database_url=sqlite_url)).server
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
    publish(made.extensions["impact"], publication(), marked())
    yield made
    made.extensions["impact"].dispose()


@pytest.fixture
def engine(served: flask.Flask):
    return served.extensions["impact"]


@pytest.fixture
def reader(served: flask.Flask) -> FlaskClient:
    """A frame in a page of the partner's."""
    made = served.test_client()
    made.environ_base |= {
        "HTTP_SEC_FETCH_SITE": "cross-site",
        "HTTP_SEC_FETCH_DEST": "iframe",
        "HTTP_REFERER": f"{ORIGIN}/",
    }
    return made


def words(html: str) -> str:
    without = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(without).split())


def at(path: str, key: str, **asked: object) -> str:
    query = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"{path}?key={key}{query}"


def is_refused(answer) -> bool:
    """A short sentence in both languages, no figure, and nothing to keep."""
    text = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert not FIGURES.search(text)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    if answer.mimetype == "application/json":
        assert set(answer.get_json()["error"]["message"]) == {"en", "fr"}
    else:
        assert len(words(text)) < 700
        assert re.search(r"adresse|vue|partagé|publiés", text)
        assert re.search(r"address|view|shared|published", text)
    return True


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_view_is_whole_without_a_script(reader, engine, locale):
    key = grant(engine, free=("language", "age", "period")).key
    for view in EMBED_VIEWS:
        answer = reader.get(at(f"/{locale}/embed/{view}", key))
        assert answer.status_code == 200, view
        assert len(answer.data) < 60_000, view
        html = answer.text
        assert f'<html lang="{locale}-CA">' in html
        assert "<title>imPACT – " in html
        found = words(html)
        assert "25 mars 2015" in found if locale == "fr" else "March 25, 2015" in found
        assert "publication" in found.lower()
        assert f'href="../../{locale}/{"progres" if locale == "fr" else "progress"}/2"' in html


def test_only_a_view_of_which_something_can_be_chosen_loads_the_script_that_redraws(reader, engine):
    plain = reader.get(at(PAGE, grant(engine).key)).text
    free = reader.get(at(PAGE, grant(engine, free=("language",)).key)).text
    assert "live.js" not in plain
    assert "live.js" in free
    assert "_dash" not in plain + free
    assert "data-ticket" not in plain


def test_its_sites_and_no_others_may_show_it(reader, engine):
    other = "https://portal.example.net:8443"
    headers = reader.get(at(PAGE, grant(engine, origins=(ORIGIN, other)).key)).headers
    policies = headers.getlist("Content-Security-Policy")
    assert len(policies) == 1
    assert f"frame-ancestors {ORIGIN} {other};" in policies[0]
    assert "X-Frame-Options" not in headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"
    without = reader.get(at(PAGE, grant(engine, origins=()).key), headers={"Referer": ""})
    assert "frame-ancestors 'none'" in without.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in reader.get("/en/progress").headers["Content-Security-Policy"]


def test_no_cookie_is_set_or_read(reader, engine):
    key = grant(engine, free=("language",), **ALL).key
    reader.set_cookie("impact", "x")
    for ending in FORMS:
        answer = reader.get(at(PAGE + ending, key), headers={"Sec-Fetch-Dest": "document"})
        assert "Set-Cookie" not in answer.headers, ending
        assert "Cookie" not in answer.headers.get("Vary", ""), ending


def frames_of(answer):
    """The sites that may show an answer in a frame."""
    (found,) = re.findall(r"frame-ancestors ([^;]+)", answer.headers["Content-Security-Policy"])
    return found


WRONG_KEYS = ["", "embed_x", "embed_" + "A" * 43, "é", "\x00"]


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_a_forged_key_opens_nothing(reader, engine, key: str):
    grant(engine, **ALL)
    for ending in FORMS:
        answer = reader.get(PAGE + ending, query_string={"key": key})
        assert is_refused(answer)
        assert frames_of(answer) == ("*" if ending in {"", ".html"} else "'none'"), ending


def test_a_key_that_is_altered_missing_or_given_twice_opens_nothing(reader, engine):
    key, other = grant(engine).key, grant(engine, views=("by-month",)).key
    for query in (f"key={key[:-1]}", f"key={key}x", "", f"key={other}&key={key}", f"KEY={key}"):
        assert is_refused(reader.get(f"{PAGE}?{query}"))


def test_a_revoked_or_expired_grant_shows_nothing_at_once(reader, engine):
    revoked, expired = grant(engine, **ALL), grant(engine, **ALL)
    headers = {"Sec-Fetch-Dest": "document"}
    for ending, made in product(FORMS, (revoked, expired)):
        assert reader.get(at(PAGE + ending, made.key), headers=headers).status_code == 200
    GrantDesk(engine, "Root", TODAY).revoke(revoked.grant.id)
    GrantDesk(engine, "Root", TODAY - timedelta(9)).change(
        expired.grant.id, wanted(expires_on=TODAY - timedelta(1), **ALL)
    )
    for ending, made in product(FORMS, (revoked, expired)):
        answer = reader.get(at(PAGE + ending, made.key), headers=headers)
        assert is_refused(answer)
        if ending == "":
            assert frames_of(answer) == "*"


ELSEWHERE = [
    {"Referer": "https://evil.example"},
    {"Referer": "https://intranet.example.org.evil.example/"},
    {"Referer": "http://intranet.example.org/"},
    {"Referer": "https://intranet.example.org:444/"},
    {"Referer": "nonsense"},
    {"Referer": "http:///nowhere"},
    {"Origin": "http://"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Dest": "object"},
    {"Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Dest": "style"},
]


def test_another_site_shows_nothing_where_headers_tell(reader, engine):
    address = at(PAGE, grant(engine).key)
    for headers in ELSEWHERE:
        answer = reader.get(address, headers=headers)
        assert is_refused(answer)
        assert frames_of(answer) == "*"  # a site that is refused shows why, and no figure


FROM_HERE = [
    {"Referer": ""},
    {"Referer": f"{ORIGIN}/page?x=1"},
    {"Referer": "http://localhost/en/publish"},
    {"Referer": "", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"},
    {"Referer": "", "Sec-Fetch-Dest": "", "Sec-Fetch-Site": ""},
    {"Referer": "", "Origin": ORIGIN},
]


def test_its_own_site_ours_and_who_says_nothing_are_let_in(reader, engine):
    address = at(PAGE, grant(engine).key)
    for headers in FROM_HERE:
        assert reader.get(address, headers=headers).status_code == 200


def test_where_people_use_https_a_page_of_our_name_without_it_is_another_site(sqlite_url: str):
    made = app.create_app(Settings(database_url=sqlite_url, base_url="https://impact.ca/a")).server
    engine = made.extensions["impact"]
    publish(engine, publication())
    address = at(PAGE, grant(engine).key)
    for host, referer, status in (
        ("impact.ca", "https://impact.ca/a/en/publish", 200),
        ("impact.ca", "http://impact.ca/a/en/publish", 403),
        ("127.0.0.1:8050", "http://127.0.0.1:8050/en/publish", 200),  # past the proxy
        ("127.0.0.1:8050", "https://impact.ca/a/en/publish", 200),
        ("127.0.0.1:8050", "http://impact.ca/a/en/publish", 403),
    ):
        headers = {"Referer": referer, "Sec-Fetch-Dest": "iframe"}
        answer = made.test_client().get(address, base_url=f"http://{host}", headers=headers)
        assert answer.status_code == status, headers
    engine.dispose()


def test_pictures_may_be_pictures_in_pages_and_are_a_permission_of_their_own(reader, engine):
    as_picture = {"Sec-Fetch-Dest": "image"}
    allowed, not_allowed = grant(engine, images=True).key, grant(engine, downloads=True).key
    answer = reader.get(at(f"{PAGE}.svg", allowed), headers=as_picture)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    elsewhere = as_picture | {"Referer": "https://evil.example"}
    assert is_refused(reader.get(at(f"{PAGE}.svg", allowed), headers=elsewhere))
    for ending in (".svg", ".html"):
        assert is_refused(reader.get(at(PAGE + ending, not_allowed)))


def test_files_are_a_permission_too(reader, engine):
    without = grant(engine, images=True).key
    for ending in (".csv", ".json"):
        assert is_refused(reader.get(at(PAGE + ending, without)))
    assert "download" not in reader.get(at(PAGE, without)).text


def test_a_view_that_was_not_granted_is_refused(reader, engine):
    key = grant(engine, views=("youth",), **ALL).key
    for view in OTHER_VIEWS:
        assert is_refused(reader.get(at(f"/en/embed/{view}", key)))
        assert is_refused(reader.get(at(f"/embed/{view}", key)))


def test_a_view_that_nobody_knows_is_refused_by_name(reader, engine):
    key = grant(engine, **ALL).key
    answer = reader.get(at("/fr/embed/<b>youht", key))
    assert is_refused(answer)
    assert "Il n’existe aucune vue «\u00a0&lt;b&gt;youht\u00a0»" in answer.text
    assert "There is no view called “&lt;b&gt;youht”" in answer.text
    assert 'The views are overview, youth, <span class="code">french-share</span>' in answer.text
    assert "no view called" not in reader.get("/en/embed/youht?key=embed_0").text  # to strangers


def test_names_that_no_view_knows_are_told_in_its_language(reader, engine):
    for free in ((), ("language",)):
        key = grant(engine, free=free, **ALL).key
        for form in ("", ".html", ".svg"):
            _names_are_told(reader, key, form)


def _names_are_told(reader, key: str, form: str) -> None:
    names = "langauge=fr&venue_tpye=&lang=es"
    french = unescape(reader.get(f"{at(f'/fr/embed/youth{form}', key)}&{names}").text)
    assert "sont ignorés" in french
    for told in (
        "langauge = «\u00a0fr\u00a0» (filtre inconnu)",
        "venue_tpye",
        "lang = «\u00a0es\u00a0»",
    ):
        assert told in french
    english = unescape(reader.get(f"{at(f'/en/embed/youth{form}', key)}&{names}").text)
    assert "langauge = “fr” (unknown filter)" in english
    assert "ignored" not in reader.get(f"{at(f'/en/embed/youth{form}', key)}&lang=fr").text


def test_a_language_that_was_not_granted_is_refused_and_the_switch_is_not_there(reader, engine):
    key, either = grant(engine, language="fr").key, grant(engine).key
    assert is_refused(reader.get(at(PAGE, key)))
    assert 'hreflang="en-CA"' not in reader.get(at("/fr/embed/youth", key)).text
    assert 'hreflang="en-CA"' in reader.get(at("/fr/embed/youth", either)).text


def test_a_view_follows_its_readers_language_or_the_page_s_wish(reader, engine):
    key, french = grant(engine).key, grant(engine, language="fr").key
    for made, query, accept, lang in (
        (key, "", "fr-CA", "fr"),
        (key, "&lang=en", "fr-CA", "en"),
        (french, "&lang=en", "en", "fr"),
    ):
        answer = reader.get(f"/embed/youth?key={made}{query}", headers={"Accept-Language": accept})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"../{lang}/embed/youth?key={made}")
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_language_that_does_not_count_is_told(reader, engine):
    key, headers = grant(engine, **ALL).key, {"Sec-Fetch-Dest": "document"}
    for query, lang, told in (
        ("lang=fr", "fr", ""),
        ("lang=fr&lang=en", "fr", "lang = « en » (donné plus d’une fois)"),
        ("lang=de", "en", "lang = “de” (unknown language; write en or fr)"),
        ("lang=fr-CA&lang=fr", "en", "lang = “fr” (given more than once)"),
    ):
        answer = reader.get(f"/embed/youth?key={key}&{query}", headers=headers)
        assert answer.headers["Location"].startswith(f"../{lang}/")
        page = reader.get(answer.headers["Location"].removeprefix(".."), headers=headers)
        assert told in words(page.text).replace("\N{NO-BREAK SPACE}", " ")
        assert ("lang = " in page.text) is bool(told)
        table = reader.get(f"/{lang}/embed/youth.csv?key={key}&{query}", headers=headers)
        assert table.status_code == (400 if told else 200)


def test_the_latest_publication_is_shown_or_the_one_that_was_granted(reader, engine):
    latest, first = grant(engine).key, grant(engine, publication=1).key
    assert "Publication 2" in words(reader.get(at(PAGE, latest)).text)
    assert "Publication 1" in words(reader.get(at(PAGE, first)).text)
    assert reader.get(at(PAGE, first, publication=1)).status_code == 200
    said = set()
    for made, number in ((latest, 1), (first, 2), (first, "x"), (latest, 99)):
        refused = reader.get(at(PAGE, made, publication=number))
        assert is_refused(refused)
        said.add(words(refused.text))
    (same,) = said  # whether there is such a publication is not told
    assert "This is not part of what is shared here. Nothing is shown. Check the address" in same


def test_a_withdrawn_publication_is_shown_no_more(reader, engine):
    key, latest = grant(engine, publication=1, **ALL).key, grant(engine, **ALL).key
    withdraw(engine, 1)
    withdraw(engine, 2)
    for ending, made in product(FORMS, (key, latest)):
        refused = reader.get(at(PAGE + ending, made))
        assert is_refused(refused)
        assert b"not published at present" in refused.data


OUTSIDE = [
    *("language=en", "language=fr", "language=", "venue=SH-01", "kind=discussion"),
    *("period=2013-14", "from=2014-01-01", "age=12-14&language=fr", "venue_type=high_school"),
    "venue_type=youth_organization&venue_type=high_school",
]


def test_a_filter_outside_the_grant_is_refused(reader, engine):
    key = grant(
        engine,
        locked="language=fr&venue_type=youth_organization&venue_type=shelter&venue_type=group_home",
        free=("age", "venue_type"),
        **ALL,
    ).key
    headers = {"Sec-Fetch-Dest": "document"}
    for ending in FORMS:
        for query in OUTSIDE:
            assert is_refused(reader.get(f"{PAGE}{ending}?key={key}&{query}", headers=headers))
        inside = at(PAGE + ending, key, venue_type="youth_organization")
        assert reader.get(inside, headers=headers).status_code == 200


def test_locked_filters_always_hold_and_are_said(reader, engine):
    key = grant(engine, locked="language=fr&period=2014-15", views=("by-month",)).key
    found = words(reader.get(at("/en/embed/by-month", key)).text)
    assert "language: French; period: fiscal year 2014–2015" in found
    assert "October 2013" not in found


def test_a_row_that_a_filter_leaves_out_is_not_there_and_no_zero_is_told_of_it(reader, engine):
    key = grant(engine, free=("age", "venue_type"), **ALL).key
    chosen = {"age": "12-14", "venue_type": "high_school"}
    for view, kept in (("age-groups", "12 to 14"), ("by-venue-type", "High school")):
        html = reader.get(at(f"/en/embed/{view}", key, **chosen)).text
        assert re.findall(r'<th scope="row">([^<]*)', html) == [kept]
        assert "not counted as at risk" not in html
        table = reader.get(
            at(f"/en/embed/{view}.csv", key, **chosen), headers={"Sec-Fetch-Dest": ""}
        )
        assert len({line.split(",")[1] for line in table.text.splitlines()[3:]}) == 1


def test_nothing_beyond_the_grant_can_be_chosen(reader, engine):
    key = grant(
        engine,
        locked="language=fr&language=en&period=2014-15",
        free=("language", "period", "from"),
    ).key
    html = reader.get(at(PAGE, key)).text
    assert re.findall(r'name="language" value="([^"]+)"', html) == ["en", "fr"]
    options = re.findall(r'<option value="([^"]*)"', html)
    assert "2014-15-q3" in options
    assert not [one for one in options if one.startswith(("2013", "school-2013"))]
    assert "high_school" not in html
    assert is_refused(reader.get(at(PAGE, key, period="2013-14")))
    assert is_refused(reader.get(at(PAGE, key, period="project")))


def test_days_outside_the_locked_period_are_left_out_and_no_day_is_told(reader, engine):
    key = grant(engine, locked="period=2014-15", free=("from", "to")).key
    some = words(reader.get(at(PAGE, key, **{"from": "2013-10-01"})).text)
    assert "period: fiscal year 2014–2015. 803 of 1,000" in some
    none = words(reader.get(at(PAGE, key, **{"from": "2013-10-01", "to": "2013-12-31"})).text)
    assert (
        "period: fiscal year 2014–2015. No day matches all of these choices: counts are 0." in none
    )


def test_what_makes_no_sense_is_told_on_pages_and_refused_for_files(reader, engine):
    key = grant(engine, free=("language", "from"), **ALL).key
    found = words(reader.get(at(PAGE, key, language="xx")).text)
    assert "language = “xx” (unknown code)" in found
    refused = reader.get(at(f"{PAGE}.json", key, language="xx"))
    assert refused.status_code == 400
    (detail,) = refused.get_json()["error"]["details"]
    assert detail["message"]["en"] == "unknown code; the codes are en, fr and bilingual"
    assert reader.get(at(f"{PAGE}.csv", key, **{"from": "2014-01-15"})).status_code == 400


def test_a_hidden_number_is_an_x_with_the_coarser_choice_that_the_grant_gives(reader, engine):
    publish(engine, hiding(publication(number=3), ("language", "age"), ("fr", "youth")))
    free = grant(engine, free=("language",)).key
    locked = grant(engine, locked="language=fr").key
    found = words(reader.get(at(PAGE, free, language="fr")).text)
    assert "hidden to protect privacy (x)" in found
    assert "To see more, choose the whole project to date, without filters." in found
    found = words(reader.get(at(PAGE, locked)).text)
    assert "hidden to protect privacy (x), even under wider choices" in found


def test_hidden_rows_have_a_coarser_choice_when_there_is_one(reader, engine):
    key, locked = grant(engine, free=("language",)).key, grant(engine, locked="language=fr").key
    path = "/en/embed/age-groups"
    found = words(reader.get(at(path, key, language="fr")).text)
    assert "To see more, choose the whole project to date, without filters." in found
    assert "To see more" not in words(reader.get(at(path, key)).text)
    assert "To see more" not in words(reader.get(at(path, locked)).text)


def test_the_key_never_reaches_the_log(reader, engine, caplog):
    made = grant(engine, views=("youth",))
    with caplog.at_level(logging.INFO, logger="impact"):
        reader.get(at(PAGE, made.key))
        reader.get(at("/en/embed/overview", made.key))
        reader.get(f"/oembed?url=http://localhost/en/embed/youth?key={made.key}")
        reader.get(PAGE, query_string={"key": "embed_forged"})
    assert made.key not in caplog.text
    assert "embed_forged" not in caplog.text
    assert "embed refused: another view (grant 1)" in caplog.text
    assert "embed refused: no such key (grant –)" in caplog.text


def counted(engine) -> list[int]:
    with reading(engine) as connection:
        return [one.times for one in shown.since(connection, TODAY)]


def test_how_often_a_view_is_shown_is_counted_and_nothing_else(reader, engine):
    made = grant(engine, images=True)
    for path in (PAGE, PAGE, f"{PAGE}.svg", "/fr/embed/by-month"):
        reader.get(at(path, made.key))
    reader.head(at(PAGE, made.key))
    reader.get(at(f"{PAGE}.csv", made.key))  # refused
    with reading(engine) as connection:
        found = {(one.grant, one.view): one.times for one in shown.since(connection, TODAY)}
    assert found == {(1, "youth"): 3, (1, "by-month"): 1}


def test_nobody_waits_for_the_count_and_none_is_lost(reader, engine):
    key = grant(engine).key
    with writing(engine):  # somebody imports
        assert reader.get(at(PAGE, key)).status_code == 200
    reader.get(at(PAGE, key))
    assert counted(engine) == [2]


def test_a_server_writes_the_counts_of_a_second_at_once(reader, engine, monkeypatch):
    monkeypatch.setattr(reach.atexit, "register", lambda _: None)
    key, wrote = grant(engine).key, []
    monkeypatch.setattr(reach, "writing_at_once", lambda of: wrote.append(of) or writing(of))
    reader.application.extensions[REACH].start()
    for _ in range(5):
        reader.get(at(PAGE, key))
    patience.until(lambda: counted(engine) == [5], "the views were not counted")
    assert len(wrote) < 5


def test_the_counts_of_the_last_second_are_written_as_the_process_ends(reader, engine, monkeypatch):
    at_the_end = []
    monkeypatch.setattr(reach.atexit, "register", at_the_end.append)
    monkeypatch.setattr(reach, "EVERY_SECONDS", 1e6)
    reader.application.extensions[REACH].start()
    reader.get(at(PAGE, grant(engine).key))
    assert counted(engine) == []
    at_the_end[0]()
    assert counted(engine) == [1]


def test_the_last_counts_wait_for_a_write_under_way_and_for_other_workers(reader, engine):
    counter, key = reader.application.extensions[REACH], grant(engine).key
    with ThreadPoolExecutor() as threads, writing(engine):  # another worker
        reader.get(at(PAGE, key))
        with counter._turn:  # its own thread
            ends = threads.submit(counter.end)
            assert not wait([ends], AT_ONCE.lock_seconds).done
        assert not wait([ends], 2 * AT_ONCE.lock_seconds).done
    assert counted(engine) == [1]


def test_a_view_that_was_shown_before_builds_no_statement_anew(reader, engine, monkeypatch):
    key = grant(engine).key
    reader.get(at(PAGE, key))
    reader.application.extensions[REACH].count = lambda *_: None  # which writes, later
    built = builds.noted(monkeypatch)
    assert reader.get(at(PAGE, key)).status_code == 200
    assert not built


def test_who_tries_many_keys_is_told_to_come_again_and_shuts_nobody_out(served, engine):
    key, ended = grant(engine).key, grant(engine)
    GrantDesk(engine, "Root", TODAY).revoke(ended.grant.id)
    stranger = served.test_client()
    stranger.environ_base |= {"REMOTE_ADDR": "192.0.2.7", "HTTP_SEC_FETCH_SITE": "none"}
    for n in range(MOST_GUESSES - 1):
        assert is_refused(stranger.get(at(PAGE, f"embed_{n}")))
        assert is_refused(
            stranger.get(at(PAGE, ended.key))
        )  # an old page of theirs guesses nothing
    for form, kind in (("", "text/html"), (".svg", "image/svg+xml"), (".json", "application/json")):
        answer = stranger.get(at(f"{PAGE}{form}", "embed_more"))
        assert (answer.status_code, answer.mimetype) == (429, kind)
        assert answer.headers["Retry-After"] == "900"
        assert not FIGURES.search(answer.text)
    assert stranger.get(at(PAGE, key)).status_code == 200  # though never seen here before
    stranger.environ_base["REMOTE_ADDR"] = "192.0.2.8"
    assert is_refused(stranger.get(at(PAGE, "embed_more")))


class Page:
    """What a browser's script does with a page."""

    def __init__(self, client: FlaskClient, path: str, key: str) -> None:
        html = client.get(at(path, key)).text
        self.client = client
        self.ticket = re.search(r'data-ticket="([^"]+)"', html)[1]
        self.of = re.search(r'data-of="([^"]+)"', html)[1]

    def ask(self, *asked, ticket=None, of=None, headers=None):
        said = {"of": self.of if of is None else of, "ticket": ticket or self.ticket}
        said["asked"] = [list(pair) for pair in asked]
        return self.client.post(LIVE, json=said, headers=BY_SCRIPT | (headers or {}))

    def renew(self, ticket=None):
        said = {"of": self.of, "ticket": ticket or self.ticket}
        return self.client.post(LIVE, json=said, headers=BY_SCRIPT)


def drawn(answer) -> dict[str, str]:
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.get_json()


@pytest.fixture
def open_page(reader):
    return lambda key, path=PAGE: Page(reader, path, key)


def test_what_many_ask_for_is_made_once_until_the_grant_or_the_publication_changes(
    reader, engine, monkeypatch
):
    made: list[object] = []
    whole = page_of_views.page
    monkeypatch.setattr(page_of_views, "page", lambda *given: made.append(1) or whole(*given))
    key = grant(engine, free=("language",)).key
    first, again = (reader.get(at(PAGE, key)).text for _ in range(2))
    assert len(made) == 1
    assert re.sub("data-ticket=.*? ", "", first) == re.sub("data-ticket=.*? ", "", again)
    assert "270" in reader.get(at(PAGE, key, language="fr")).text
    assert 'lang="fr-CA"' in reader.get(at("/fr/embed/youth", key)).text
    assert len(made) == 3
    GrantDesk(engine, "Root", TODAY).change(1, wanted(free=("language",), locked="period=2014-15"))
    assert "fiscal year 2014–2015" in reader.get(at(PAGE, key)).text
    publish(engine, publication(number=3))
    assert "Publication 3" in words(reader.get(at(PAGE, key)).text)
    renewed = GrantDesk(engine, "Root", TODAY).renew(1).key
    assert is_refused(reader.get(at(PAGE, key)))
    assert key not in reader.get(at(PAGE, renewed)).text
    GrantDesk(engine, "Root", TODAY).revoke(1)
    assert is_refused(reader.get(at(PAGE, renewed)))


def test_a_change_of_filters_is_redrawn_as_the_page_would_show_it(reader, engine, open_page):
    key = grant(engine, free=("language",)).key
    found = drawn(open_page(key).ask(("language", "fr")))
    whole = reader.get(at(PAGE, key, language="fr")).text
    assert found["html"].strip() in whole
    assert "270 youth participations" in words(found["html"])


def test_each_answer_brings_the_next_ticket_and_an_open_page_renews_it(engine, open_page):
    page = open_page(grant(engine, free=("language",)).key)
    again = drawn(page.ask(("language", "fr")))["ticket"]
    assert drawn(page.ask(("language", "en"), ticket=again))["html"]
    renewed = drawn(page.renew())
    assert set(renewed) == {"ticket"}
    assert drawn(page.ask(ticket=renewed["ticket"]))["html"]


def test_a_ticket_ends_and_is_signed(engine, open_page, monkeypatch):
    page = open_page(grant(engine, free=("language",)).key)
    forged = tickets.issue("another key", tickets.Ticket(1, "youth", 2, "en", "0" * 16))
    for ticket in (forged, page.ticket[:-1], f"x{page.ticket}", "", 1, None, ["x"]):
        assert is_refused(page.ask(ticket=ticket or "-"))
        assert is_refused(page.renew(ticket=ticket or "-"))
    monkeypatch.setattr(tickets, "LASTING_SECONDS", -1)
    late = page.ask(("language", "fr"))
    assert is_refused(late)
    assert late.get_json()["error"]["code"] == "reload"


@pytest.mark.parametrize(("seconds", "holds"), [(30, True), (3_600, False)])
def test_a_ticket_is_read_by_a_machine_whose_clock_is_a_little_behind(monkeypatch, seconds, holds):
    ticket = tickets.Ticket(1, "youth", 2, Locale.EN, "0" * 16)
    ahead = time.time() + seconds
    with monkeypatch.context() as there:
        there.setattr(time, "time", lambda: ahead)
        said = tickets.issue("a key", ticket)
    with nullcontext() if holds else pytest.raises(tickets.BadTicketError):
        assert tickets.read("a key", said) == ticket


def test_a_new_key_ends_the_tickets_of_the_old_one(engine, open_page):
    page = open_page(grant(engine, free=("language",)).key)
    assert drawn(page.ask(("language", "fr")))["html"]
    key = GrantDesk(engine, "Root", TODAY).renew(1).key
    assert is_refused(page.ask(("language", "fr")))
    assert is_refused(page.renew())
    assert drawn(open_page(key).ask(("language", "fr")))["html"]


def test_after_a_restore_a_ticket_opens_no_other_grant_of_the_same_number(engine, open_page):
    page = open_page(grant(engine, free=("language",)).key)
    with writing(engine) as connection:  # the number is that of another grant, of another key
        connection.execute(update(EmbedGrantRow).values(digest=digest_of("embed_another")))
    assert is_refused(page.ask(("language", "fr")))
    assert is_refused(page.renew())


def test_a_page_with_a_replaced_key_says_so_wherever_it_is_shown(engine, reader):
    old = grant(engine).key
    GrantDesk(engine, "Root", TODAY).renew(1)
    for form in FORMS:
        answer = reader.get(f"{PAGE}{form}?key={old}")
        assert is_refused(answer)
        assert not FIGURES.search(answer.text)
    page = reader.get(f"{PAGE}?key={old}")
    assert "no longer shared at this address" in page.text
    assert frames_of(page) == "*"


def test_a_callback_with_another_page_s_ticket_is_refused(engine, open_page):
    one = open_page(grant(engine, free=("language",)).key)
    other = open_page(grant(engine, free=("language", "age"), locked="period=2014-15").key)
    assert is_refused(one.ask(("language", "fr"), ticket=other.ticket))
    assert is_refused(other.ask(("language", "fr"), ticket=one.ticket))
    assert is_refused(one.ask(("age", "12-14"), ticket=other.ticket))
    same = open_page(grant(engine, free=("language",)).key, "/en/embed/by-month")
    assert is_refused(same.ask(of="3/youth/2/en"))
    assert is_refused(same.ask(of=""))


def test_a_callback_looks_at_the_grant_again(engine, open_page):
    made = grant(engine, free=("language",))
    page, desk = open_page(made.key), GrantDesk(engine, "Root", TODAY)
    desk.change(1, wanted(free=("age",)))
    assert is_refused(page.ask(("language", "fr")))
    desk.change(1, wanted(views=("overview",), free=("language",)))
    assert is_refused(page.ask(("language", "fr")))
    desk.change(1, wanted(language="fr", free=("language",)))
    assert is_refused(page.ask(("language", "fr")))
    desk.change(1, wanted(free=("language",), locked="period=2014-15"))
    assert "period: fiscal year 2014–2015" in words(drawn(page.ask(("language", "fr")))["html"])
    desk.revoke(1)
    assert is_refused(page.ask(("language", "fr")))
    assert is_refused(page.renew())


def test_a_page_of_older_figures_is_told_to_load_again(engine, open_page):
    page = open_page(grant(engine, free=("language",)).key)
    publish(engine, publication(number=3))
    answer = page.ask(("language", "fr"))
    assert is_refused(answer)
    assert answer.get_json()["error"]["code"] == "reload"
    withdraw(engine, 3)
    assert drawn(page.ask(("language", "fr")))["html"]


def test_a_page_of_withdrawn_figures_is_told_to_load_those_that_count_again(engine, open_page):
    key = grant(engine, free=("language",)).key
    publish(engine, publication(number=3))
    page = open_page(key)
    withdraw(engine, 3)
    answer = page.ask(("language", "fr"))
    assert is_refused(answer)
    assert answer.get_json()["error"]["code"] == "reload"
    assert "Publication\N{NO-BREAK SPACE}2," in open_page(key).ask(("language", "fr")).json["html"]
    for number in (1, 2):
        withdraw(engine, number)
    assert page.ask(("language", "fr")).get_json()["error"]["code"] == "forbidden"


def test_a_callback_gives_no_more_than_the_page(engine, open_page):
    key = grant(engine, free=("language",)).key
    for asked in (
        [("venue", "SH-01")],
        [("period", "2014-15")],
        [("language", "fr"), ("kind", "discussion")],
        [("language",)],
        [("language", 1)],
        [("language", "\ud800")],
        ["language"],
    ):
        assert is_refused(open_page(key).ask(*asked))


def test_no_other_site_can_post_to_a_callback(engine, open_page):
    key = grant(engine, free=("language",)).key
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
    ):
        answer = open_page(key).ask(("language", "fr"), headers=headers)
        assert answer.status_code == 403, headers
        assert not FIGURES.search(answer.text)


def test_a_body_without_a_ticket_is_refused(reader):
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    for body in (b"", b"{}", b"[]", b'{"ticket": {}, "of": [], "asked": 1}', b"x"):
        assert reader.post(LIVE, data=body, headers=headers).status_code == 403, body


def test_nothing_of_dash_is_open_to_readers_of_embedded_views(reader):
    for path in ("/embed/live/_dash-layout", "/embed/live/_dash-update-component"):
        assert reader.get(path).status_code in (404, 405, 302, 401)
    for path in ("/_dash-layout", "/_dash-dependencies"):
        assert reader.get(path).status_code == 401


def test_the_api_answers_a_grant_s_key_within_its_views(served, engine):
    key = grant(
        engine, views=("youth", "by-month"), free=("language",), locked="period=2014-15"
    ).key
    program = served.test_client()
    program.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {key}", "HTTP_SEC_FETCH_SITE": ""}
    answer = program.get("/api/v1/progress?language=fr")
    told = answer.get_json()
    assert (told["audience"], told["publication"]) == ("partner", 2)
    assert told["filters"] == {"language": ["fr"], "period": "2014-15"}
    assert set(told) == {
        *("publication", "data_as_of", "audience", "filters", "youth", "by_month"),
        *("by_quarter", "sentences"),
    }
    assert set(told["sentences"]) == {"filters", "youth"}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert is_refused(program.get("/api/v1/progress?age=12-14"))
    assert is_refused(program.get("/api/v1/progress?venue=SH-01"))
    assert program.get("/api/v1/progress?language=xx").status_code == 400
    assert program.get("/api/v1/progress?nothing=1").status_code == 400
    GrantDesk(engine, "Root", TODAY).revoke(1)
    assert is_refused(program.get("/api/v1/progress"))


def test_a_grant_s_key_opens_nothing_else(served, engine):
    program = served.test_client()
    program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {grant(engine).key}"
    for path in CLOSED:
        assert program.get(path).status_code in (302, 401, 403), path


def test_the_same_figure_stands_in_the_page_the_picture_and_both_files(reader, engine):
    key = grant(engine, free=("language",), **ALL).key
    headers = {"Sec-Fetch-Dest": "document"}
    for locale, shown_as in (("en", "1,333"), ("fr", "1 333")):
        base = f"/{locale}/embed/youth"
        assert shown_as in words(reader.get(at(base, key)).text)
        assert shown_as in words(reader.get(at(f"{base}.svg", key), headers=headers).text)
        assert shown_as in words(reader.get(at(f"{base}.html", key), headers=headers).text)
        told = reader.get(at(f"{base}.json", key), headers=headers).get_json()
        assert told["youth"]["participations"] == 1333
        table = reader.get(at(f"{base}.csv", key), headers=headers).data.decode("utf-8-sig")
        assert re.search(r"[,;]1333[,;]", table)


def test_one_script_makes_frames_and_anyone_may_load_it(reader):
    answer = reader.get(
        "/embed.js", headers={"Sec-Fetch-Dest": "script", "Referer": "https://a.b/"}
    )
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    again = reader.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_other_programs_find_how_to_embed_a_view(served, engine):
    made = grant(engine, free=("language",))
    program = served.test_client()
    program.environ_base["HTTP_SEC_FETCH_SITE"] = ""
    url = at("http://localhost/fr/embed/youth", made.key, language="fr")
    told = program.get("/oembed", query_string={"url": url, "maxwidth": 500, "maxheight": 300})
    found = told.get_json()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert (found["width"], found["height"]) == (500, 300)
    assert found["title"] == "imPACT – Jeunes rejoints"
    frame = unescape(found["html"])
    assert f'src="http://localhost/fr/embed/youth?key={made.key}&language=fr"' in frame
    assert 'title="imPACT – Jeunes rejoints"' in frame
    for wrong in (
        at("http://localhost/fr/embed/youth", "embed_x"),
        at("https://evil.example/fr/embed/youth", made.key),
        at("http://localhost/fr/progres", made.key),
        at("http://localhost/fr/embed/youth", made.key, age="12-14"),
        "nonsense",
    ):
        assert is_refused(program.get("/oembed", query_string={"url": wrong}))
    assert program.get("/oembed", query_string={"url": url, "format": "xml"}).status_code == 501


def test_numbers_of_any_length_are_no_error(reader, engine):
    made, long = grant(engine), "9" * 5000
    assert is_refused(reader.get(at(PAGE, made.key, publication=long)))
    url = at("http://localhost/en/embed/youth", made.key)
    told = reader.get("/oembed", query_string={"url": url, "maxwidth": long, "maxheight": "²"})
    assert told.get_json()["width"] == 640


def test_a_page_says_where_it_can_be_embedded_from(sqlite_engine):
    settings = Settings(base_url="https://impact.example.org")
    made = serving(sqlite_engine, settings)
    publish(sqlite_engine, publication())
    key = grant(sqlite_engine).key
    html = made.test_client().get(at(PAGE, key)).text
    found = unescape(re.search(r'json\+oembed" href="([^"]+)"', html)[1])
    assert found.startswith(
        "https://impact.example.org/oembed?url=https%3A%2F%2Fimpact.example.org"
    )
    assert 'href="https://impact.example.org/en/progress/1"' in html


def test_a_locked_venue_type_that_the_publication_shows_only_with_others_shows_nothing(
    reader, engine
):
    """The grant was made when the type was shown alone."""
    made = grant(engine, locked="venue_type=shelter&venue_type=group_home", **ALL)
    assert "9" in words(reader.get(at("/en/embed/by-venue-type", made.key)).text)
    with writing(engine) as connection:
        connection.execute(update(EmbedGrantRow).values(locked="venue_type=shelter"))
    assert is_refused(reader.get(at("/en/embed/by-venue-type", made.key)))
    assert SENSITIVE not in reader.get(at("/en/embed/by-venue-type", made.key)).text


def test_json_names_no_more_than_the_view(reader, engine):
    key = grant(engine, **ALL).key
    told = reader.get(at("/en/embed/facilitators.json", key)).get_json()
    always = {"publication", "data_as_of", "audience", "filters", "sentences"}
    assert set(told) == {*always, "facilitators"}
    assert json.dumps(told).count("participations") == 0


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_either_database_shows_counts_and_refuses(kind: str, request):
    url = request.getfixturevalue(f"{kind}_url")
    server = app.create_app(Settings(database_url=url)).server
    server.test_client_class = Client
    found, client = server.extensions["impact"], server.test_client()
    publish(found, publication())
    made = grant(found, free=("language",))
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "none"
    page = Page(client, PAGE, made.key)
    assert "270" in drawn(page.ask(("language", "fr")))["html"]
    GrantDesk(found, "Root", TODAY).revoke(1)
    assert is_refused(client.get(at(PAGE, made.key)))
    with reading(found) as connection:
        assert [one.times for one in shown.since(connection, TODAY)] == [1]
    found.dispose()
