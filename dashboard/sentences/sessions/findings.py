"""Findings in words: what is wrong, and how to correct it."""

from dashboard.domain.sessions.far_dates import FEW, GENERATION, PAUSE
from dashboard.domain.sessions.findings import (
    CheckedFinding,
    Copies,
    FarDate,
    Finding,
    FindingRule,
    Nobody,
    NoFacilitator,
    Overdue,
    Sums,
    Unusual,
)
from dashboard.domain.sessions.outliers import FEWEST, UsualRange
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, text
from dashboard.i18n.text import Labelled
from dashboard.sentences.sessions.copies import keep_one, together

NAMED = 10  # of the sessions of one finding


def title(rule: FindingRule) -> Text:
    """The title of a rule's findings."""
    return _rules()[rule][0]


def definition(rule: FindingRule) -> Text:
    """What a rule looks for."""
    return _rules()[rule][1]


def to_mend(count: int) -> Text:
    """How many findings are open."""
    if not count:
        return text("Nothing to fix")
    return plural("{count} issue to fix", "{count} issues to fix", count)


def checked_count(count: int) -> Text:
    """How many findings were checked as right."""
    return plural("{count} checked and correct", "{count} checked and correct", count)


def said_right(one: CheckedFinding) -> Text:
    """Who checked the finding, and why it is right; the day is shown separately."""
    if not one.author:
        return text("Correct: “{reason}”", reason=one.reason)
    return text("Correct, says {author}: “{reason}”", author=one.author, reason=one.reason)


def checked_sentence(one: CheckedFinding, vocabulary: Vocabulary) -> Text:
    """A checked finding in one line."""
    return text(
        "{place}, {sessions}: {reason} {said}",
        place=place(one.finding, vocabulary),
        sessions=_named(one.finding),
        reason=reason(one.finding, vocabulary),
        said=said_right(one),
    )


def place(finding: Finding, vocabulary: Vocabulary) -> Text:
    """The day and the venue; a sensitive venue by its code only."""
    venue = vocabulary.venues[finding.venue]
    day = finding.day.isoformat()
    if venue.label_en == venue.label_fr == venue.code:
        return text("{day}, {venue}", day=day, venue=venue.code)
    return text("{day}, {venue} ({code})", day=day, venue=venue, code=venue.code)


def reason(finding: Finding, vocabulary: Vocabulary) -> Text:
    """What is wrong."""
    match finding.reason:
        case Copies() as copies:
            return together(len(finding.references), copies, vocabulary)
        case Sums() as sums:
            return _sums(sums)
        case Unusual() as unusual:
            return _unusual(unusual, vocabulary)
        case NoFacilitator() as missing:
            return _no_facilitator(missing, vocabulary)
        case Nobody(kind) | Overdue(kind) | FarDate(kind):
            return _of_kind(finding, vocabulary.kinds[kind])


def _of_kind(finding: Finding, kind: Labelled) -> Text:
    match finding.reason:
        case Overdue(days=days):
            return plural(
                "The session ({kind}) is still planned, {count} day after its date.",
                "The session ({kind}) is still planned, {count} days after its date.",
                days,
                kind=kind,
            )
        case FarDate(first=first, last=last):
            return text(
                "The session ({kind}) is dated {day}, years away from all others "
                "({first} to {last}).",
                day=finding.day.isoformat(),
                first=first.isoformat(),
                last=last.isoformat(),
                kind=kind,
            )
        case _:
            return text("The session ({kind}) was held, but has no participations.", kind=kind)


def remedy(finding: Finding) -> Text:
    """How to correct it."""
    match finding.reason:
        case Copies() as copies:
            way = keep_one(copies, len(finding.references))
        case Sums("delivered"):
            way = text("Correct the total or the age groups.")
        case Sums():
            way = text("Clear the counts, or mark the session as delivered.")
        case Nobody():
            way = text("Enter how many took part, or cancel the session if it was not held.")
        case FarDate():
            way = text("Check the year. If it is right, leave it.")
        case Unusual(total, usual):
            way = _check_the_number(too_high=total > usual.high)
        case Overdue():
            way = text("Log it as delivered, cancel it, or give it a new date.")
        case NoFacilitator(status="planned"):
            way = text("Name who will lead it.")
        case NoFacilitator():
            way = text("Add who led it.")
    return way


def _check_the_number(*, too_high: bool) -> Text:
    if too_high:
        return text("Check the number: there may be one digit too many. If it is right, leave it.")
    return text("Check the number: a digit may be missing. If it is right, leave it.")


def sentence(finding: Finding, vocabulary: Vocabulary) -> Text:
    """A finding in one line."""
    return text(
        "{place}, {sessions}: {reason} {remedy}",
        place=place(finding, vocabulary),
        sessions=_named(finding),
        reason=reason(finding, vocabulary),
        remedy=remedy(finding),
    )


def _rules() -> dict[FindingRule, tuple[Text, Text]]:
    return {
        FindingRule.DUPLICATE: (
            text("Likely duplicates"),
            text(
                "Sessions at the same venue on the same day that are of the same kind or have a "
                "facilitator in common. Cancelled sessions are left out."
            ),
        ),
        FindingRule.SUM: (
            text("Totals that do not add up"),
            text(
                "Sessions whose age groups do not add up to the total. Imports reject "
                "such rows, but data can arrive in other ways."
            ),
        ),
        FindingRule.FAR_DATE: (
            text("Dates far from all others"),
            text(
                "Sessions more than {generation} years from all others; or more than {pause} "
                "years, if they are at most one in {few}. Today counts as a day with sessions. "
                "Cancelled sessions are left out.",
                generation=GENERATION,
                pause=PAUSE,
                few=FEW,
            ),
        ),
        FindingRule.OUTLIER: (
            text("Unusual numbers"),
            text(
                "Delivered sessions with nobody, or with a total far from what is usual for their "
                "kind and venue type. If fewer than {fewest} are of that kind and venue type, they "
                "are compared with all sessions of the venue type, or with all sessions.",
                fewest=FEWEST,
            ),
        ),
        FindingRule.OVERDUE: (
            text("Planned, but the date has passed"),
            text(
                "Sessions that are still marked as planned after their date. Those "
                "that seem to have been logged again are among the likely duplicates "
                "instead."
            ),
        ),
        FindingRule.NO_FACILITATOR: (
            text("No facilitator named"),
            text("Delivered and planned sessions without any facilitator."),
        ),
    }


def _sums(sums: Sums) -> Text:
    if sums.status == "delivered":
        return text(
            "The session’s total is {total}, but its age groups add up to {sum}.",
            total=sums.total,
            sum=sums.summed,
        )
    return plural(
        "The session was not delivered, but has {count} participation by age group.",
        "The session was not delivered, but has {count} participations by age group.",
        sums.summed,
    )


def _unusual(unusual: Unusual, vocabulary: Vocabulary) -> Text:
    usual = unusual.usual
    return plural(
        "The session has {count} participation; {compared} usually have {low} to {high}.",
        "The session has {count} participations; {compared} usually have {low} to {high}.",
        unusual.total,
        compared=_compared(usual, vocabulary),
        low=usual.low,
        high=usual.high,
    )


def _no_facilitator(missing: NoFacilitator, vocabulary: Vocabulary) -> Text:
    kind = vocabulary.kinds[missing.kind]
    if missing.status == "planned":
        return text("The session ({kind}) is planned, but names no facilitator.", kind=kind)
    return text("The session ({kind}) was held, but names no facilitator.", kind=kind)


def _compared(usual: UsualRange, vocabulary: Vocabulary) -> Text:
    if usual.venue_type is None:
        return text("sessions of all kinds")
    venue_type = vocabulary.venue_types[usual.venue_type]
    if usual.kind is None:
        return text("sessions in this type of venue ({venue_type})", venue_type=venue_type)
    kind = vocabulary.kinds[usual.kind]
    return text("sessions like it ({kind}, {venue_type})", kind=kind, venue_type=venue_type)


def _named(finding: Finding) -> tuple[str | Text, ...]:
    """The references of its sessions; of very many, the first."""
    more = len(finding.references) - NAMED
    if more <= 0:
        return finding.references
    return *finding.references[:NAMED], plural("{count} other", "{count} others", more)
