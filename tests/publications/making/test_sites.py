"""Whoever types the wrong thing for a site is told what to type."""

import pytest

from dashboard.i18n import Locale
from dashboard.publications.making.sites import origins


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("intranet.ottawa.ca", "This does not begin with https://"),
        ("http://intranet.ottawa.ca", "Without https, others can read and change what is sent"),
        ("https://intranet.ottawa.ca/sites/youth?x=1", "This is more than the name of a site"),
        ("https://Ana@intranet.ottawa.ca/", "This is more than the name of a site"),
    ],
)
def test_the_site_that_was_meant_is_named(typed: str, told: str):
    faults = []
    assert origins([typed], faults) == ()
    (fault,) = faults
    assert (fault.column, fault.value) == ("origins", typed)
    assert fault.problem.say(Locale.EN) == told
    assert fault.remedy.say(Locale.EN) == "Write https://intranet.ottawa.ca"


def test_a_name_with_accents_is_named_as_browsers_write_it():
    faults = []
    assert origins(["https://Santé.example.ca"], faults) == ()
    (fault,) = faults
    assert fault.problem.say(Locale.EN) == "Browsers write the name of this site in other letters"
    assert fault.remedy.say(Locale.EN) == "Write https://xn--sant-epa.example.ca"


@pytest.mark.parametrize(
    "typed", ["*", "https://*.ottawa.ca", "https://", "http:", "ftp://a.org", "'"]
)
def test_what_names_no_site_is_refused_with_an_example(typed: str):
    faults = []
    assert origins([typed], faults) == ()
    assert "https://" in faults[0].remedy.say(Locale.EN)


def test_lines_may_be_empty_and_the_same_site_counts_once():
    faults = []
    typed = ["", "https://A.org ", "  ", "https://a.org:443", "http://localhost:8000"]
    assert origins(typed, faults) == ("https://a.org", "http://localhost:8000")
    assert faults == []


def test_several_sites_may_stand_in_one_line():
    faults = []
    assert origins(["https://a.org, https://b.org;https://c.org https://a.org"], faults) == (
        "https://a.org",
        "https://b.org",
        "https://c.org",
    )
    assert faults == []
    assert origins(["https://a.org; script-src *"], faults) == ("https://a.org",)
    assert [fault.value for fault in faults] == ["script-src", "*"]
