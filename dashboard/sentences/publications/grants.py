"""Grants in words, for the administrators who make them."""

from datetime import date

from dashboard.domain.publications.embeds import Grant, GrantState
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import echo, parse_pairs
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Text, plural, sequence, text
from dashboard.sentences.publications.embeds import title
from dashboard.sentences.shared import choices

SOON_DAYS = 30
"""How many days ahead it is told how soon a grant ends: partners need time to ask for more."""


def ends_soon(grant: Grant, today: date) -> bool:
    """Whether a grant is valid, and ends in ``SOON_DAYS`` or less."""
    is_good = grant.state(today) is GrantState.GOOD
    return is_good and (grant.expires_on - today).days <= SOON_DAYS


def state(grant: Grant, today: date) -> Text:
    """Whether a grant is valid, in a few words."""
    if grant.revoked_on:
        return text("Revoked on {day}", day=grant.revoked_on)
    if grant.state(today) is GrantState.EXPIRED:
        return text("Expired on {day}", day=grant.expires_on)
    if not ends_soon(grant, today):
        return text("Active until {day}", day=grant.expires_on)
    left = (grant.expires_on - today).days
    if left == 0:
        return text("Active until the end of today")
    return plural(
        "Active until {day}: {count} day left",
        "Active until {day}: {count} days left",
        left,
        day=grant.expires_on,
    )


def count(grants: tuple[Grant, ...], today: date) -> Text:
    """How many grants there are, in one sentence."""
    active = sum(grant.state(today) is GrantState.GOOD for grant in grants)
    if not grants:
        return text("No views have been granted yet.")
    return plural(
        "{count} grant, {active} active.",
        "{count} grants, {active} active.",
        len(grants),
        active=active,
    )


def facts(grant: Grant, vocabulary: Vocabulary) -> tuple[tuple[Text, Text], ...]:
    """Everything that a grant allows, each item under a title."""
    return (
        (text("Views"), _listed(*map(title, grant.views))),
        (text("Locked filters"), held(grant, vocabulary)),
        (text("Filters that readers choose"), free(grant)),
        (text("Language"), language(grant.language)),
        (text("Publication"), publication(grant.publication)),
        (text("Sites"), sites(grant)),
        (text("Downloads"), _allowed(is_allowed=grant.downloads)),
        (text("Pictures and tables without a frame"), _allowed(is_allowed=grant.images)),
    )


def done(before: Grant | None, after: Grant, author: str) -> Text:
    """What was done to a grant."""
    if before is None:
        return text("Granted by {author}", author=author)
    if after.revoked_on and not before.revoked_on:
        return text("Revoked by {author}", author=author)
    if after.keys != before.keys:
        return text("New key created by {author}", author=author)
    return text("Changed by {author}", author=author)


def changed(
    before: Grant, after: Grant, vocabulary: Vocabulary
) -> tuple[tuple[Text, Text, Text], ...]:
    """The items that a change of the grant affects, before and after, by title."""
    pairs = zip(_every_fact(before, vocabulary), _every_fact(after, vocabulary), strict=True)
    return tuple((title, old, new) for (title, old), (_, new) in pairs if not _same(old, new))


def _every_fact(grant: Grant, vocabulary: Vocabulary) -> tuple[tuple[Text, Text], ...]:
    """All facts of a grant, also those in the heading of its card."""
    return (
        (text("Partner"), _listed(grant.partner)),
        *facts(grant, vocabulary),
        (text("Last day"), _listed(grant.expires_on)),
    )


def _same(one: Text, other: Text) -> bool:
    return one.say(Locale.EN) == other.say(Locale.EN)


def held(grant: Grant, vocabulary: Vocabulary) -> Text:
    """The locked filters; values unknown to the reference data are shown as written."""
    filters, problems = parse_pairs(grant.locked, vocabulary, Audience.PARTNER)
    found = choices.parts(filters, vocabulary)
    found += tuple(
        text("{name}: {value}", name=problem.parameter, value=problem.value) for problem in problems
    )
    return sequence(*found, between="; ") if found else text("no filter")


def free(grant: Grant) -> Text:
    """The free filters, and whether locks limit them."""
    if not grant.free:
        return text("no filter")
    bound = {name for name, _ in grant.locked}
    named = tuple(
        text("{filter} (within the locked values)", filter=choices.dimension(name))
        if name in bound
        else choices.dimension(name)
        for name in grant.free
    )
    return _listed(*named)


def language(chosen: Locale | None) -> Text:
    """The one language of the views, or what they follow; a plain frame cannot see the page's."""
    if chosen is None:
        return text("the page’s, or else the browser’s")
    return {Locale.EN: text("English only"), Locale.FR: text("French only")}[chosen]


def publication(number: int | None) -> Text:
    """Which publication is shown."""
    if number is None:
        return text("always the latest")
    return text("always number {number}", number=str(number))


def sites(grant: Grant) -> Text:
    """The sites that may show frames."""
    if not grant.origins:
        return text("none: no site can show it in a frame")
    return _listed(*map(echo, grant.origins))


def shown(times: int, days: int, last: date | None) -> Text:
    """How often it was shown, and when last."""
    if last is None:
        return text("Not shown yet")
    if not times:
        return text("Not shown in the last {days} days; last on {day}", days=days, day=last)
    return plural(
        "Shown {count} time in the last {days} days; last on {day}",
        "Shown {count} times in the last {days} days; last on {day}",
        times,
        days=days,
        day=last,
    )


def _allowed(*, is_allowed: bool) -> Text:
    return text("allowed") if is_allowed else text("not allowed")


def _listed(*parts: object) -> Text:
    return Text("{parts}", {"parts": parts})
