"""What a change sends: what the browser lacks, and with it exactly the whole drawing."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import orjson
import pytest
from dash import html
from sqlalchemy import Engine, event

from callbacks import explore, views
from callbacks.explore import FOLDED
from callbacks.pages import page as page_at
from dashboard.addresses import EXPLORE
from dashboard.database import open_engine
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from dashboard.web.shared.compression import quality
from layouts.shared.changes import Shown, changes, marks, shown_by
from layouts.shared.drawing import KINDS, drawing_of
from layouts.shared.first import first_paint
from layouts.shared.written import jsonable

QUERIES = (
    "",
    "language=fr",
    "language=en",
    "language=en&language=fr",
    "age=15-17&age=18-21",
    "venue_type=shelter&language=fr&age=12-14",
    "period=2014-15&compare=previous",
    "from=2015-03-01&to=2015-03-02",
    "tab=indicators&language=fr",
    "present=1",
    "present=3&language=fr",
    "bars=sessions&kind=discussion",
)
PAIRS = 12
LARGEST = 5_200  # bytes of a change of languages, as sent
FOLD = re.compile(r'<details[^>]* data-later="([^"]*)".*?</details>', re.DOTALL)
MOST_ASKED = 1  # statement of a change: the state of the data, and nothing that is kept


@pytest.fixture(scope="module")
def engine(demonstration: Path) -> Iterator[Engine]:
    found = open_engine(f"sqlite:///{demonstration}")
    yield found
    found.dispose()


def drawing(engine: Engine, audience: Audience, locale: Locale, query: str) -> dict:
    return drawn_with(Answers(engine, Settings(), audience), locale, query)


def drawn_with(answers: Answers, locale: Locale, query: str) -> dict:
    return explore.update(answers, query, locale)


def plain(drawn: dict) -> dict:
    return orjson.loads(orjson.dumps(drawn, default=jsonable))


class Browser:
    """Keeps what it is sent as the scripts do: the marks of places, and their parts."""

    def __init__(self) -> None:
        self.shows: dict[str, dict] = {kind: {} for kind in KINDS}
        self.marks: dict[str, str] = {}

    def ask(self, drawn: dict, closed: tuple[str, ...] = ()) -> dict:
        sent = plain(changes(drawn, Shown(1, frozenset(self.marks.values()), closed)))
        given = sent["marks"]
        for number in sent.get("later", ()):
            self.lose(closed[number])
        for kind in KINDS:
            for place, content in sent.get(kind, {}).items():
                for name in ids(content):
                    self.lose(name)
                if kind in ("grids", "figures"):
                    self.shows[kind].setdefault(place, {}).update(content)
                    names = [f"{place}/{part}" for part in content]
                else:
                    self.shows[kind][place] = content
                    names = [place]
                for name in names:
                    self.marks[name], given = given[:8], given[8:]
        assert not given
        return sent

    def lose(self, place: str) -> None:
        """What lies in a part that is drawn anew is gone."""
        for kind in KINDS:
            self.shows[kind].pop(place, None)
        self.marks = {k: v for k, v in self.marks.items() if k.split("/")[0] != place}


def ids(content: object) -> Iterator[str]:
    if isinstance(content, list):
        for one in content:
            yield from ids(one)
    elif isinstance(content, dict):
        if "id" in (props := content.get("props", {})):
            yield props["id"]
        yield from ids(props.get("children"))


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("audience", INSIDE)
def test_what_is_sent_makes_of_any_drawing_exactly_the_next(engine, audience, locale):
    chance = random.Random(f"{audience} {locale}")  # noqa: S311 - no secret
    known = {query: drawing(engine, audience, locale, query) for query in QUERIES}
    browser = Browser()
    browser.ask(known[""])
    for _ in range(PAIRS):
        whole = known[chance.choice(QUERIES)]
        browser.ask(whole)
        for kind in KINDS:
            for place, content in plain(whole).get(kind, {}).items():
                assert browser.shows[kind][place] == content, place
        assert not any(browser.ask(whole).get(kind) for kind in KINDS)


def test_whatever_a_browser_claims_it_gets_nothing_but_parts_of_the_whole(engine):
    whole = drawing(engine, Audience.COMMITTEE, Locale.EN, "language=fr")
    exact = drawing(engine, Audience.COORDINATOR, Locale.EN, "language=fr")
    claims = Shown(1, frozenset(marks(exact).values()) | {"", "AAAAAAAA"})
    sent, every = plain(changes(whole, claims)), plain(whole)
    for kind in KINDS:
        for place, content in sent.get(kind, {}).items():
            known = every[kind][place]
            if kind in ("grids", "figures"):
                known = {part: known[part] for part in content}
            assert content == known
    told = {"edition", "stale", "empty", "tab", "marks", "after"}
    assert sent.keys() - set(KINDS) <= told


def test_a_piece_of_one_of_the_last_drawings_is_not_marked_again(monkeypatch):
    def shown(edition: str) -> dict:
        return drawing_of({"here": html.P("the same")}, edition)

    known = marks(shown("1"))
    monkeypatch.setattr("layouts.shared.changes.blake2b", None)  # marking would fail
    assert marks(shown("2")) == known


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("audience", INSIDE)
def test_links_to_other_parts_are_sent_with_their_options_and_not_with_filters(
    engine, audience, locale
):
    links = {"view-tabs", "view-multiples-numbers", "view-curve-span"}
    browser = Browser()
    for query, sent in (
        ("language=fr", links),
        ("language=en&age=15-17", set()),
        ("language=en&age=15-17&bars=sessions", links),
        ("kind=discussion&bars=sessions", set()),
    ):
        assert links & browser.ask(drawing(engine, audience, locale, query))["parts"].keys() == sent
    answers, path = Answers(engine, Settings(), audience), EXPLORE[locale]
    first = first_paint(page_at(f"{path}?language=fr", answers)).html
    for part in ("tab=indicators", "bars=sessions", "span=12", "present=1"):
        assert f'href="{path}?language=fr&amp;{part}" data-keep="{part}"' in first


def test_places_in_a_part_that_is_drawn_anew_are_sent_with_it():
    def shown(words: str) -> dict:
        around = html.Div([words, html.P(id="inner")])
        return drawing_of({"outer": around, "inner": "the same"}, "1")

    known = Shown(3, frozenset(marks(shown("before")).values()))
    assert "parts" not in changes(shown("before"), known)
    assert changes(shown("after"), known)["parts"].keys() == {"outer", "inner"}


def folds(engine: Engine, audience: Audience = Audience.COORDINATOR) -> list[re.Match[str]]:
    """The folds of the first page whose content may come later, with their places."""
    page = page_at("/en/explore", Answers(engine, Settings(), audience))
    return [*FOLD.finditer(first_paint(page).html)]


@pytest.mark.parametrize("audience", INSIDE)
def test_the_first_page_has_what_may_come_later(engine, audience):
    drawn = drawing(engine, audience, Locale.EN, "")
    found = folds(engine, audience)
    assert len(found) == 5
    for fold in found:
        for place in fold[1].split():
            content = drawn["parts"].get(place, drawn["tables"].get(place))
            is_empty = re.search(rf'id="{place}"[^>]*></', fold[0]) is not None
            assert is_empty == (content is None), place


def test_closed_folds_are_left_out_as_long_as_they_say_something_else(engine):
    closed = tuple(" ".join(fold[1] for fold in folds(engine)).split())
    browser = Browser()
    drawn = [drawing(engine, Audience.COORDINATOR, Locale.EN, query) for query in QUERIES[:2]]
    browser.ask(drawn[0])
    assert "later" not in browser.ask(drawn[0], closed)
    for _ in range(2):  # what was left out stays so
        sent = browser.ask(drawn[1], closed)
        left = {closed[number] for number in sent["later"]}
        assert "view-curve-table" in left
        assert not left & (sent.get("parts", {}).keys() | sent.get("tables", {}).keys())
    assert left == {
        place
        for kind in ("parts", "tables")
        for place, content in plain(drawn[1])[kind].items()
        if place in closed and content != plain(drawn[0])[kind][place]
    }
    opened = browser.ask(drawn[1], closed[2:])
    assert opened["tables"].keys() == {"view-curve-table", "view-curve-ahead"} & left
    browser.ask(drawn[1])
    for kind in KINDS:
        for place, content in plain(drawn[1])[kind].items():
            assert browser.shows[kind][place] == content, place


@pytest.mark.parametrize("audience", INSIDE)
def test_what_closed_folds_need_not_show_is_not_made_and_else_all_is_the_same(engine, audience):
    closed = tuple(" ".join(fold[1] for fold in folds(engine, audience)).split())
    assert set(closed) == set(FOLDED)
    answers = Answers(engine, Settings(), audience)
    here = {"view": "explore", "locale": "en"}
    for query in QUERIES:
        whole = plain(drawn_with(answers, Locale.EN, query))
        brief = views.kept_update(here, answers, query, "", closed)
        assert plain(brief) == {
            name: {place: one for place, one in held.items() if place not in closed}
            if name in KINDS
            else held
            for name, held in whole.items()
        }
        sent = changes(brief, Shown(1, frozenset(), closed))
        assert {closed[number] for number in sent["later"]} == set(closed)
        opened = views.kept_update(here, answers, query, "", closed[1:])
        assert plain(opened) == whole


@pytest.mark.parametrize("said", [None, "x", {}, {"at": 1}, {"at": "1", "marks": []},
                                  {"at": 1, "marks": [1]}, {"at": 1, "marks": "AAAA"},
                                  {"at": 1, "marks": [], "closed": [{}]}])  # fmt: skip
def test_who_claims_nothing_in_order_gets_everything(said):
    whole = drawing_of({"place": "words"}, "1")
    assert shown_by(said) is None
    assert changes(whole, shown_by(said)) == whole


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("audience", INSIDE)
def test_a_change_of_languages_is_small_from_the_first_on(engine, audience, locale):
    answers = Answers(engine, Settings(), audience)
    path = {"en": "/en/explore", "fr": "/fr/explorer"}[locale.value]
    first = first_paint(page_at(path, answers))
    shown = orjson.loads(first.state)["marks"]
    closed = tuple(" ".join(fold[1] for fold in FOLD.finditer(first.html)).split())
    for query in ("language=en", "language=en&language=fr", "language=fr"):
        whole = drawing(engine, audience, locale, query)
        sent = changes(whole, Shown(1, frozenset(shown.values()), closed))
        written = orjson.dumps({"response": {"view-drawing": {"data": sent}}}, default=jsonable)
        sent_bytes = brotli.compress(written, quality=quality(written))
        assert len(sent_bytes) <= LARGEST, query
        shown = {name: mark for name, mark in marks(whole).items() if name not in closed}


@pytest.mark.parametrize("query", ["language=en", "language=en&language=fr", "venue_type=shelter"])
@pytest.mark.parametrize("audience", INSIDE)
def test_a_change_asks_the_database_a_few_questions(engine, audience, query):
    answers = Answers(engine, Settings(), audience)
    drawn_with(answers, Locale.EN, "")
    asked: list[str] = []
    hear = lambda *heard: asked.append(heard[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", hear)
    drawn_with(answers, Locale.EN, query)
    event.remove(engine, "before_cursor_execute", hear)
    assert len(asked) <= MOST_ASKED
