"""Sessions in the words of the people who log and correct them: columns, values, changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import BY_CODE, STATUSES
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.history import Deed, HistoryStep
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.shared import choices
from dashboard.sentences.shared.history import author, with_file

BLANK = "–"


def column(code: str, vocabulary: Vocabulary) -> Text:
    """The title of a column of session files; for an age group its label."""
    if code in vocabulary.ages:
        return Text("{group}", {"group": vocabulary.ages[code]})
    known = BY_CODE.get(code)
    return known.name if known else Text("{code}", {"code": code})


def status(code: str) -> Text:
    """The word of a status."""
    return Text("{status}", {"status": STATUSES[code]})


def cell(code: str, value: str, vocabulary: Vocabulary) -> Text:
    """A cell by its label, where its column has terms; a dash for a blank one."""
    if not value:
        return Text(BLANK)
    declared = BY_CODE.get(code)
    if declared and declared.terms and declared.type is ColumnType.TERM:
        terms = declared.terms(vocabulary)
        if value in terms:
            return Text("{term}", {"term": terms[value]})
    return Text("{value}", {"value": value})


def moment(at: str, time_zone: str) -> Text:
    """The day and time of a log entry, in the project's time zone."""
    here = datetime.fromisoformat(at).astimezone(ZoneInfo(time_zone))
    return text("{day}, {time}", day=here.date(), time=_clock(here))


def brief_moment(at: str, time_zone: str) -> Text:
    """The same with the day as tables have it."""
    here = datetime.fromisoformat(at).astimezone(ZoneInfo(time_zone))
    return text("{day}, {time}", day=here.date().isoformat(), time=_clock(here))


def _clock(here: datetime) -> Text:
    hour = Term("hour", f"{here:%H}", f"{here.hour}")  # in French without a leading zero
    return text("{hour}:{minute}", hour=hour, minute=f"{here:%M}")


def change(step: HistoryStep, files: dict[int, str]) -> Text:
    """Who changed what, and in which file it came."""
    who = author(step.author)
    deed = {
        Deed.ADDED: text("Logged by {author}", author=who),
        Deed.CHANGED: text("Changed by {author}", author=who),
        Deed.REMOVED: text("Removed by {author}", author=who),
    }[step.deed]
    return with_file(deed, step, files)


def updated(at: str, by: str, time_zone: str) -> Text:
    """When a session changed last, and by whom if that is known."""
    when = moment(at, time_zone)
    return text("{when}, by {author}", when=when, author=by) if by else when


def listed(count: int, filters: Filters, *, chosen: bool = False, more: bool = False) -> Text:
    """How many sessions the list holds; ``more`` match the search than it looks at.

    ``chosen``: something besides filters was chosen or looked for.
    """
    if not count and not chosen and filters == Filters():
        return text("No session has been logged yet.")
    found = _listed(count, filters)
    if not more:
        return found
    return sequence(
        found,
        text(
            "Very many match what you look for: only those logged last are shown. Add more of the "
            "reference."
        ),
    )


def _listed(count: int, filters: Filters) -> Text:
    if not count:
        return text("No session matches.")
    if filters == Filters():
        return plural("{count} session", "{count} sessions", count)
    return plural("{count} session, filtered", "{count} sessions, filtered", count)


def showing(filters: Filters, options: SessionOptions, vocabulary: Vocabulary) -> Text | None:
    """Which sessions the list is of, for a sheet without its fields; ``None`` if of all."""
    found = [*choices.parts(filters, vocabulary)]
    if options.status:
        found.append(text("status: {status}", status=status(options.status)))
    if options.search:
        found.append(text("reference or venue: “{search}”", search=options.search))
    if not found:
        return None
    return text("Showing: sessions – {choices}.", choices=sequence(*found, between="; "))
