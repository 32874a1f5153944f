"""Nothing that leaves the program changes unless a commit says so.

Where this fails and the change is wanted, ``python -m tests.golden --write`` records it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

import orjson
import pytest
from dash import html

from dashboard.addresses import VIEWS
from dashboard.places import ASSETS
from layouts.shared.files import PLOTLY, WITH_FIGURES
from tests.golden.reading import digests, everything
from tests.golden.recorded import differences

PLAIN = (str, int, float, bool, type(None))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return everything(tmp_path_factory.mktemp("golden"))


def test_all_that_leaves_the_program_is_as_recorded(found):
    assert differences(digests(found)) == []


def test_our_renderer_knows_every_component_that_it_is_to_draw(found):
    """It makes elements of HTML with plain attributes; anything else would be drawn wrong."""
    components = [c for content in found.values() for c in drawn(content)]
    assert len(components) > 1000
    ours = {c["type"] for c in components if not hasattr(html, c["type"])}
    assert ours == {"Input"}  # which Dash does not have as an element
    others = {
        (c["type"], name)
        for c in components
        for name, value in c["props"].items()
        if name != "children" and not isinstance(value, PLAIN)
    }
    assert not others


def test_no_browser_puts_in_again_what_was_entered_on_a_page_that_was_left(found):
    """Scripts take what differs from the first HTML for something that the reader has entered."""
    pages = [content.decode() for content in found.values() if b'id="page-state"' in content]
    assert len(pages) > 50
    assert {control for page in pages for control in _Kept(page).found} == set()


class _Kept(HTMLParser):
    """The controls of a page whose entries a browser may keep."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_off = given.get("autocomplete") == "off"
        if tag == "form":
            self._within = is_off
        is_control = tag in ("input", "select", "textarea")
        is_silent = given.get("type") in ("radio", "hidden")  # a choice of what a phone shows
        if is_control and not (is_off or self._within or is_silent):
            self.found.append(f"{tag} {given.get('id') or given.get('name')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._within = False


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_draws_figures_only_where_it_loads_what_draws_them(found, view):
    of_view = {name: content for name, content in found.items() if f" {view.name} " in name}
    assert of_view
    for name, content in of_view.items():
        assert view in WITH_FIGURES or b'"figures":{"' not in content, name


def test_the_bundle_draws_every_kind_of_trace_that_a_figure_has(found):
    bundle = (ASSETS / PLOTLY).read_text(encoding="utf-8")
    known = set(re.findall(r'moduleType:"trace",name:"(\w+)"', bundle))
    used = {
        trace.get("type", "scatter")
        for content in found.values()
        for answer in json_of(content)
        for drawing in dicts(answer)
        if isinstance(figures := drawing.get("figures"), dict)
        for figure in figures.values()
        for trace in figure["data"]
    }
    assert used
    assert used <= known


def drawn(content: bytes) -> Iterator[dict]:
    """The components in the drawings of an answer, if it has any."""
    for answer in json_of(content):
        for drawing in dicts(answer):
            if isinstance(parts := drawing.get("parts"), dict):
                yield from (one for one in dicts(parts) if one.keys() == {"type", "props"})


def json_of(content: bytes) -> Iterator[object]:
    """What an answer says after its status, if it is JSON."""
    with suppress(orjson.JSONDecodeError):
        yield orjson.loads(content[content.find(b"{") :])


def dicts(value: object) -> Iterator[dict]:
    """Every mapping within."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from dicts(inner)
