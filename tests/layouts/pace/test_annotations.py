"""The list under the curve, and the way to add to it."""

from dataclasses import replace
from datetime import date

import pytest

from callbacks import explore
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Role
from dashboard.domain.shared.vocabulary import Annotation, Terms
from dashboard.i18n import Locale
from layouts.pace import annotations
from layouts.shared.drawing import slot
from tests.layouts.tree import walk, words
from tests.support.pace import pace
from tests.support.samples import VOCABULARY, answer, reading

PLACE = slot("annotations")
SUMMER = Annotation("s", "Summer", "Été", date(2014, 6, 20), date(2014, 9, 1))
HOSTILE = Annotation("x", "<img src=x onerror=alert(1)>", "Grève", date(2015, 2, 1))


def drawn(role: Role, locale: Locale, *shown: Annotation):
    return annotations.parts(shown, reading(reader=Reader("Ada", role)), locale)[PLACE]


def links(part) -> list[str]:
    return [one.href for one in walk(part) if type(one).__name__ == "A"]


def test_it_is_told_in_the_readers_language_with_its_days():
    assert "Summer (June\u00a020 to September\u00a01, 2014)" in words(
        drawn(Role.COMMITTEE, Locale.EN, SUMMER)
    )
    assert "Été (du 20\u00a0juin au 1er\u00a0septembre 2014)" in words(
        drawn(Role.COMMITTEE, Locale.FR, SUMMER)
    )


@pytest.mark.parametrize("role", list(Role))
def test_who_records_is_one_click_from_the_form(role):
    found = links(drawn(role, Locale.FR, SUMMER))
    if role is Role.COMMITTEE:
        assert found == []
        assert drawn(role, Locale.FR) == []
    else:
        assert found == [
            "/fr/reference?of=annotations&record=s",
            "/fr/reference?of=annotations&new=1",
        ]


def test_the_form_knows_the_filters_to_come_back_with():
    view = reading(reader=Reader("Ada", Role.COORDINATOR), filters=Filters(language=("fr",)))
    (add,) = links(annotations.parts((), view, Locale.EN)[PLACE])
    assert add == "/en/reference?of=annotations&new=1&back=language%3Dfr"


def test_what_looks_like_html_is_text():
    (item, *_) = [
        one for one in walk(drawn(Role.COMMITTEE, Locale.EN, HOSTILE)) if type(one).__name__ == "Li"
    ]
    assert item.children.startswith("<img src=x")


@pytest.mark.parametrize("locale", list(Locale))
def test_it_stands_on_the_page_and_goes_when_it_is_removed(locale):
    known = replace(VOCABULARY, annotations=Terms((HOSTILE,)))
    shown = explore.update_of(answer(reading=reading(vocabulary=known), pace=pace()), locale)
    assert HOSTILE.label(locale) in words(shown["parts"][PLACE])
    assert shown["figures"][slot("curve", "figure")]["layout"]["shapes"]
    assert HOSTILE.label(locale) in str(shown["tables"][slot("curve", "table")])
    assert explore.update_of(answer(pace=pace()), locale)["parts"][PLACE] == []
