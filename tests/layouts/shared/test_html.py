"""That our components are Dash's, made in less time, and written alike in every process."""

import os
import subprocess
import sys
import tracemalloc

import orjson
import pytest
from dash import html as of_dash

from dashboard.places import ROOT
from layouts.shared import html
from layouts.shared.written import for_react, in_json, jsonable, shared

MANY = {"data-b": "1", "aria-label": "2", "data-a": "3", "data-c": "4"}
IN_A_PROCESS = (
    "import orjson; import dash_bootstrap_components as dbc; from dash import html;"
    "from layouts.shared.written import jsonable;"
    f"print(orjson.dumps([html.A('x', **{MANY}), dbc.Select(id='s', value='a')],"
    " default=jsonable).decode())"
)


def test_a_component_is_of_dashs_class_and_says_the_same():
    ours = html.Div([html.P("a", className="b")], id="c", **MANY)
    theirs = of_dash.Div([of_dash.P("a", className="b")], id="c", **MANY)
    assert isinstance(ours, of_dash.Div)
    assert as_json(ours) == as_json(theirs)
    assert ours.children[0].children == "a"


def as_json(component):
    return orjson.loads(orjson.dumps(component, default=for_react))


def test_what_is_not_given_is_not_written():
    assert jsonable(html.Td())["props"] == {}


def test_attributes_keep_their_order():
    assert list(jsonable(html.A("x", href="/", **MANY))["props"]) == ["children", "href", *MANY]


def test_what_many_answers_share_is_written_once_and_alike():
    def link():
        return html.P(html.A("Plan", href="/en/plan"), **MANY)

    one = shared(link())
    assert in_json([one, html.Div(one)]) == in_json([link(), html.Div(link())])
    assert as_json(html.Div(one)) == as_json(html.Div(link()))
    one.children = "what nobody may change"
    assert in_json(one) == in_json(link())


def test_what_is_written_takes_as_much_memory_as_it_has_bytes():
    """Thousands of pieces are kept; each had at least 4 kB."""
    in_json(html.P(""))  # makes the class, if no test did before
    tracemalloc.start()
    try:
        kept = [in_json(html.P("." * length)) for length in (0, 100, 900, 3_000, 20_000)]
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < sum(map(len, kept)) + 1_000


def test_an_attribute_that_the_element_lacks_is_refused_each_time():
    for _ in range(2):
        with pytest.raises(TypeError, match="clasName"):
            html.P("a", clasName="b")


def test_there_are_no_elements_but_those_of_html():
    with pytest.raises(AttributeError):
        html.Nothing  # noqa: B018


def test_components_of_dash_are_written_alike_whatever_the_hashes():
    """Dash gathers their attributes in the order of a set."""
    assert len({written_with(seed) for seed in ("1", "2", "3")}) == 1


def written_with(seed):
    command = [sys.executable, "-c", IN_A_PROCESS]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, check=True
    ).stdout
