"""Which scripts and styles a page loads."""

import re
import shutil
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from dashboard import places
from dashboard.addresses import PEOPLE, PUBLISH, REFERENCE, SESSIONS, VIEWS, View
from dashboard.assets import MADE, addressed, content, version_of
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import NAMES
from dashboard.i18n import Locale
from dashboard.places import ASSETS
from dashboard.scripts import joined
from dashboard.sheets import STYLES
from dashboard.web.shared.headers import FOR_EVER
from layouts.shared.files import scripts, styles

ELSEWHERE = {f"publications/{name}" for name in ("embed.css", "figures.css", "page.css")} | {
    f"publications/{name}.js" for name in ("embed", "frame", "leave", "live")
}
"""Of pages that are not Dash’s."""
ICONS = {"icon.png", "icon.svg"}
WHOLE = "vendor/bootstrap.min.css"
"""Of which pages load what they use."""
SHEET, SCRIPT = "pages/explore.css", "pages/shared.js"
ELSE = "publications/page.css"
"""A file that is in neither."""
OURS = {
    file.relative_to(ASSETS).as_posix()
    for kind in ("js", "css")
    for file in ASSETS.rglob(f"*.{kind}")
}


def loaded(page: str) -> set[str]:
    return set(re.findall(r'"/assets/([\w./-]+)[?"]', page)) - ICONS


def tags_of(view: View | None) -> str:
    return styles(view, "/assets/{}".format) + scripts(view, "/assets/{}".format)


def files_of(view: View | None) -> set[str]:
    """Our files, in what is joined, too."""
    return {one for name in loaded(tags_of(view)) for one in joined_in(name)}


def forget() -> None:
    """What files are now is not known."""
    version_of.cache_clear()
    joined.cache_clear()


def joined_in(name: str) -> list[str]:
    if not name.startswith(MADE):
        return [name]
    page, _, ending = name.removeprefix(MADE).rpartition(".")
    if ending == "css":
        return [one for one, pages in STYLES if page in pages]
    return re.findall(r'^"(\S+)": \(\) => ', content(name).decode(), re.MULTILINE)


def test_every_file_is_loaded_somewhere():
    assert set().union(*map(files_of, VIEWS)) == OURS - ELSEWHERE - {WHOLE}


def test_what_is_written_with_is_loaded_where_something_is_written():
    everywhere = set.intersection(*(files_of(view) for view in VIEWS))
    shared = ("style.css", "view.js", "draw.js", "leaving.js", "drafts.js")
    assert {f"shared/{name}" for name in shared} <= everywhere
    written = (SESSIONS, PEOPLE, PUBLISH, REFERENCE)
    for view in VIEWS:
        files = files_of(view)
        assert ("shared/form.js" in files) is ("shared/desk.css" in files)
        assert ("shared/form.js" in files) is (view in written)
        assert ("sessions/form.js" in files) is (view is SESSIONS)
        assert ("importing/importing.js" in files) is (view is SESSIONS)
        assert ("reference/reference.js" in files) is (view is REFERENCE)
        assert ("reference/reference.css" in files) is (view is REFERENCE)
        assert ("publications/publish.js" in files) is (view is PUBLISH)
        assert ("publications/grants.css" in files) is (view is PUBLISH)
        assert ("publications/grant_form.js" in files) is (view is PUBLISH)
        assert ("people/people.js" in files) is (view is PEOPLE)


def test_no_page_has_a_script_twice():
    for view in (*VIEWS, None):
        names = [one for name in loaded(tags_of(view)) for one in joined_in(name)]
        assert len(names) == len(set(names))


def test_what_is_joined_is_kept_for_ever_at_its_address(program: FlaskClient):
    for name, kind in ((SHEET, "text/css; charset=utf-8"), (SCRIPT, "text/javascript")):
        answer = program.get(f"/assets/{addressed(name)}")
        assert (answer.status_code, answer.data) == (HTTPStatus.OK, content(name))
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Cache-Control"] == FOR_EVER


def test_a_script_of_another_version_is_not_there_and_a_sheet_is_today_s(program: FlaskClient):
    for version in ("?m=00000000", ""):
        refused = program.get(f"/assets/{SCRIPT}{version}")
        assert refused.status_code == HTTPStatus.NOT_FOUND
        assert refused.headers["Cache-Control"] == "private, no-store"
    answer = program.get(f"/assets/{SHEET}?m=00000000")
    assert (answer.data, answer.headers["Cache-Control"]) == (content(SHEET), "public, no-cache")
    again = program.get(f"/assets/{SHEET}?m=0", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize(
    "name",
    [
        *("nothing.css", "nothing.js", "explore", "explore.html", "explore.css.js", ".css", ""),
        *("venues.js", "public.js", "live.css", "explore.CSS", "explore.css/", "explore.css%00"),
        *("explore.css%0d%0aX-Added: 1", "..%5cshared%5cstyle.css", "shared/style.css"),
        "x" * 5_000 + ".css",
    ],
)
def test_no_other_name_is_joined(program: FlaskClient, name: str):
    for version in ("", "?m=1"):
        refused = program.get(f"/assets/{MADE}{name}{version}")
        assert refused.status_code == HTTPStatus.NOT_FOUND
        assert refused.headers["Cache-Control"] == "private, no-store"


def test_the_version_of_what_is_joined_changes_with_any_of_its_files(tmp_path, monkeypatch):
    shutil.copytree(ASSETS, tmp_path / "assets")
    monkeypatch.setattr(places, "ASSETS", tmp_path / "assets")

    def version(name: str, changed: str) -> str:
        with (tmp_path / "assets" / changed).open("a", encoding="utf-8") as file:
            file.write("/* */")
        forget()
        return version_of(name)

    forget()
    try:
        for name in (SHEET, SCRIPT):
            first, (one, *_, another) = version_of(name), joined_in(name)
            assert version(name, ELSE) == first
            assert len({first, version(name, one), version(name, another)}) == 3
    finally:
        forget()


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", "/en/nowhere"])
def test_a_page_loads_what_its_view_needs(program: FlaskClient, path: str):
    view = next((view for view in VIEWS for locale in Locale if view[locale] == path), None)
    page = program.get(path).text
    assert loaded(page) == loaded(tags_of(view))
    assert f'data-dimensions="{" ".join(DIMENSIONS)}" data-filters="{" ".join(NAMES)}"' in page
    assert "dash_renderer" in page
    assert "polyfill" not in page
    assert "dash_table/bundle" not in page
