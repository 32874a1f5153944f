"""The four gauges as sentences: value, denominator, target, status."""

from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.domain.progress.progress import GroupReached, Progress, YouthReached
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.vocabulary import AgeGroup, Vocabulary
from dashboard.i18n import Percent, Text, plural, sequence, text


def youth(progress: Progress, vocabulary: Vocabulary) -> Text:
    """Participations of youth against the target and the plan."""
    result = progress.youth
    if not youth_is_counted(progress, vocabulary):
        return text("The age filter leaves out every youth age group.")
    if result.participations is None and result.range:
        return _youth_ranged(result, result.range)
    if result.participations is None:
        return text("The number of youth participations is hidden to protect privacy (x).")
    if result.as_of:
        return _youth_then(result, result.participations, result.as_of)
    if result.target is None or result.percent is None:
        return plural(
            "{count} youth participation; no target is in force.",
            "{count} youth participations; no target is in force.",
            result.participations,
        )
    reached = plural(
        "{count} youth participation for a target of {target} ({percent}).",
        "{count} youth participations for a target of {target} ({percent}).",
        result.participations,
        target=result.target.value,
        percent=Percent(result.percent),
    )
    return sequence(reached, plan(progress, vocabulary))


def _youth_ranged(result: YouthReached, told: Interval) -> Text:
    """The same for a range, which has no percentage and is not compared with the plan."""
    if result.target is None:
        return text(
            "From {low} to {high} youth participations; no target is in force.",
            low=told.low,
            high=told.high,
        )
    return text(
        "From {low} to {high} youth participations for a target of {target}.",
        low=told.low,
        high=told.high,
        target=result.target.value,
    )


def _youth_then(result: YouthReached, reached: int, day: date) -> Text:
    """The same for a count of an earlier day, which is not compared with the plan."""
    if result.target is None or result.percent is None:
        return plural(
            "{count} youth participation as of {day}; no target is in force.",
            "{count} youth participations as of {day}; no target is in force.",
            reached,
            day=day,
        )
    return plural(
        "{count} youth participation as of {day}, for a target of {target} ({percent}).",
        "{count} youth participations as of {day}, for a target of {target} ({percent}).",
        reached,
        day=day,
        target=result.target.value,
        percent=Percent(result.percent),
    )


def youth_is_counted(progress: Progress, vocabulary: Vocabulary) -> bool:
    """Whether the age filter keeps any youth age group; if not, zero youth says nothing."""
    chosen = progress.filters.age
    return not chosen or any(vocabulary.ages[code].youth for code in chosen)


def plan(progress: Progress, vocabulary: Vocabulary) -> Text | None:
    """The status and the target to date; ``None`` where there is no plan to compare with."""
    result, day = progress.youth, progress.filters.range.end or progress.data_as_of
    if result.status is None or result.planned is None or day is None:
        return None
    return text(
        "Status: {status}; target to {day}: {planned}.",
        status=vocabulary.statuses[result.status],
        planned=round(result.planned),
        day=day,
    )


def planned(progress: Progress) -> Text | None:
    """What the mark on the dial means; ``None`` where there is none."""
    result = progress.youth
    if result.planned is None or result.as_of:
        return None
    return text("Target to date: {planned}", planned=round(result.planned))


def kinds(vocabulary: Vocabulary) -> Text:
    """The session kinds that the share of sessions in French covers."""
    return Text("{kinds}", {"kinds": tuple(k for k in vocabulary.kinds if k.in_french_share)})


def kinds_counted(vocabulary: Vocabulary) -> Text:
    """The same in a sentence."""
    return text("Kinds counted: {kinds}.", kinds=kinds(vocabulary))


def french_share(progress: Progress, vocabulary: Vocabulary) -> Text:
    """Sessions in French over all sessions of the kinds that count."""
    result = progress.french_share
    counted = kinds_counted(vocabulary)
    if result.percent is None:
        return sequence(text("No session of the kinds counted was held."), counted)
    share = plural(
        "{french} of {count} session was held in French ({percent}).",
        "{french} of {count} sessions were held in French ({percent}).",
        result.sessions,
        french=result.french,
        percent=Percent(result.percent),
    )
    return sequence(share, filtered(progress), counted)


def filtered(progress: Progress) -> Text | None:
    """A note that the language filter decides the share; ``None`` without such a filter."""
    if not progress.filters.language:
        return None
    return text("This is the effect of the language filter.")


def age_groups(progress: Progress, vocabulary: Vocabulary) -> Text:
    """At-risk age groups with at least one participation, each named."""
    groups = progress.age_groups
    if not groups:
        return text("The age filter leaves out every at-risk age group.")
    if progress.groups_reached is None:
        return _partly_known(progress, vocabulary)
    reached = tuple(_group_label(group, vocabulary) for group in groups if group.reached)
    missed = tuple(_group_label(group, vocabulary) for group in groups if not group.reached)
    values = {"reached": len(reached), "groups": reached, "missed": missed}
    total = len(groups)
    if not missed:
        return plural(
            "The at-risk age group was reached: {groups}.",
            "All {count} at-risk age groups were reached: {groups}.",
            total,
            **values,
        )
    if not reached:
        return plural(
            "The at-risk age group was not reached: {missed}.",
            "None of the {count} at-risk age groups was reached: {missed}.",
            total,
            **values,
        )
    return plural(
        "{reached} of {count} at-risk age group was reached: {groups}. Not reached: {missed}.",
        "{reached} of {count} at-risk age groups were reached: {groups}. Not reached: {missed}.",
        total,
        **values,
    )


def _partly_known(progress: Progress, vocabulary: Vocabulary) -> Text:
    """What a publication can say of groups when it hides whether some were reached."""
    reached, missed, unknown = (
        [group for group in progress.age_groups if group.reached is known]
        for known in (True, False, None)
    )
    then = [group for group in unknown if group.reached_as_of]
    hidden = [group for group in unknown if not group.reached_as_of]

    def named(groups: Iterable[GroupReached]) -> tuple[Text | AgeGroup, ...]:
        return tuple(_group_label(group, vocabulary) for group in groups)

    return sequence(
        text("Reached: {groups}.", groups=named(reached)) if reached else None,
        text("Not reached: {missed}.", missed=named(missed)) if missed else None,
        text("Not reached on the date given, unknown since: {groups}.", groups=named(then))
        if then
        else None,
        text("Hidden to protect privacy (x): {groups}.", groups=named(hidden)) if hidden else None,
    )


def _group_label(group: GroupReached, vocabulary: Vocabulary) -> Text | AgeGroup:
    """An age group, with the day of its coverage if that is an earlier one."""
    term = vocabulary.ages[group.code]
    if group.reached_as_of is None:
        return term
    return text("{label} (as of {day})", label=term, day=group.reached_as_of)


def facilitators(progress: Progress, vocabulary: Vocabulary) -> Text:
    """People with a completed training, each once, and by language."""
    people, shown = progress.facilitators.people, progress.facilitators_shown
    counts = tuple(
        text("{count} in {language}", count=count, language=vocabulary.languages[code])
        for code, count in shown.items()
    )
    if not counts:
        return text("Facilitators are not trained in the selected language.")
    if people is None or len(shown) == 1:
        return text("Trained facilitators: {counts}.", counts=counts)
    return all_trained(people, counts, several=sum(shown.values()) > people)


def all_trained(people: int, counts: Sequence[Text], *, several: bool) -> Text:
    """People trained in total and by language; ``several``: some are trained in more than one."""
    if not people:
        return text("Nobody is trained yet.")
    told = plural(
        "{count} facilitator is trained: {counts}.",
        "{count} facilitators are trained: {counts}.",
        people,
        counts=counts,
    )
    once = text("A person trained in several languages counts once.") if several else None
    return sequence(told, once)
