"""What a message says, in one language; every word of it obeys the rule of its reader already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from dashboard.addresses import BRIEF, with_query
from dashboard.cards.briefs import Brief
from dashboard.domain.messages.kinds import MessageKind
from dashboard.exports.briefs.content import FOR_WHOM
from dashboard.i18n import Locale, Text, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.shared.freshness import freshness


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A part of a message: its heading, and paragraphs or the points of a list."""

    title: str
    lines: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A way to the evidence: its words, and the whole address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in one language; ``notes`` say for whom it is, and why it came.

    ``subject`` has no figures: mail servers log it, and telephones show it when locked.
    """

    locale: Locale
    subject: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[LetterPart, ...]
    links: tuple[LetterLink, ...]
    notes: tuple[str, ...]
    end: LetterLink


def summary(brief: Brief, kind: MessageKind, site: str, end: str, *, attached: bool) -> Letter:
    """Where the project stands: what the brief says, without its pictures.

    Args:
        brief: The brief in that language, for the reader's role.
        kind: What comes how often, and why.
        site: The address of the dashboard, without a slash at its end.
        end: The address that ends the subscription.
        attached: Whether the brief itself goes with the message.
    """
    locale = brief.locale
    return Letter(
        locale=locale,
        subject=text("imPACT: {what}", what=brief.title).say(locale),
        title=brief.title,
        lead=tuple(filter(None, (brief.demonstration, *brief.headline, brief.empty))),
        parts=tuple(_parts(brief)),
        links=tuple(_links(brief, site, attached=attached)),
        notes=(brief.showing, brief.fresh, brief.audience, kind.why.say(locale)),
        end=_end(end, locale),
    )


def alert(  # noqa: PLR0913 - what a message has
    now: Reading,
    kind: MessageKind,
    said: tuple[str, str],
    end: str,
    locale: Locale,
    *,
    before: Sequence[date],
) -> Letter:
    """What happened, in one sentence, and the way to its evidence.

    Args:
        now: The data and the audience that the sentence was made for.
        kind: What the alert is.
        said: The sentence, and the address of its evidence.
        end: The address that ends the subscription.
        locale: The language.
        before: The days on which the same began and ended the last time; empty if it never was.
    """
    sentence, evidence = said
    invented = text("Demonstration data: all of them are invented.").say(locale)
    as_of = now.state.data_as_of
    return Letter(
        locale=locale,
        subject=text("imPACT: {what}", what=kind.label).say(locale),
        title=kind.label.say(locale),
        lead=(*((invented,) if now.state.demonstration else ()), sentence),
        parts=(),
        links=(LetterLink(text("See it in the dashboard").say(locale), evidence),),
        notes=(
            *((freshness(as_of, None).say(locale),) if as_of else ()),
            *(_last_time(*before).say(locale) for _ in before[:1]),
            FOR_WHOM[now.audience].say(locale),
            kind.why.say(locale),
        ),
        end=_end(end, locale),
    )


def _last_time(begun: date, ended: date) -> Text:
    return text("The last time, it lasted from {begun} to {ended}.", begun=begun, ended=ended)


def _parts(brief: Brief) -> Iterator[LetterPart]:
    if not brief.empty:
        for gauge in brief.gauges:
            yield LetterPart(gauge.title, (gauge.sentence,))
        yield LetterPart(brief.ahead.title, (brief.ahead.sentence,))
    for decisions in brief.decisions:
        yield LetterPart(decisions.title, decisions.items, is_list=True)


def _links(brief: Brief, site: str, *, attached: bool) -> Iterator[LetterLink]:
    locale = brief.locale
    yield LetterLink(text("See it in the dashboard").say(locale), brief.address)
    if not attached:
        asked = "&".join(filter(None, (urlsplit(brief.address).query, f"lang={locale.value}")))
        words = text("The brief, to print (PDF)").say(locale)
        yield LetterLink(words, f"{site}{with_query(BRIEF, asked)}")


def _end(address: str, locale: Locale) -> LetterLink:
    return LetterLink(text("Unsubscribe from these messages").say(locale), address)
