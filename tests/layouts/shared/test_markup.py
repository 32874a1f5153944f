"""A page as the server writes it."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from layouts.shared.attributes import data
from layouts.shared.frame import RESULTS
from layouts.shared.markup import markup
from layouts.shared.store import PageStore

HOSTILE = "</p><script>\"&'"


def test_words_and_attributes_are_never_markup():
    written = markup(html.P(HOSTILE, title=HOSTILE, **data(words=HOSTILE)), {})
    safe = "&lt;/p&gt;&lt;script&gt;&quot;&amp;&#x27;"
    said = "&lt;/p&gt;&lt;script&gt;\"&amp;'"
    assert written == f'<p title="{safe}" data-words="{safe}">{said}</p>'


def test_all_kinds_of_content_are_written():
    class Words(str):
        __slots__ = ()

    class Many(list[str]):
        __slots__ = ()

    nodes = [None, 1, 1.5, Words("<"), Many("ab"), (html.B(Words(">"), tabIndex=1),)]
    assert markup(html.P(nodes, tabIndex="1"), {}) == (
        '<p tabindex="1">11.5&lt;ab<b tabindex="1">&gt;</b></p>'
    )


def test_names_are_those_of_html():
    label = html.Label("Day", htmlFor="day", className="field", hidden=True)
    assert markup(label, {}) == '<label class="field" hidden="" for="day">Day</label>'
    link = html.A("Français", href="/fr", hrefLang="fr-CA", tabIndex="-1", hidden=False)
    assert markup(link, {}) == '<a href="/fr" hreflang="fr-CA" tabindex="-1">Français</a>'
    assert markup({"type": "Input", "props": {"id": "a", "checked": True}}, {}) == (
        '<input id="a" checked="">'
    )


def test_what_a_drawing_draws_stands_in_its_place():
    drawing = {"parts": {"a": [html.P(id="b"), " and "], "b": "words", "c": None}}
    page = [html.Div(id="a"), html.Div("before", id="c"), html.Div("still", id="d")]
    assert markup(page, drawing) == (
        '<div id="a"><p id="b">words</p> and </div><div id="c"></div><div id="d">still</div>'
    )


def test_a_table_is_named_by_its_card():
    card = html.Div([html.H3("Months"), html.Div(id="t")], className="card chart")
    table = {"headings": ["Month", "Youth"], "rows": [["2015-01", html.B("4")]]}
    written = markup(card, {"tables": {"t": table}})
    assert '<table class="numbers"><caption class="visually-hidden">Months</caption>' in written
    assert '<th scope="col">Youth</th>' in written
    assert '<th scope="row">2015-01</th><td><b>4</b></td>' in written


def test_a_table_is_named_by_its_place_if_that_has_a_name_and_may_be_none():
    place = html.Div(id="t", **data(caption="Days"))
    card = html.Div([html.H2("Months"), place, html.Div(id="u")], className="card")
    tables = {"t": {"headings": [], "rows": []}, "u": None}
    written = markup(card, {"tables": tables})
    assert '<caption class="visually-hidden">Days</caption>' in written
    assert written.endswith('<div id="u"></div></div>')


def test_a_picture_of_the_server_is_html_already():
    written = markup(html.Div(id="f"), {"pictures": {"f": '<svg viewBox="0 0 1 1"></svg>'}})
    assert written == '<div id="f"><svg viewBox="0 0 1 1"></svg></div>'


def test_one_tab_is_open_and_there_are_no_results_of_nothing():
    tabs = [html.Div(**data(tab="a")), html.Div(hidden=True, **data(tab="b"))]
    assert (
        markup(tabs, {"tab": "b"}) == '<div data-tab="a" hidden=""></div><div data-tab="b"></div>'
    )
    assert markup(html.Div(id=RESULTS), {"empty": True}) == f'<div id="{RESULTS}" hidden=""></div>'


def test_a_figure_that_is_to_come_keeps_its_height():
    figures = {"f": {"layout": {"height": 240}, "data": []}, "g": {"layout": {}, "data": []}}
    written = markup([html.Div(id="f"), html.Div(id="g")], {"figures": figures})
    svg = '<svg class="awaited" width="100%" height="240"></svg>'
    assert written == f'<div id="f">{svg}</div><div id="g"></div>'


def test_what_a_page_keeps_is_not_seen():
    assert markup(PageStore("kept", data={"a": HOSTILE}), {}) == ""


def test_controls_are_the_elements_that_react_makes_of_them():
    options = [{"label": "<b>", "value": "en"}, {"label": "French", "value": "fr"}]
    boxes = markup(dbc.Checklist(id="l", options=options, value=["fr"], className="checks"), {})
    assert boxes.startswith('<div id="l" class="checks"><div class="form-check"><input ')
    assert boxes.count("checked") == 1
    assert "&lt;b&gt;" in boxes
    select = markup(dbc.Select(id="s", options=options, value="fr"), {})
    assert '<option value="fr" selected="">French</option>' in select
    assert 'value="2015-01-01"' in markup(dbc.Input(id="d", type="date", value="2015-01-01"), {})


def test_a_component_of_another_library_is_refused():
    with pytest.raises(TypeError):
        markup(html.Div(dcc.Markdown("x")), {})


def test_fields_begin_with_the_values_of_the_address():
    def box(name: str) -> object:
        return {"type": "Input", "props": {"id": name, **data(field=name)}}

    options = [html.Option(words, value=words) for words in ("all", "silent")]
    page = [box("search"), box("area"), html.Select(options, **data(field="show"))]
    after = html.Select(html.Option("silent", value="silent"))  # of no field
    assert markup([page, after], {}, {"search": '"a"', "show": "silent"}) == (
        '<input id="search" data-field="search" value="&quot;a&quot;">'
        '<input id="area" data-field="area">'
        '<select data-field="show"><option value="all">all</option>'
        '<option value="silent" selected="">silent</option></select>'
        '<select><option value="silent">silent</option></select>'
    )
