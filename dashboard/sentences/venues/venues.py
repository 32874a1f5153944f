"""The table of venues in words: what it shows, what it found, and what its signs mean."""

from collections import Counter

from dashboard.domain.shared.dimensions import DIMENSIONS, Of, terms_by_filter
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import PROJECT
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.options import Show, VenueOptions, VenuePage
from dashboard.domain.venues.venues import SILENCE, VenueHistory, VenueRow, VenueStatus
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.shared.choices import period

OF_VENUES = ("venue_type",)  # chosen venues are named by the answer
OF_SESSIONS = tuple(code for code, row in DIMENSIONS.items() if row.of is not Of.VENUE)
NAMED = 8


def result(
    page: VenuePage, options: VenueOptions, filters: Filters, vocabulary: Vocabulary
) -> Text:
    """The question in words of its labels, and the answer; starts small.

    "shelter, French, school year 2014–2015 – 3 of 6 venues have had no session: SH-01, …"
    """
    if not page.among:
        if filters == Filters() and options == VenueOptions():
            return text("No venue has been recorded yet.")
        return text("No venue matches these filters.")
    found = {
        Show.ALL: _all,
        Show.WITHOUT: _without,
        Show.SILENT: _silent,
        Show.NO_REPORT: _no_report,
    }[options.show](page, vocabulary)
    asked = _asked(page, options, filters, vocabulary)
    return text("{asked} – {found}", asked=asked, found=found) if asked else found


def status(of: VenueStatus) -> Text:
    """The word for a status, beside its sign."""
    return {
        VenueStatus.ACTIVE: text("active"),
        VenueStatus.SILENT: text("inactive"),
        VenueStatus.NO_REPORT: text("no report"),
        VenueStatus.NEVER: text("not visited yet"),
    }[of]


def columns(vocabulary: Vocabulary) -> Text:
    """What the columns mean."""
    return sequence(
        text(
            "Sessions, participations, languages, age groups, last session and weeks "
            "since follow the filters. The next planned session is the first from "
            "today on that follows them, whatever the dates and age groups chosen."
        ),
        plural(
            "The status covers the venue’s whole record. Inactive: no session was "
            "delivered for {count} week or more, and no report is overdue.",
            "The status covers the venue’s whole record. Inactive: no session was "
            "delivered for {count} weeks or more, and no report is overdue.",
            vocabulary.threshold(SILENCE),
        ),
        text(
            "No report: the date of a planned session has passed, and nobody has "
            "reported whether it took place."
        ),
    )


def sensitive() -> Text:
    """What an x means in the column of areas, for every reader."""
    return text("Venues of a sensitive type appear by code only, without their area (x).")


def history(of: VenueHistory) -> Text:
    """How many sessions there were, and when; what is planned, cancelled, or never reported."""
    planned, overdue, cancelled = (
        of.counts.get(status, 0) for status in ("planned", "overdue", "cancelled")
    )
    others = (
        (planned, plural("{count} is planned.", "{count} are planned.", planned)),
        (
            overdue,
            plural(
                "{count} was planned for a date that has passed, without a report.",
                "{count} were planned for dates that have passed, without a report.",
                overdue,
            ),
        ),
        (cancelled, plural("{count} was cancelled.", "{count} were cancelled.", cancelled)),
    )
    latest = text("The latest {count} sessions are shown.", count=len(of.sessions))
    said = [words for count, words in others if count]
    return sequence(_delivered(of), *said, *([latest] if of.earlier else []))


def _delivered(of: VenueHistory) -> Text:
    count = of.counts.get("delivered", 0)
    if of.first is None or of.last is None:
        return text("No session has been delivered here yet.")
    if count == 1:
        return text("One session was delivered, on {day}.", day=of.last)
    return text(
        "{count} sessions were delivered, from {first} to {last}.",
        count=count,
        first=of.first,
        last=of.last,
    )


def _all(page: VenuePage, _: Vocabulary) -> Text:
    counts = Counter(row.status for row in page.among)
    of_each = (
        text("{status}: {number}", status=status(each), number=counts[each])
        for each in VenueStatus
        if counts[each]
    )
    return text(
        "{venues} ({statuses}).",
        venues=plural("{count} venue", "{count} venues", len(page.among)),
        statuses=sequence(*of_each, between="; "),
    )


def _without(page: VenuePage, _: Vocabulary) -> Text:
    if not page.found:
        return text("Every venue has had a session.")
    return plural(
        "{count} of {total} venues has had no session: {names}.",
        "{count} of {total} venues have had no session: {names}.",
        len(page.found),
        total=len(page.among),
        names=_names(page.found),
    )


def _silent(page: VenuePage, vocabulary: Vocabulary) -> Text:
    if not page.found:
        return text("No venue is inactive.")
    return plural(
        "{count} of {total} venues is inactive, with no session for {weeks} weeks or "
        "more: {names}.",
        "{count} of {total} venues are inactive, with no session for {weeks} weeks or "
        "more: {names}.",
        len(page.found),
        total=len(page.among),
        weeks=vocabulary.threshold(SILENCE),
        names=_names(page.found),
    )


def _no_report(page: VenuePage, _: Vocabulary) -> Text:
    if not page.found:
        return text("No planned session is awaiting a report.")
    return plural(
        "At {count} of {total} venues, the date of a planned session has passed "
        "without a report: {names}.",
        "At {count} of {total} venues, the date of a planned session has passed "
        "without a report: {names}.",
        len(page.found),
        total=len(page.among),
        names=_names(page.found),
    )


def _names(rows: tuple[VenueRow, ...]) -> tuple[object, ...]:
    named = tuple(row.venue for row in rows[:NAMED])
    others = len(rows) - len(named)
    return (*named, plural("{count} other", "{count} others", others)) if others else named


def _asked(
    page: VenuePage, options: VenueOptions, filters: Filters, vocabulary: Vocabulary
) -> Text | None:
    """The choices that matter for the answer; a venue's status ignores languages and days."""
    without = options.show is Show.WITHOUT
    terms = terms_by_filter(vocabulary)
    said: list[object] = [
        tuple(terms[name][code] for code in filters.codes(name))
        for name in (OF_VENUES + OF_SESSIONS if without else OF_VENUES)
    ]
    said += _days(filters) if without else []
    said += [options.area if options.area in page.areas else None]
    said += [text("“{words}”", words=options.search) if options.search.strip() else None]
    parts = [Text("{said}", {"said": each}) for each in said if each]
    return sequence(*parts, between=", ") if parts else None


def _days(filters: Filters) -> list[Text | None]:
    return [
        period(filters.period) if filters.period not in (None, PROJECT) else None,
        text("from {day}", day=filters.start) if filters.start else None,
        text("to {day}", day=filters.end) if filters.end else None,
    ]
