"""The page of an embedded view, and the part of it that a change of filters redraws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.addresses import EMBED_LIVE, HOTLINE
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.i18n import Locale, Text, text, words_or_blank
from dashboard.publications.drawings.presenting import signs
from dashboard.publications.pages.embeds import words
from dashboard.publications.pages.embeds.choosing import controls
from dashboard.publications.pages.links import PageLinks, file
from dashboard.publications.pages.rendering import render
from dashboard.sentences.publications import publications as published
from dashboard.sentences.shared import choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.publications.pages.embeds.looking import EmbedContent

LINKS = PageLinks(2)
FILES = {"csv": text("Table (CSV)"), "json": text("Data (JSON)")}
CODES = re.compile(f"({'|'.join(one for one in EMBED_VIEWS if '-' in one)})")
CODE = Markup('<span class="code">{}</span>')


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the figures: addresses with the key, and what the page needs for changes.

    Where nothing can be chosen, ``of`` and ``ticket`` are empty.
    """

    key: str
    base_url: str = ""
    ticket: str = ""
    of: str = ""

    def absolute(self, address: str) -> str:
        """The address in full for other sites.

        Relative to the page if our own address is unknown.
        """
        return f"{self.base_url}/{address}" if self.base_url else LINKS.to(address)


def page(look: EmbedContent, frame: Frame) -> str:
    """The whole document, complete before any script runs."""
    locale, publication = look.locale, look.reading.publication
    follows = look.grant.language is None
    return render(
        "embed.html",
        **_figures(look),
        links=LINKS,
        title=f"imPACT – {look.view.title.say(locale)}",
        heading=look.view.title.say(locale),
        origins=" ".join(look.grant.origins),
        oembed=_oembed(look, frame),
        of=frame.of,
        live_at=EMBED_LIVE.lstrip("/"),
        ticket=frame.ticket,
        failed=text(
            "The figures could not be updated: those below are from before your last choice."
        ).say(locale),
        again=text("Try again").say(locale),
        elsewhere=_address(look, frame, locale.other) if follows else "",
        other=locale.other,
        other_name=locale.other.native_name,
        controls=controls(look),
        choose=text("Choose what is shown").say(locale),
        chosen_words=text("chosen").say(locale),
        show=text("Show").say(locale),
        key=frame.key,
        files=_files(look, frame),
        briefs=_briefs(look, frame),
        publication=frame.absolute(LINKS.page(locale, publication.number).removeprefix("../../")),
        source=words.source(look).say(locale),
        hotline_words=text(
            "Canadian Human Trafficking Hotline, 24 hours a day, 7 days a week: "
        ).say(locale),
        hotline=HOTLINE,
    )


def figures(look: EmbedContent) -> str:
    """What a change of filters redraws."""
    return render("embed_figures.html", **_figures(look))


def fragment(look: EmbedContent) -> str:
    """The numbers as plain tables without a document, for pages that allow no frames."""
    locale, tables = look.locale, [card.table for card in look.tables]
    return render(
        "embed_fragment.html",
        **_figures(look)
        | {
            "tables": tables,
            "signs": signs(look.reading, look.gauges, tables, locale, pale=False),
        },
        heading=look.view.title.say(locale),
        foot=words.foot(look).say(locale),
    )


def refusal(message: Text, locale: Locale, origins: Iterable[str] = ()) -> str:
    """A sentence in both languages in place of all figures, the page's own language first."""
    parts = [(one.tag, _codes_whole(message.say(one))) for one in (locale, locale.other)]
    return render("embed_refused.html", parts=parts, links=LINKS, origins=" ".join(origins))


def _codes_whole(words: str) -> Markup:
    """With the codes of views marked: no line may end at a hyphen in what is to be copied."""
    parts = enumerate(CODES.split(words))  # each second one is a code
    return Markup().join(CODE.format(part) if at % 2 else part for at, part in parts)


def _figures(look: EmbedContent) -> dict[str, object]:
    locale, tables = look.locale, [card.table for card in look.own_tables]
    ignored = choices.ignored(look.narrowed.problems)
    return {
        "locale": locale,
        "ignored": words_or_blank(ignored, locale),
        "showing": words_or_blank(words.showing(look), locale),
        "instead": words_or_blank(words.instead(look), locale),
        "gauges": look.gauges,
        "several": look.view.has_headings,
        "sentence": words.sentence(look),
        "tables": tables,
        "signs": signs(look.reading, look.gauges, tables, locale),
        "dates": published.dates(look.reading.publication).say(locale),
        "invented": words_or_blank(words.invented(look), locale),
        "notes_title": text("About these figures").say(locale),
        "notes": [note.say(locale) for note in words.notes(look)],
        "hidden_words": text("hidden to protect privacy").say(locale),
        "revised_words": text("revised").say(locale),
    }


def _address(look: EmbedContent, frame: Frame, locale: Locale, ending: str = "") -> str:
    """This view with its choices, in a language or as a file, relative to the page itself."""
    query = urlencode([("key", frame.key), *look.narrowed.asked.pairs()])
    return LINKS.to(f"{locale}/embed/{look.view.code}{ending}?{query}")


def _files(look: EmbedContent, frame: Frame) -> list[tuple[str, str]]:
    if not look.grant.downloads:
        return []
    return [
        (_address(look, frame, look.locale, f".{ending}"), words.say(look.locale))
        for ending, words in FILES.items()
    ]


def _briefs(look: EmbedContent, frame: Frame) -> list[tuple[str, str]]:
    """The public files of the whole publication, for grants that hold nothing back of it."""
    if not look.grant.downloads or look.grant.locked:
        return []
    return [
        (frame.absolute(file(one)), published.kept_file(one.form).say(look.locale))
        for one in look.admitted.files
        if one.language is look.locale
    ]


def _oembed(look: EmbedContent, frame: Frame) -> str:
    """The oEmbed link, by which other programs embed this page; it needs our full address."""
    if not frame.base_url:
        return ""
    own = f"{frame.base_url}/{look.locale}/embed/{look.view.code}?{urlencode({'key': frame.key})}"
    return f"{frame.base_url}/oembed?{urlencode({'url': own, 'format': 'json'})}"
