"""The audit log in words."""

import pytest

from dashboard.domain.people.acts import Act
from dashboard.domain.shared.history import Deed
from dashboard.i18n import Locale
from dashboard.sentences.people import acts as sentences


@pytest.mark.parametrize(
    ("key", "english", "french"),
    [
        ("1", "Publications: no. 1 (added)", "Publications : no 1 (ajout)"),
        ("A1", "Publications: A1 (added)", "Publications : A1 (ajout)"),
    ],
)
def test_a_number_does_not_read_like_a_count(key, english, french):
    act = Act(1, 1, "2015-03-25T12:00:00", "Ana", "publications", key, Deed.ADDED)
    told = sentences.what(act, {})
    assert [told.say(one).replace("\u00a0", " ") for one in Locale] == [english, french]
