"""The words of a publication, as filters, figures and sentences take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.shared import vocabulary as words
from dashboard.domain.shared.vocabulary import Term, Terms, Vocabulary

if TYPE_CHECKING:
    from dashboard.domain.publications.publication import NamedTerm, Publication


def vocabulary(publication: Publication) -> Vocabulary:
    """The reference data with the labels of that time; publications contain no venues."""
    named, trained = publication.words, {row.language for row in publication.trained}
    return Vocabulary(
        languages=Terms(
            tuple(words.Language(*_labels(n), trains=n.code in trained) for n in named.languages)
        ),
        ages=Terms(
            tuple(
                words.AgeGroup(*_labels(n), youth=n.youth, at_risk=n.at_risk)
                for n in named.age_groups
            )
        ),
        venue_types=Terms(tuple(words.VenueType(*_labels(n)) for n in named.venue_types)),
        kinds=Terms(
            tuple(
                words.SessionKind(*_labels(n), in_french_share=n.in_french_share)
                for n in named.kinds
            )
        ),
        statuses=Terms(
            tuple(
                words.StatusLevel(*_labels(n), minimum_percent=n.minimum_percent)
                for n in named.statuses
            )
        ),
        partners=Terms(tuple(Term(*_labels(n)) for n in named.partners)),
        funders=Terms(tuple(Term(*_labels(n)) for n in named.funders)),
        measures=Terms(
            tuple(
                words.Measure(*_labels(n), status=n.status, owner=Term("", "", ""))
                for n in named.measures
            )
        ),
    )


def _labels(named: NamedTerm) -> tuple[str, str, str]:
    return named.code, named.label.en, named.label.fr
