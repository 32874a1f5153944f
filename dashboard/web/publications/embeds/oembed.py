"""oEmbed (https://oembed.com): how other programs embed a pasted address of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, urlsplit

from dashboard.i18n import Locale
from dashboard.publications.pages.snippets import Spot, frame
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.publications.pages.embeds.looking import EmbedContent

WIDTH, NARROWEST, MOST_DIGITS = 640, 240, 9


@dataclass(frozen=True, slots=True)
class EmbedAddress:
    """The parts of an embedded view's address."""

    view: str
    locale: Locale | None
    key: str
    asked: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, address: str, base_url: str) -> Self:
        """Parse an address on this site.

        Raises:
            EmbedRefusedError: It is none of a view.
        """
        try:
            parts = urlsplit(address)
            ours = urlsplit(base_url)
        except ValueError as error:
            raise EmbedRefusedError(Reason.VIEW) from error
        if parts.netloc != ours.netloc or not parts.path.startswith(ours.path.rstrip("/")):
            raise EmbedRefusedError(Reason.VIEW)
        steps = parts.path.removeprefix(ours.path.rstrip("/")).strip("/").split("/")
        match steps:
            case [("en" | "fr") as lang, "embed", view]:
                locale: Locale | None = Locale(lang)
            case ["embed", view]:
                locale = None
            case _:
                raise EmbedRefusedError(Reason.VIEW)
        pairs = parse_qsl(parts.query)
        keys = [value for name, value in pairs if name == "key"]
        asked = tuple(pair for pair in pairs if pair[0] not in ("key", "lang", "publication"))
        return cls(view, locale, keys[0] if len(keys) == 1 else "", asked)


def described(
    wanted: EmbedAddress, shown: EmbedContent, base_url: str, limits: Mapping[str, str]
) -> dict[str, object]:
    """The oEmbed answer: a frame no larger than requested."""
    spot = Spot(base_url, shown.grant, shown.view, wanted.key, wanted.locale, asked=wanted.asked)
    width = _at_most(limits.get("maxwidth"), WIDTH, NARROWEST)
    height = _at_most(limits.get("maxheight"), spot.height, 1)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "imPACT",
        "provider_url": base_url,
        "title": spot.title(shown.locale),
        "html": frame(spot, width=str(width), height=height),
        "width": width,
        "height": height,
    }


def _at_most(said: str | None, usual: int, least: int) -> int:
    if not said or not said.isdecimal() or len(said) > MOST_DIGITS:
        return usual
    return min(usual, max(int(said), least))
