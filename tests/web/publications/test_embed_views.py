"""One more row in the table of embedded views is one more view everywhere; one less breaks none."""

import re

import pytest
from sqlalchemy import Engine, update
from typer.testing import CliRunner

from callbacks import publish as view
from dashboard.cards.panels import PANELS
from dashboard.cli.commands.embeds import group
from dashboard.database import reading, writing
from dashboard.domain.publications.embed_views import EMBED_VIEWS, EmbedView, Picture
from dashboard.domain.publications.embeds import FILTERS, ViewCount
from dashboard.domain.publications.files import BriefFormat
from dashboard.domain.shared.clock import calendar_day
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale, text
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.tables import EmbedGrantRow
from dashboard.publications.pages.snippets import ROW_OF_FILES, ROW_OF_FILTERS, ready
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.support.archive import keep_files, publish
from tests.support.embeds import ORIGIN, TODAY, grant
from tests.support.publications import publication
from tests.web.conftest import serving

NEW = EmbedView(
    code="by-age-group",
    title=text("By age group"),
    tables=("by_age_group",),
    picture=Picture.BARS,
    height=333,
)
PANEL, FORM, LIST = (slot("embeds", name) for name in ("made", "form", "list"))


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    publish(sqlite_engine, publication())
    return sqlite_engine


@pytest.fixture
def reader(engine: Engine):
    """A frame in a page of the partner's."""
    made = serving(engine).test_client()
    made.environ_base |= {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_REFERER": f"{ORIGIN}/"}
    return made


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch) -> EmbedView:
    monkeypatch.setitem(EMBED_VIEWS, NEW.code, NEW)
    return NEW


@pytest.fixture
def key(engine: Engine, new: EmbedView) -> str:
    return grant(engine, views=(new.code,), downloads=True, images=True).key


def tab(engine: Engine, query: str):
    """What an administrator sees of grants."""
    answers = Answers(engine, Settings(), Role.ADMIN.audience).for_reader(Reader("Ada", Role.ADMIN))
    return view.update(answers, query, Locale.EN)["parts"]


@pytest.mark.parametrize("row", EMBED_VIEWS.values(), ids=lambda row: row.code)
def test_every_row_names_cards_that_its_picture_can_draw(row):
    assert set(row.parts) <= set(PANELS)
    assert row.tables
    assert bool(row.gauges) is (row.picture is Picture.DIALS)


def offered(page: str) -> dict[str, list[str]]:
    """The values that a page lets readers choose, by filter."""
    found = re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]+)"', page)
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page, re.DOTALL):
        found += [(name, value) for value in re.findall(r'<option value="([^"]+)"', options)]
    return {name: [value for of, value in found if of == name] for name, _ in found}


def shown_by(page: str) -> list[str]:
    """Its findings and its tables, without what is said of filters."""
    return re.findall(r'<p class="sentence">[^<]*|<t[dh][^>]*>[^<]*', page)


@pytest.mark.parametrize("view", EMBED_VIEWS)
def test_a_view_offers_the_filters_that_can_change_it_and_no_others(reader, engine, view):
    key, path = grant(engine, free=FILTERS).key, f"/en/embed/{view}"

    def page(at: str = path, **asked: str) -> str:
        answer = reader.get(at, query_string={"key": key, **asked})
        assert answer.status_code == 200
        return answer.text

    every = offered(page("/en/embed/overview"))
    assert set(every) == set(FILTERS)
    whole = shown_by(page())
    assert whole
    changing = {
        name
        for name, values in every.items()
        if any(shown_by(page(**{name: value})) != whole for value in values)
    }
    assert set(offered(page())) == changing


def test_a_filter_that_changes_nothing_is_still_told_of_an_address_that_has_it(reader, engine):
    key = grant(engine, views=("facilitators",), free=("age",)).key
    page = reader.get("/en/embed/facilitators", query_string={"key": key, "age": "12-14"}).text
    assert "age group: 12 to 14" in page.replace("\u00a0", " ")
    assert 'class="choices"' not in page


def test_a_frame_leaves_room_for_filters_only_where_some_are_offered(engine):
    done = grant(engine, views=("youth", "facilitators"), free=("age",))
    frames = ready(done.grant, done.key, "https://x.org")
    for code, room in (("youth", ROW_OF_FILTERS), ("facilitators", 0)):
        height = EMBED_VIEWS[code].height + room
        assert f'height="{height}"' in frames[code]["en"]["iframe"]


@pytest.mark.parametrize("form", ["", ".html", ".svg", ".csv", ".json"])
def test_a_new_row_is_served_in_every_form(reader, key, form):
    answer = reader.get(f"/fr/embed/by-age-group{form}?key={key}")
    assert answer.status_code == 200
    assert ("12 à 14 ans" if form != ".json" else "by_age_group") in answer.text.replace(
        "\u00a0", " "
    )
    assert "by_venue_type" not in answer.text


def test_a_new_row_has_its_heading_its_finding_and_its_notes(reader, key):
    told = reader.get(f"/en/embed/by-age-group?key={key}").text
    assert "<h1>By age group</h1>" in told
    assert "Most participations: " in told
    assert "may include repeat attendance" in told


def test_a_new_row_is_described_to_other_programs(reader, key, new):
    url = f"http://localhost/en/embed/by-age-group?key={key}"
    told = reader.get("/oembed", query_string={"url": url}).get_json()
    height = new.height + ROW_OF_FILES
    assert (told["title"], told["height"]) == ("imPACT – By age group", height)
    assert f'height="{height}"' in told["html"]


def test_a_new_row_is_a_part_of_what_the_api_tells_partners(reader, key):
    told = reader.get("/api/v1/progress", headers={"Authorization": f"Bearer {key}"}).get_json()
    assert {name for name in told if name.startswith("by_")} == {"by_age_group"}


def test_a_new_row_can_be_granted_and_copied(engine, key, new):
    parts = tab(engine, "tab=embeds&grant=1")
    boxes = [one for one in walk(parts[FORM]) if getattr(one, "name", "") == "views"]
    assert [box.value for box in boxes] == list(EMBED_VIEWS)
    assert [box.value for box in boxes if box.checked] == [new.code]
    choices = [one.children for one in walk(parts[PANEL]) if hasattr(one, "children")]
    assert "'value': 'by-age-group'" in str(choices)
    with reading(engine) as connection:
        made = grants.numbered(connection, 1)
    assert "/embed/by-age-group?" in ready(made, key, "https://x.org")[new.code]["en"]["iframe"]


def test_a_new_row_is_known_on_the_command_line(new):
    refused = CliRunner().invoke(group(), ["create", "--partner", "x", "--view", "nothing"])
    assert refused.exit_code == 2
    assert new.code in " ".join(refused.stderr.split())


def test_a_grant_of_a_view_that_is_gone_keeps_the_others(reader, engine):
    key = grant(engine, views=("youth",), downloads=True, images=True).key
    with writing(engine) as connection:
        connection.execute(update(EmbedGrantRow).values(views="old-view youth"))
        shown.add(connection, ViewCount(TODAY, 1, "old-view", 1))
        made = grants.numbered(connection, 1)
    assert made.views == ("old-view", "youth")
    gone = reader.get(f"/fr/embed/old-view?key={key}")
    assert gone.status_code == 403
    assert "« old-view »" in gone.text.replace("\u00a0", " ")
    assert reader.get(f"/en/embed/youth?key={key}").status_code == 200
    told = reader.get("/api/v1/progress", headers={"Authorization": f"Bearer {key}"})
    assert "youth" in told.get_json()
    assert set(ready(made, key, "https://x.org")) == {"youth"}


def test_a_grant_of_a_view_that_is_gone_stays_on_the_list(engine):
    grant(engine, views=("youth",))
    with writing(engine) as connection:
        connection.execute(update(EmbedGrantRow).values(views="old-view youth"))
        shown.add(connection, ViewCount(calendar_day("America/Toronto"), 1, "old-view", 1))
    parts = tab(engine, "tab=embeds&grant=1")
    assert "Old-view (no longer offered) and Youth reached" in words(parts[LIST])
    assert "old-view (no longer offered) 1 time" in words(parts[LIST])
    assert "old-view" not in words(parts[FORM])


def test_bars_stand_after_the_numbers_that_they_are_of_and_words_align_as_words(reader, key, new):
    page = reader.get(f"/en/embed/{new.code}?key={key}").text
    row = re.search(r"<thead>(<tr>.*?</tr>)</thead>\s*<tbody>\s*(<tr>.*?</tr>)", page, re.DOTALL)
    assert row is not None
    for cells in row.groups():
        named = re.findall(r'<t[hd](?: scope="\w+")?(?: class="(\w+)")?>', cells)
        assert named == ["", "number", "bars", ""]


@pytest.mark.parametrize(
    ("given", "linked"),
    [
        ({"downloads": True}, [f"../../publications/1-fr.{form}" for form in BriefFormat]),
        ({"downloads": False}, []),
        ({"downloads": True, "locked": "language=fr"}, []),
    ],
)
def test_the_files_of_the_publication_are_linked_where_a_grant_allows_it(
    reader, engine, given, linked
):
    keep_files(engine, 1)
    key = grant(engine, views=("overview",), **given).key
    page = reader.get(f"/fr/embed/overview?key={key}").text
    assert re.findall(r'href="([^"]*\.(?:pdf|pptx|xlsx))"', page) == linked
