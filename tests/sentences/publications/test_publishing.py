"""What is said of a publication on its way out."""

from dashboard.domain.publications.publishing import DraftEvidence
from dashboard.i18n import Locale
from dashboard.sentences.publications.publishing import silent

FOUND = DraftEvidence(
    cells=9, hidden=4, carried=0, checked=6, proved=6, witnesses=3, seconds=0.1, known=0
)


def test_who_prepares_a_publication_without_news_is_told_why():
    certain = DraftEvidence(
        **{name: getattr(FOUND, name) for name in FOUND.__slots__} | {"known": 2}
    )
    assert "could work out 2 hidden figures" in silent(certain).say(Locale.EN)
    assert "révélerait 2 chiffres" in silent(certain).say(Locale.FR)


def test_otherwise_nothing_is_said_of_it():
    assert silent(FOUND) is None
