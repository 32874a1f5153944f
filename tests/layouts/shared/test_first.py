"""The first HTML of a page, and what scripts go on with."""

import json
import re
from dataclasses import replace

import pytest
from dash import html

from callbacks import explore
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from layouts.shared.drawing import drawing_of, slot
from layouts.shared.first import first_paint, root
from layouts.shared.fold import CONTROLS
from layouts.shared.frame import DRAWING, QUERY
from layouts.shared.store import PageStore
from tests.layouts.tree import ids
from tests.support.samples import PROGRESS, answer


def paint(locale=Locale.EN, **parts):
    return first_paint(explore.page_of(answer(**parts), locale))


@pytest.mark.parametrize(("locale", "number"), [(Locale.EN, "1,000"), (Locale.FR, "1 000")])
def test_the_first_html_holds_the_figures_and_hides_what_the_drawing_hides(locale, number):
    written = paint(locale).html
    face = re.search(rf'id="{slot("youth", "face")}"[^>]*>(.*?)</svg>(.*?)</article>', written)
    assert face is not None
    assert number in "".join(face.groups()).replace("\u00a0", " ")
    assert "<td>4</td><td>x</td><td>x</td>" in written


def test_scripts_go_on_with_the_figures_and_not_with_what_stands_there():
    drawn = explore.update_of(answer(), Locale.EN)
    going_on = json.loads(paint().state)["drawing"]
    assert going_on["figures"].keys() == drawn["figures"].keys()
    assert going_on["edition"] == drawn["edition"]
    assert not {"parts", "pictures", "tables"} & going_on.keys()


def test_react_draws_the_controls_and_keeps_what_callbacks_pass_on():
    state = json.dumps(json.loads(paint().state)["react"])
    assert all(f'"{control}"' in state for control in CONTROLS.values())
    assert '"id": "view-query"' in state
    assert ids(root()) == ["shell-react"]


def test_nothing_in_the_state_ends_the_element_that_it_stands_in():
    figure = {"layout": {"title": "</script><!--"}, "data": []}
    drawing = drawing_of({}, "1", figures={"f": figure})
    page = html.Div([PageStore(DRAWING, data=drawing), html.P("</script>")])
    found = first_paint(page)
    assert "<" not in found.state
    assert json.loads(found.state)["drawing"]["figures"]["f"] == figure
    assert found.html == "<div><p>&lt;/script&gt;</p></div>"


def test_an_empty_answer_says_so_before_any_script():
    written = paint(progress=replace(PROGRESS, delivered=0, filters=Filters(language=("fr",)))).html
    assert re.search(r'id="view-results"[^>]* hidden=""', written)


def test_fields_begin_with_what_the_address_asks_for_first():
    field = {"type": "Input", "props": {"data-field": "search"}}
    page = html.Div([PageStore(QUERY, data="search=a+b&search=c"), html.P([field])])
    assert '<input data-field="search" value="a b">' in first_paint(page).html
