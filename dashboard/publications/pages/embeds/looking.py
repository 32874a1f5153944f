"""One look at a view: the grant's reach, what was chosen, and what the publication answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.domain.publications.embeds import EmbedView, Grant
    from dashboard.domain.shared.filters import Filters
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import Answer, Reading
    from dashboard.publications.answering.scope import Narrowed, Scope


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody whom a grant let in, and where: the view, its language, its publication."""

    grant: Grant
    view: EmbedView
    locale: Locale
    reading: Reading
    scope: Scope


@dataclass(frozen=True, slots=True)
class Look:
    """What they are shown."""

    admitted: Admitted
    narrowed: Narrowed
    answer: Answer

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
    def reading(self) -> Reading:
        """Of which publication."""
        return self.admitted.reading

    @property
    def filters(self) -> Filters:
        """Under which filters, locked ones too."""
        return self.narrowed.filters


def look(admitted: Admitted, asked: Iterable[tuple[str, str]]) -> Look:
    """What is shown under what was asked.

    Raises:
        dashboard.publications.answering.scope.OutsideError: It is more than the grant gives.
    """
    narrowed = admitted.scope.narrow(asked)
    return Look(admitted, narrowed, admitted.reading.answer(narrowed.filters, Audience.PARTNER))
