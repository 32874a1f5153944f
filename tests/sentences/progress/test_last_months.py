"""The last months in words, in both languages."""

import pytest

from dashboard.domain.progress.last_months import LastMonths, Monthly
from dashboard.i18n import Locale
from dashboard.sentences.progress.last_months import caption

YEAR = LastMonths(Monthly.YOUTH, "2014-04", "2015-03", tuple(range(12)))


@pytest.mark.parametrize(
    ("locale", "words"), [(Locale.EN, "Last 12 months"), (Locale.FR, "12 derniers mois")]
)
def test_the_caption_says_which_months_they_are(locale, words):
    assert caption(YEAR).say(locale) == words
