"""What surrounds every view: one name for it, few stops for the keyboard, room for phones."""

from importlib import metadata

import pytest

from dashboard import program_version
from dashboard.addresses import EXPLORE, VIEWS
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.sentences.shared import views
from layouts import explore_view
from layouts.shared import shell
from layouts.shared.frame import frame
from tests.layouts.tree import ids, walk, words
from tests.support.samples import reading


def page(locale=Locale.EN, reader=None, **parts):
    return shell.page(EXPLORE, locale, "", reading(reader=reader), [], **parts)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("locale", list(Locale))
def test_a_view_has_one_name_in_menu_heading_and_tab(view, locale):
    name = views.name(view).say(locale)
    main = frame(view, locale, "", {"parts": {}}, results=[])
    (heading,) = [one for one in walk(main) if type(one).__name__ == "H1"]
    assert words(heading) == name
    assert views.title(view).say(locale) == f"{name} – imPACT"
    menu = page(locale, Reader("root", Role.ADMIN))
    assert name in [words(one) for one in walk(menu) if type(one).__name__ == "A"]


def test_links_to_the_parts_of_a_page_are_one_stop():
    (skip, *_) = [one for one in walk(page(parts=explore_view.parts())) if _is_nav(one)]
    assert [getattr(one, "data-arrows", None) for one in walk(skip) if _is_list(one)] == ["a"]
    hrefs = [one.href for one in walk(skip) if type(one).__name__ == "A"]
    assert hrefs == [f"#{part}" for part in (shell.MAIN, *explore_view.parts())]


def test_what_a_phone_folds_has_a_button_that_names_it():
    found = page(reader=Reader("DEMO", Role.COMMITTEE))
    buttons = [one for one in walk(found) if getattr(one, "data-opens", None)]
    assert [words(one) for one in buttons] == ["Menu", "View as  committee member"]
    assert {getattr(one, "aria-controls") for one in buttons} <= set(ids(found))


def _is_nav(one):
    return type(one).__name__ == "Nav"


def _is_list(one):
    return type(one).__name__ == "Ul"


def test_pages_do_not_look_for_the_version_again(monkeypatch):
    version = program_version()
    monkeypatch.setattr(metadata, "version", None)
    assert f"Version {version}." in words(shell.footer(Locale.EN, reading()))
