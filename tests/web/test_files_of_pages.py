"""Which scripts and styles a page loads."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard.addresses import PEOPLE, PUBLISH, REFERENCE, SESSIONS, VIEWS, View
from dashboard.i18n import Locale
from dashboard.places import ROOT
from layouts.shared.files import needed

OURS = {file.name for file in (ROOT / "assets" / "view").iterdir()}
TAGS = "".join(f'<script src="/assets/view/{name}?m=1"></script>\n' for name in sorted(OURS))


def loaded(page: str) -> set[str]:
    return set(re.findall(r'"/assets/view/([\w.]+)\?', page))


def files_of(view: View | None) -> set[str]:
    return loaded(needed(TAGS, view))


def test_every_file_is_loaded_somewhere():
    assert set().union(*(files_of(view) for view in VIEWS)) == OURS


def test_what_is_written_with_is_loaded_where_something_is_written():
    everywhere = set.intersection(*(files_of(view) for view in VIEWS))
    assert {"style.css", "draw.js", "leaving.js", "desk.js", "desk_drafts.js"} <= everywhere
    for view in VIEWS:
        files = files_of(view)
        assert ("desk_form.js" in files) is ("desk_import.js" in files) is (view is SESSIONS)
        assert ("desk_reference.js" in files) is ("reference.css" in files) is (view is REFERENCE)
        assert ("publish.js" in files) is ("publish.css" in files) is (view is PUBLISH)
        assert ("embeds_form.js" in files) is ("embeds.css" in files) is (view is PUBLISH)
        assert ("people.js" in files) is (view is PEOPLE)
        assert ("sessions.css" in files) is (view in (SESSIONS, PEOPLE, PUBLISH, REFERENCE))


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", "/en/nowhere"])
def test_a_page_loads_what_its_view_needs(program: FlaskClient, path: str):
    view = next((view for view in VIEWS for locale in Locale if view[locale] == path), None)
    page = program.get(path).text
    assert loaded(page) == files_of(view)
    assert "dash_renderer" in page
    assert "polyfill" not in page
    assert "dash_table/bundle" not in page
