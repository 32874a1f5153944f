"""A drawn page behind a path of the host."""

from dash import dcc, html
from plotly.io.json import to_json_plotly as to_json

from layouts.shared import html as ours
from layouts.shared.mounted import mounted
from layouts.shared.written import in_json, shared


def test_every_link_of_a_page_leads_below_the_path_and_the_page_stays_as_it_was():
    link = html.A("Plan", href="/en/plan?language=fr")
    page = html.Div(
        [
            link,
            "/en/plan",
            None,
            html.P(["by telephone ", html.A("911", href="tel:911")]),
            html.Form(link, action="/sign-out"),
            html.Iframe(src="/en/publish/draft"),
            dcc.Store(
                id="kept", data={"parts": {"here": [link, 7], "there": html.A(href="#place")}}
            ),
        ]
    )
    before = to_json(page)
    found = mounted("/impact", page)
    first, words, nothing, telephone, form, frame, store = found.children
    assert first.href == "/impact/en/plan?language=fr"
    assert (words, nothing) == ("/en/plan", None)
    assert telephone.children[1].href == "tel:911"
    assert form.action == "/impact/sign-out"
    assert form.children.href == first.href  # which stands in both places
    assert frame.src == "/impact/en/publish/draft"
    here, there = store.data["parts"].values()
    assert (here[0].href, here[1], there.href) == (first.href, 7, "#place")
    assert to_json(page) == before
    assert link.href == "/en/plan?language=fr"


def test_without_a_path_nothing_is_made_anew():
    page = html.Div(html.A(href="/en/plan"))
    assert mounted("", page) is page


def test_what_answers_share_is_written_anew_with_its_path():
    link = shared(ours.A("Plan", href="/en/plan"))
    assert b'"href":"/impact/en/plan"' in in_json(mounted("/impact", ours.Div(link)))
    assert b'"href":"/en/plan"' in in_json(link)
