"""Why nothing may be published, in words."""

from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.i18n import Locale
from dashboard.sentences.publications.hindrances import restored

EVENING = "2015-03-26T01:30:00.000000+00:00"


def test_a_restore_in_the_evening_is_told_with_its_own_day():
    said = restored(DatabaseRestore("g", EVENING, "root", "", "", unknown=True), "America/Toronto")
    assert "restored on March\N{NO-BREAK SPACE}25, 2015" in said.say(Locale.EN)
    assert "25\N{NO-BREAK SPACE}mars 2015" in said.say(Locale.FR)
