"""What everyone may read, and how long they may keep it."""

import json
import re
from dataclasses import replace
from html import unescape

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.domain.publications.publication import BilingualText, canonical, digest
from dashboard.i18n import Locale
from dashboard.publications.pages.documents import Documents
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from tests.publications.pages.test_figures_agree import kept
from tests.support.archive import keep_files, publish, withdraw
from tests.support.publications import marked, publication
from tests.web.conftest import Client

FIRST, SECOND = publication(), marked()
PAGES = ["/en/progress", "/fr/progres", "/en/progress/1", "/fr/progres/2"]
FILES = [
    "/publications.json",
    "/publications/1.json",
    "/publications/2.csv?lang=fr",
    "/publications/1-en.csv",
    "/publications/2-fr.png",
    "/publications/1-en.pdf",
    "/publications/2-fr.pptx",
]


@pytest.fixture
def reader(sqlite_engine) -> FlaskClient:
    """A stranger, where nothing is published."""
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
    settings = Settings(base_url="https://impact.example.org")
    web.install(made, sqlite_engine, settings, People(sqlite_engine, settings))
    return made.test_client()


@pytest.fixture
def archive(reader: FlaskClient, sqlite_engine) -> FlaskClient:
    """A stranger, where two were published."""
    publish(sqlite_engine, FIRST, SECOND)
    for number in (1, 2):
        keep_files(sqlite_engine, number)
    return reader


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_a_stranger_reads_what_is_published(archive: FlaskClient, path: str):
    assert archive.get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_no_cookie_is_set_or_asked_for(archive: FlaskClient, path: str):
    archive.set_cookie("impact", "x")
    headers = archive.get(path, headers={"Accept-Encoding": "br"}).headers
    assert "Set-Cookie" not in headers
    assert headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_it_may_be_kept_for_an_hour_at_most(archive: FlaskClient, path: str):
    control = archive.get(path).headers["Cache-Control"]
    age = int(re.search(r"max-age=(\d+)", control)[1])
    assert "public" in control
    assert 0 < age <= 3600


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_who_has_it_already_is_told_so(archive: FlaskClient, path: str):
    etag = archive.get(path).headers["ETag"]
    assert not etag.startswith("W/")
    again = archive.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    compressed = {"Accept-Encoding": "br, gzip"}
    tag = archive.get(path, headers=compressed).headers["ETag"]
    assert not tag.startswith("W/")
    for held in (etag, tag):
        again = archive.get(path, headers=compressed | {"If-None-Match": held})
        assert (again.status_code, again.headers["ETag"]) == (304, held)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_head_says_the_same_without_a_body(archive: FlaskClient, path: str):
    get, head = archive.get(path), archive.head(path)
    assert head.data == b""
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_the_canonical_text_is_given_byte_for_byte(archive: FlaskClient):
    answer = archive.get("/publications/2.json")
    assert answer.data == canonical(SECOND)
    assert answer.headers["ETag"] == f'"{digest(canonical(SECOND))}"'


def test_the_page_of_today_is_that_of_the_latest(archive: FlaskClient, sqlite_engine):
    assert "Publication 2, April 1, 2015" in words(archive.get("/en/progress").text)
    withdraw(sqlite_engine, 2)
    assert "Publication 1, April 1, 2015" in words(archive.get("/en/progress").text)


def test_both_languages_say_the_same_in_their_own_words(archive: FlaskClient):
    english = words(archive.get("/en/progress").text)
    french = words(archive.get("/fr/progres").text)
    assert "youth participations for a target of 1,000 (133.3%)" in english
    assert "participations de jeunes pour une cible de 1 000 (133,3 %)" in french
    assert "The plan has 4 measures. Their titles and status have not been supplied yet." in english
    assert "Le plan compte 4 mesures. Leurs titres et leur avancement n’ont pas" in french
    assert "Figures of spring 2015." in english
    assert "Chiffres du printemps 2015." in french


def test_measures_are_listed_once_one_of_them_has_a_title(reader: FlaskClient, sqlite_engine):
    one, *others = FIRST.words.measures
    told = replace(one, label=BilingualText("Tell youth", "Parler aux jeunes"))
    named = replace(FIRST, words=replace(FIRST.words, measures=(told, *others)))
    publish(sqlite_engine, named)
    said = words(reader.get("/en/progress").text)
    assert "Tell youth status not stated" in said
    assert said.count("Title not supplied yet status not stated") == 3
    assert "have not been supplied yet" not in said


def test_each_page_names_its_language_and_leads_to_the_other(archive: FlaskClient):
    html = archive.get("/fr/progres/2").text
    assert '<html lang="fr-CA">' in html
    assert 'href="../../en/progress/2" lang="en-CA"' in html
    english = archive.get("/en/progress").text
    assert 'href="../fr/progres" lang="fr-CA"' in english


def test_a_preview_of_a_link_has_words_and_a_picture(archive: FlaskClient):
    html = archive.get("/en/progress").text
    image = re.search(r'og:image" content="([^"]+)"', html)[1]
    assert image == "https://impact.example.org/publications/2-en.png"
    picture = archive.get(image.removeprefix("https://impact.example.org"))
    assert picture.data.startswith(b"\x89PNG")
    assert picture.mimetype == "image/png"
    assert 'rel="canonical" href="https://impact.example.org/en/progress"' in html
    assert re.search(r'og:description" content="1,333 youth participations', html)


def test_signs_and_days_are_told(archive: FlaskClient):
    found = words(archive.get("/en/progress").text)
    assert "441 r" in found
    assert "300 as of 2014-12-31" in found
    assert (
        "“r”: revised. Sessions of this figure were corrected. An earlier publication may show"
        in found
    )
    assert "It corrects publication 1" in found
    without = words(archive.get("/en/progress/1").text)
    assert "“r”: revised" not in without
    assert "a date beside it" in found
    assert "a date beside it" not in without


def test_an_old_page_never_changes(archive: FlaskClient, sqlite_engine):
    before = archive.get("/en/progress/1").data
    assert b"All publications" not in before  # others come, and are withdrawn
    publish(sqlite_engine, publication(number=3))
    withdraw(sqlite_engine, 2)
    assert archive.get("/en/progress/1").data == before
    assert "Publication 3" in archive.get("/en/progress").text


@pytest.mark.parametrize("path", ["/en/progress/1", "/fr/progres/1"])
def test_a_withdrawn_page_is_gone_and_says_why_in_both_languages(
    archive: FlaskClient, sqlite_engine, path: str
):
    withdraw(sqlite_engine, 1)
    answer = archive.get(path)
    assert answer.status_code == 410
    found = words(answer.text)
    assert "was withdrawn on May 1, 2015" in found
    assert "Reason: A mistake in the ages." in found
    assert "a été retirée le 1er mai 2015" in found
    assert "Motif\u00a0: Une erreur dans les âges." in unescape(answer.text)
    assert "youth participations" not in found
    held = {"If-None-Match": answer.headers["ETag"]}
    assert archive.get(path, headers=held).status_code == 410


@pytest.mark.parametrize("path", ["/en/progress/1", "/en/progress/9", "/publications/1-en.pdf"])
def test_no_notice_leads_to_another_where_all_were_withdrawn(
    archive: FlaskClient, sqlite_engine, path: str
):
    browser = {"Accept": "text/html"}
    withdraw(sqlite_engine, 1)
    assert "View the latest figures" in words(archive.get(path, headers=browser).text)
    withdraw(sqlite_engine, 2)
    found = words(archive.get(path, headers=browser).text)
    assert "View the latest figures" not in found
    assert "No figures are published at the moment." in found
    latest = words(archive.get("/en/progress").text)
    assert latest.count("was withdrawn") == 1
    assert "No figures are published at the moment. The next ones will appear here." in latest


@pytest.mark.parametrize("name", ["1.json", "1.csv", "1-fr.csv", "1-en.png"])
def test_a_withdrawn_file_is_gone(archive: FlaskClient, sqlite_engine, name: str):
    withdraw(sqlite_engine, 1)
    answer = archive.get(f"/publications/{name}")
    assert answer.status_code == 410
    error = answer.get_json()["error"]
    assert error["code"] == "gone"
    assert error["reason"] == {
        "en": "A mistake in the ages.",
        "fr": "Une erreur dans les âges.",
    }
    assert "max-age" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["1-fr.pdf", "1-fr.xlsx", "1-fr.csv", "1.csv?lang=fr", "1-fr.png"])
def test_who_follows_an_old_link_to_a_file_reads_why_it_is_gone(
    archive: FlaskClient, sqlite_engine, name: str
):
    withdraw(sqlite_engine, 1)
    browser = {"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}
    answer = archive.get(f"/publications/{name}", headers=browser)
    assert (answer.status_code, answer.mimetype) == (410, "text/html")
    assert "Accept" in answer.headers["Vary"]
    page = answer.get_data(as_text=True)
    assert '<html lang="fr' in page
    assert "Une erreur dans les âges." in page
    assert 'href="../fr/progres"' in page
    assert archive.get("/publications/1.json", headers=browser).is_json


def test_a_withdrawn_one_keeps_its_hash_in_the_list(archive: FlaskClient, sqlite_engine):
    withdraw(sqlite_engine, 1)
    found = archive.get("/publications.json").get_json()["publications"]
    assert [(one["number"], one["sha256"]) for one in found] == [
        (2, digest(canonical(SECOND))),
        (1, digest(canonical(FIRST))),
    ]
    assert found[1]["withdrawn"]["withdrawn_on"] == "2015-05-01"
    assert "json" not in found[1]
    assert archive.get("/" + found[0]["page"]["fr"]).status_code == 200


@pytest.mark.parametrize("path", ["/en/progress/9", "/fr/progres/9"])
def test_what_never_was_is_not_found_in_both_languages(archive: FlaskClient, path: str):
    answer = archive.get(path)
    assert answer.status_code == 404
    assert "There is no publication at this address." in answer.text
    assert "Il n’y a pas de publication à cette adresse." in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"  # it may be there in a moment


@pytest.mark.parametrize(
    "path",
    [
        "/publications/9.json",
        "/publications/9-en.png",
        "/publications/1-de.csv",
        "/publications/0.json",
        "/publications/99999999999999999999.json",
        "/en/progress/x",
        "/en/progress/1/more",
        "/publications/",
    ],
)
def test_other_addresses_are_not_found(archive: FlaskClient, path: str):
    assert archive.get(path).status_code == 404


@pytest.mark.parametrize("zeros", ["0", "00", "٠"])  # the last is an Arabic one
@pytest.mark.parametrize("address", [*PAGES[2:], *FILES[1:]])
def test_a_publication_has_one_address(archive: FlaskClient, address: str, zeros: str):
    assert archive.get(re.sub(r"(?<=/)(?=\d)", zeros, address)).status_code == 404


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/progress", "Nothing has been published yet."),
        ("/fr/progres", "Rien n’a encore été publié."),
    ],
)
def test_before_the_first_publication_the_page_says_so(reader: FlaskClient, path: str, said: str):
    answer = reader.get(path)
    assert answer.status_code == 200
    assert said in answer.text
    assert reader.get("/publications.json").get_json() == {"publications": []}


@pytest.mark.parametrize(
    ("path", "said", "why"),
    [
        (
            "/en/progress",
            "Publication 1 was withdrawn on May\u00a01, 2015.",
            "A mistake in the ages.",
        ),
        (
            "/fr/progres",
            "La publication 1 a été retirée le 1er\u00a0mai 2015.",
            "Une erreur dans les âges.",
        ),
    ],
)
def test_where_all_were_withdrawn_the_page_says_so_and_why(
    reader: FlaskClient, sqlite_engine, path: str, said: str, why: str
):
    publish(sqlite_engine, FIRST)
    withdraw(sqlite_engine, 1)
    answer = reader.get(path)
    assert answer.status_code == 200
    assert said in answer.text
    assert why in answer.text


def test_nothing_may_be_sent_there(archive: FlaskClient):
    assert archive.post("/en/progress").status_code == 405
    assert archive.delete("/publications/1.json").status_code == 405


@pytest.mark.parametrize(
    ("language", "address"), [("en", "/en/progress"), ("fr-CA", "/fr/progres")]
)
def test_a_stranger_without_a_page_is_led_to_what_is_published(
    archive: FlaskClient, language: str, address: str
):
    answer = archive.get("/", headers={"Accept-Language": language})
    assert answer.headers["Location"] == address


def test_where_nothing_is_published_strangers_are_led_to_sign_in(reader: FlaskClient):
    assert reader.get("/").headers["Location"] == "/en/explore"


def test_the_other_languages_word_for_the_page_leads_to_it(program: FlaskClient):
    assert program.get("/fr/progress").headers["Location"] == "/fr/progres"
    assert program.get("/en/progress/").headers["Location"] == "/en/progress"


def test_the_demonstration_opens_with_the_explore_view(program: FlaskClient):
    assert program.get("/").headers["Location"] == "/en/explore"


def test_the_text_of_a_publication_is_no_markup(reader: FlaskClient, sqlite_engine):
    note = FIRST.note.__class__("<script>alert(1)</script>", "« <b> »")
    publish(sqlite_engine, publication(note=note))
    html = reader.get("/en/progress").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_error_of_a_file_is_json_with_both_languages(archive: FlaskClient, sqlite_engine):
    withdraw(sqlite_engine, 1)
    message = json.loads(archive.get("/publications/1.json").data)["error"]["message"]
    assert set(message) == {"en", "fr"}


# Files that are kept with a publication


@pytest.mark.parametrize("name", ["1-en.pdf", "2-fr.pptx", "2-en.xlsx"])
def test_a_kept_file_comes_byte_for_byte_under_its_name(archive: FlaskClient, name: str):
    answer = archive.get(f"/publications/{name}")
    assert answer.data == name.encode()
    assert answer.headers["ETag"] == f'"{digest(name.encode())}"'
    assert answer.headers["Content-Disposition"] == f'attachment; filename="impact-{name}"'


def test_the_list_and_the_pages_name_the_files_that_there_are(reader, sqlite_engine):
    publish(sqlite_engine, FIRST, SECOND)
    keep_files(sqlite_engine, 1)
    second, first = reader.get("/publications.json").get_json()["publications"]
    assert second["files"] == []
    assert first["files"][0] == {
        "file": "publications/1-en.pdf",
        "language": "en",
        "format": "pdf",
        "made_at": "2015-04-01T12:00:00+00:00",
        "sha256": digest(b"1-en.pdf"),
    }
    page = reader.get("/fr/progres/1").get_data(as_text=True)
    assert re.findall(r'href="([^"]*\.(?:pdf|pptx|xlsx))"', page) == [
        "../../publications/1-fr.pdf",
        "../../publications/1-fr.pptx",
        "../../publications/1-fr.xlsx",
    ]
    assert ".pdf" not in reader.get("/en/progress/2").get_data(as_text=True)
    assert reader.get("/publications/2-en.pdf").status_code == 404
    keep_files(sqlite_engine, 2)
    assert "publications/2-en.pdf" in reader.get("/en/progress/2").get_data(as_text=True)
    assert "publications/2-en.pptx" in reader.get("/en/progress").get_data(as_text=True)


def test_a_page_says_how_to_cite_it(archive: FlaskClient):
    said = words(archive.get("/en/progress").get_data(as_text=True))
    assert (
        "Cite as: imPACT, Where we are today. Publication 2, April 1, 2015; "
        "data as of March 25, 2015. https://impact.example.org/en/progress/2" in said
    )


def test_where_no_address_is_set_a_page_is_cited_without_one():
    page = Documents().numbered(kept(SECOND), Locale.FR).body.decode()
    (cited,) = re.findall(r"Citation suggérée.*?</p>", page)
    assert cited.endswith("données au 25\u00a0mars 2015.</p>")


def test_of_a_withdrawn_publication_no_file_is_left(archive: FlaskClient, sqlite_engine):
    withdraw(sqlite_engine, 1)
    assert archive.get("/publications/1-en.pdf").status_code == 410
    assert archive.get("/publications/2-en.pdf").status_code == 200
