"""How far the project is, under the reader's filters: four gauges and their breakdowns."""

from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, MONTH
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.progress.progress import (
    BreakdownRow,
    FrenchShare,
    GroupReached,
    Progress,
    YouthReached,
)
from dashboard.domain.shared import counting
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.disclosure import DisclosureRule, Information, rule
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.breakdowns import breakdowns
from dashboard.queries.progress.counts import FRENCH_MONTHS, Count, Counts
from dashboard.queries.progress.crossed import crossed
from dashboard.queries.progress.distinct import as_shown, distinct_youth
from dashboard.queries.progress.facilitators import facilitators
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.progress.latest import last_session
from dashboard.queries.progress.targets import latest_day_and_target
from dashboard.queries.shared.state import state


def progress(
    connection: Connection,
    filters: Filters,
    audience: Audience,
    vocabulary: Vocabulary,
    *,
    small_cell_maximum: int,
) -> Progress:
    """Answer one filter change, all from the same transaction."""
    counts = counts_from_tallies(connection, filters, vocabulary)
    exact = rule(audience, Information.PARTICIPATIONS) is DisclosureRule.ALL
    hidden_up_to = 0 if exact else small_cell_maximum
    blocks = crossed(connection, filters, counts, hidden_up_to) if hidden_up_to else None
    small_up_to = hidden_up_to if blocks else 0  # without blocks, nothing is small
    shown = breakdowns(counts, blocks, vocabulary, maximum=small_up_to)
    delivered = sum([row.sessions for row in counts[MONTH.dimension].values()])
    people = distinct_youth(connection, filters, delivered)
    if people:
        beside_small = blocks is not None
        people = as_shown(people, shown.youth, hidden_up_to, beside_small=beside_small)
    return Progress(
        filters=filters,
        audience=audience,
        data_as_of=state(connection).data_as_of,
        last_session=last_session(connection, filters) if delivered else None,
        delivered=delivered,
        participations=shown.participations,
        youth=youth_reached(connection, filters, shown.youth, people, vocabulary),
        french_share=french_share(counts),
        age_groups=_coverage(shown.rows[AGE_GROUP.code], filters, vocabulary),
        facilitators=facilitators(connection, filters, vocabulary),
        rows=shown.rows,
    )


def youth_reached(
    connection: Connection,
    filters: Filters,
    reached: int | None,
    distinct: DistinctYouth | None,
    vocabulary: Vocabulary,
) -> YouthReached:
    """What was reached, against the target on the last day of the filters."""
    as_of, target = latest_day_and_target(connection, filters.range.end)
    day = filters.range.end or as_of
    planned = target.to_date(day) if target and day and filters.whole_project else None
    percent = counting.percent(reached, target.value if target else None)
    status = (
        None
        if reached is None or planned is None
        else counting.status(reached, planned, vocabulary.statuses.items)
    )
    return YouthReached(reached, target, percent, planned, status, distinct)


def french_share(counts: Counts) -> FrenchShare:
    """The share of French sessions; of the tables, those of languages and months are read."""
    languages = counts[LANGUAGE.dimension]
    french = languages.get(FRENCH, Count()).in_share
    sessions = sum(row.in_share for row in languages.values())
    months = {code: row.in_share for code, row in counts[FRENCH_MONTHS].items() if row.in_share}
    return FrenchShare(french, sessions, counting.percent(french, sessions), months)


def _coverage(
    groups: tuple[BreakdownRow, ...], filters: Filters, vocabulary: Vocabulary
) -> tuple[GroupReached, ...]:
    """The at-risk groups, of the chosen ones if any are chosen."""
    return tuple(
        GroupReached(row.code, row.participations, reached=bool(row.sessions))
        for row in groups
        if vocabulary.ages[row.code].at_risk and (not filters.age or row.code in filters.age)
    )
