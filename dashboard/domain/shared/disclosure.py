"""Who sees what: the one table that the program and its privacy page use."""

from enum import StrEnum

from dashboard.domain.shared.audience import Audience


class Information(StrEnum):
    """The kinds of information, from what everybody may see to what hardly anybody may."""

    PUBLICATIONS = "publications"
    SESSION_NUMBERS = "session_numbers"
    PARTICIPATIONS = "participations"
    DRAFTS = "drafts"
    EMBEDS = "embeds"
    VENUES = "venues"
    SENSITIVE_VENUES = "sensitive_venues"
    FACILITATORS = "facilitators"
    SESSIONS = "sessions"
    NOTES = "notes"
    HISTORY = "history"


class DisclosureRule(StrEnum):
    """How much of the information is shown."""

    ALL = "all"
    SMALL_HIDDEN = "small_hidden"
    PUBLISHED = "published"
    CODES = "codes"
    NOTHING = "nothing"


_INSIDE = {Audience.COMMITTEE: DisclosureRule.ALL, Audience.COORDINATOR: DisclosureRule.ALL}
_CODES = {Audience.COMMITTEE: DisclosureRule.CODES, Audience.COORDINATOR: DisclosureRule.CODES}
_COORDINATORS = {Audience.COORDINATOR: DisclosureRule.ALL}
_PUBLISHED = {Audience.PARTNER: DisclosureRule.PUBLISHED, Audience.PUBLIC: DisclosureRule.PUBLISHED}
_EVERYONE = dict.fromkeys(Audience, DisclosureRule.ALL)

RULES: dict[Information, dict[Audience, DisclosureRule]] = {
    Information.PUBLICATIONS: _EVERYONE,
    Information.SESSION_NUMBERS: _INSIDE | _PUBLISHED,
    Information.PARTICIPATIONS: _INSIDE
    | _PUBLISHED
    | {Audience.COMMITTEE: DisclosureRule.SMALL_HIDDEN},
    Information.DRAFTS: _INSIDE,
    Information.EMBEDS: _COORDINATORS,
    Information.VENUES: _INSIDE,
    Information.SENSITIVE_VENUES: _CODES,
    Information.FACILITATORS: _COORDINATORS | {Audience.COORDINATOR: DisclosureRule.CODES},
    Information.SESSIONS: _COORDINATORS,
    Information.NOTES: _COORDINATORS,
    Information.HISTORY: _COORDINATORS,
}


def rule(audience: Audience, information: Information) -> DisclosureRule:
    """How much of this information an audience sees; nothing if the table has no entry."""
    return RULES.get(information, {}).get(audience, DisclosureRule.NOTHING)
