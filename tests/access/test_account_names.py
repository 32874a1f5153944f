"""Which names an account can have, and how they are stored."""

import pytest

from dashboard.access.accounts import folded


@pytest.mark.parametrize("name", ["", " ", "\u3164", "\u2800", "\ufe0f", "ana\u3164", "a\u202eb"])
def test_a_name_that_shows_nothing_or_hides_something_is_none(name: str):
    assert folded(name) == ""


def test_a_name_has_no_margin_and_no_capitals():
    assert folded(" Élise@Example.org ") == "élise@example.org"
