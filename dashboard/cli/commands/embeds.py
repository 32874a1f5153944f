"""``impact embeds …``, as it is typed."""

from functools import partial
from typing import Annotated

import typer

from dashboard.cli.commands.options import AsJson, Lang, application, done_by
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import SnippetKind
from dashboard.i18n import Locale


def _view(code: str) -> str:
    if code not in EMBED_VIEWS:
        msg = f"{code!r} is not one of {', '.join(EMBED_VIEWS)}."
        raise typer.BadParameter(msg)
    return code


LONGEST_DAYS = 3650

Partner = Annotated[str, typer.Option("--partner", help="The partner’s name.")]
Views = Annotated[
    list[str],
    typer.Option(
        "--view",
        parser=_view,
        metavar="|".join(EMBED_VIEWS),
        help="What may be shown; repeat it for several.",
    ),
]
Locked = Annotated[str, typer.Option("--locked", help="Locked filters: language=fr&period=2014-15")]
Free = Annotated[
    list[str] | None,
    typer.Option("--free", help="A filter that readers may choose; repeat it for several."),
]
Language = Annotated[
    Locale | None, typer.Option("--language", help="Its language; without it, the page’s.")
]
Number = Annotated[
    int | None,
    typer.Option("--publication", help="Always this publication; without it, the latest."),
]
Origins = Annotated[
    list[str] | None,
    typer.Option("--origin", help="A site that may show it, https://intranet.example.org; repeat."),
]
Days = Annotated[
    int, typer.Option("--days", min=1, max=LONGEST_DAYS, help="How many days it is valid.")
]
Downloads = Annotated[bool, typer.Option("--downloads", help="Allow downloads of tables.")]
Images = Annotated[
    bool,
    typer.Option("--images", help="Allow pictures, which any site can show."),
]
GrantNumber = Annotated[int, typer.Argument(help="Its number, as “impact embeds list” shows it.")]


def group() -> typer.Typer:
    """``impact embeds``."""
    app = application(help="Views granted to partners.", no_args_is_help=True)
    app.command()(create)
    app.command("list")(every)
    app.command()(renew)
    app.command()(revoke)
    app.command("snippet")(show_snippet)
    return app


def create(  # noqa: PLR0913 - each is an option
    *,
    partner: Partner,
    view: Views,
    locked: Locked = "",
    free: Free = None,
    language: Language = None,
    publication: Number = None,
    origin: Origins = None,
    days: Days = 365,
    downloads: Downloads = False,
    images: Images = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Grant views to a partner, and print the key, only once.

    --json prints {"status": "done", "key", "grant": as `impact embeds list` does, "snippets": by
    view, language and form}.
    """
    from dashboard.cli import embeds as work
    from dashboard.publications.making.granting import GrantDraft

    draft = partial(
        GrantDraft,
        partner=partner,
        views=tuple(view),
        locked=locked,
        free=tuple(free or ()),
        language=language,
        publication=publication,
        origins=tuple(origin or ()),
        downloads=downloads,
        images=images,
    )
    work.create(draft, days, as_json=as_json, lang=lang)


@done_by("embeds")
def renew(number: GrantNumber, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Print a new key for a grant, only once; the current key stops working at once.

    --json prints {"status": "done" or "refused", "key", "grant", "snippets"} as `impact embeds
    create` does.
    """


@done_by("embeds")
def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the grants, without their keys, and how often each was shown in the last 90 days.

    --json prints {"status": "done", "grants": [{"id", "partner", "views", "locked", "free",
    "language", "publication", "origins", "downloads", "images", "created_on", "expires_on",
    "revoked_on", "version", "shown": [{"day", "view", "times"}]}]}.
    """


@done_by("embeds")
def revoke(number: GrantNumber, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Revoke a grant at once.

    --json prints {"status": "done" or "refused", "grant"}.
    """


@done_by("embeds")
def show_snippet(  # noqa: PLR0913 - each is an option
    number: GrantNumber,
    view: Annotated[
        str,
        typer.Option("--view", parser=_view, metavar="|".join(EMBED_VIEWS), help="Which view."),
    ],
    kind: Annotated[
        SnippetKind, typer.Option("--as", help="The form of the code.")
    ] = SnippetKind.SCRIPT,
    key: Annotated[
        str, typer.Option("--key", help="The key, which we do not keep.", show_default=False)
    ] = "KEY",
    language: Language = None,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print the code for a partner’s page.

    --json prints {"status": "done", "snippet"}.
    """
