"""One request for a view: the grant's scope, the choices, and the publication's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.domain.publications.legible import legible
from dashboard.domain.shared.audience import Audience
from dashboard.publications.drawings.presenting import present

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.cards import Card
    from dashboard.domain.publications.embed_views import EmbedView
    from dashboard.domain.publications.embeds import Grant
    from dashboard.domain.publications.files import PublicationFileRecord
    from dashboard.domain.shared.filters import Filters
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication, PublishedAnswer
    from dashboard.publications.answering.scope import GrantScope, ScopedFilters


@dataclass(frozen=True, slots=True)
class Admission:
    """A reader whom a grant let in, and where: the view, its language, its publication.

    ``files`` are those kept with the publication.
    """

    grant: Grant
    view: EmbedView
    locale: Locale
    reading: OpenPublication
    scope: GrantScope
    files: tuple[PublicationFileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbedContent:
    """What this reader is shown; ``cards`` are all cards of the answer, by code."""

    admitted: Admission
    narrowed: ScopedFilters
    answer: PublishedAnswer
    cards: Mapping[str, Card]

    @property
    def grant(self) -> Grant:
        """What lets them look."""
        return self.admitted.grant

    @property
    def view(self) -> EmbedView:
        """What they look at."""
        return self.admitted.view

    @property
    def locale(self) -> Locale:
        """In which language."""
        return self.admitted.locale

    @property
    def reading(self) -> OpenPublication:
        """Of which publication."""
        return self.admitted.reading

    @property
    def gauges(self) -> list[Card]:
        """What is drawn as gauges."""
        return [self.cards[code] for code in self.view.gauges]

    @property
    def tables(self) -> list[Card]:
        """All numbers, those of the gauges too; quarters where most months are hidden."""
        return [self.cards[legible(code, self.answer.progress)] for code in self.view.tables]

    @property
    def own_tables(self) -> list[Card]:
        """Those that are not already shown as a gauge."""
        return [card for card in self.tables if card.code not in self.view.gauges]

    @property
    def filters(self) -> Filters:
        """Under which filters, locked ones too."""
        return self.narrowed.filters


def look(admitted: Admission, asked: Iterable[tuple[str, str]]) -> EmbedContent:
    """The content for what was asked.

    Raises:
        dashboard.publications.answering.scope.OutsideError: It is more than the grant gives.
    """
    narrowed = admitted.scope.narrow(asked)
    answer = admitted.reading.answer(narrowed.filters, Audience.PARTNER)
    shown = present(answer, admitted.reading, admitted.locale)
    return EmbedContent(admitted, narrowed, answer, shown)
