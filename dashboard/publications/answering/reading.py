"""A publication's answer to filters, in the form that figures and sentences use.

A view answers from published cells only: from one cell, or a sum of open ones. Anything else is
hidden, and so is anything that would need a subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.domain.progress.breakdowns import AGE_GROUP, BREAKDOWNS, QUARTER
from dashboard.domain.progress.progress import Facilitators, GroupReached, Progress, YouthReached
from dashboard.domain.shared import counting
from dashboard.domain.shared.counting import Target
from dashboard.publications.answering.numbers import PublishedCounts
from dashboard.publications.answering.periods import Periods
from dashboard.publications.answering.question import FiguresQuestion, PublicationSource
from dashboard.publications.answering.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.domain.progress.progress import BreakdownRow
    from dashboard.domain.publications.publication import Publication
    from dashboard.domain.shared.audience import Audience
    from dashboard.domain.shared.filters import Filters
    from dashboard.publications.answering.numbers import Number
    from dashboard.publications.answering.question import Place


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """What is shown under some filters; ``marked`` numbers are carried, revised or ranges."""

    progress: Progress
    marked: Mapping[Place, Number] = field(default_factory=dict)

    @property
    def revised(self) -> frozenset[Place]:
        """The places of numbers that differ from those in the corrected publication."""
        return frozenset(place for place, number in self.marked.items() if number.revised)


class OpenPublication:
    """One publication, ready to be asked."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.vocabulary = vocabulary(publication)
        self.periods = Periods(publication)
        self.source = PublicationSource(
            publication, self.vocabulary, self.periods, PublishedCounts(publication, self.periods)
        )

    def tells_youth(self, filters: Filters) -> bool:
        """Whether participations of youth are told under these filters, if only as a range."""
        return not FiguresQuestion(self.source, filters).count(youth=True).hidden

    def answer(self, filters: Filters, audience: Audience) -> PublishedAnswer:
        """Everything shown for these filters."""
        asked = FiguresQuestion(self.source, filters)
        youth = asked.marking(("youth", "", "participations"), asked.count(youth=True))
        rows = {one.code: asked.rows(one) for one in BREAKDOWNS if one.published}
        rows[QUARTER.code] = asked.quarters()
        progress = Progress(
            filters=filters,
            audience=audience,
            data_as_of=self.publication.data_as_of if self.periods.months else None,
            last_session=None,  # its day would be that of a session
            delivered=asked.delivered,
            participations=asked.count().value,
            youth=self._reached(asked, youth),
            french_share=asked.french_share(),
            age_groups=self._groups(asked, rows[AGE_GROUP.code]),
            facilitators=self._facilitators(filters),
            rows=rows,
        )
        return PublishedAnswer(progress, asked.marked)

    def _reached(self, asked: FiguresQuestion, youth: Number) -> YouthReached:
        """Progress against the target in force on the day of the data, whatever days are chosen.

        A count from an earlier day does not say where the project stands on that day.
        """
        reached = youth.value
        stated, end = self.publication.target, asked.filters.range.end
        target = Target(stated.value, stated.due, stated.start, stated.start) if stated else None
        compared = asked.filters.whole_project and asked.covered is not None
        day = end or self.publication.data_as_of
        planned = target.to_date(day) if target and compared else None
        return YouthReached(
            reached,
            target,
            counting.percent(reached, target.value if target else None),
            planned,
            None
            if reached is None or planned is None or youth.as_of
            else counting.status(reached, planned, self.vocabulary.statuses.items),
            as_of=youth.as_of,
            range=youth.range,
        )

    def _facilitators(self, filters: Filters) -> Facilitators:
        """People trained in one language, or in all; not published for several of them."""
        found = {row.language: row.people for row in self.publication.trained}
        chosen = [code for code in found if not filters.language or code in filters.language]
        if len(chosen) == len(found):
            return Facilitators(self.publication.trained_people, found)
        return Facilitators(sum(found[c] for c in chosen) if len(chosen) < 2 else None, found)

    def _groups(
        self, asked: FiguresQuestion, rows: Sequence[BreakdownRow]
    ) -> tuple[GroupReached, ...]:
        """The at-risk groups chosen; which were reached is published for the whole project only."""
        chosen, whole = asked.filters.age, set(self.publication.reached)
        return tuple(
            GroupReached(
                row.code, row.participations, row.code in whole, row.as_of, range=row.range
            )
            if asked.whole
            else _of_cell(row)
            for row in rows
            if self.vocabulary.ages[row.code].at_risk and (not chosen or row.code in chosen)
        )


def _of_cell(row: BreakdownRow) -> GroupReached:
    """Coverage as a count tells it; a zero from an earlier day may no longer be true."""
    count = row.participations
    reached = None if count is None or (row.as_of and not count) else count > 0
    if row.range and row.range.low:
        reached = True
    return GroupReached(row.code, count, reached, row.as_of, row.as_of, row.range)
