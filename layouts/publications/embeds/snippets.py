"""The code that a partner pastes into its pages, and a new key, which is shown only once.

The browser's script fills it in and removes the key when it is closed. The key is not stored.
"""

from dash.development.base_component import Component

from dashboard.addresses import GRANTED
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.i18n import Locale, Text, text
from dashboard.publications.pages.snippets import FOLLOWS
from layouts.publications.embeds.parts import control_id
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import Control, chip
from layouts.shared.script_words import template

PANEL = "embeds-made"


def panel(locale: Locale) -> Component:
    """The panel, hidden until the script has something to show."""
    return html.Section(
        [
            html.H2(id=f"{PANEL}-title", tabIndex="-1"),
            _about(locale),
            html.Div(
                [
                    _choice("view", text("View"), _views(locale), locale),
                    _choice("locale", text("Language of the page"), _languages(locale), locale),
                ],
                className="publish__pair",
            ),
            *(
                html.Div(
                    _copied(form, title, _code("Textarea", form), locale, hint=hint),
                    id=f"{PANEL}-{form}",
                )
                for form, (title, hint) in _forms().items()
            ),
            html.Div(
                _copied("key", text("Key"), _code("Input", "key"), locale, hint=_of_key()),
                id=f"{PANEL}-key",
            ),
            html.P(
                text(
                    "A plain frame does not know the language of the page, and follows the "
                    "browser. For one language, choose it above."
                ).say(locale),
                id=f"{PANEL}-browser",
            ),
            html.P(
                text("A picture has one language: choose it above.").say(locale),
                id=f"{PANEL}-choose",
            ),
            html.P(
                html.A(
                    text("Open this view on its own page").say(locale),
                    id=f"{PANEL}-see",
                    target="_blank",
                    rel="noreferrer",
                )
            ),
            _preview(locale),
            chip(text("Close").say(locale), unmade=""),
        ],
        id=PANEL,
        className="card embeds__made",
        hidden=True,
        **data(
            follows=FOLLOWS,
            previews=" ".join(f"{each.value}:{GRANTED[each]}" for each in Locale),
            made=template(text("For the pages of {partner}"), locale),
            copied=text("Copied.").say(locale),
            selected=text("Copy it manually: Ctrl+C, or ⌘C.").say(locale),
        ),
    )


def _about(locale: Locale) -> Component:
    """What to do with the key: right after it was made, and later."""
    return html.P(
        id=f"{PANEL}-about",
        className="embeds__hint",
        **data(
            once=text(
                "The key is shown only once and stored nowhere. Send the "
                "partner what is below before you close this panel. Anyone "
                "with the key can show these views."
            ).say(locale),
            later=text(
                "Replace KEY with the key, which we do not keep. If it is lost, create a new one."
            ).say(locale),
            nowhere=text(
                "No site may show these views yet: change the grant, and name the partner’s sites."
            ).say(locale),
        ),
    )


def _preview(locale: Locale) -> Component:
    """The view in a frame, as a partner's page will have it."""
    return html.Details(
        [
            html.Summary(text("As readers will see it").say(locale)),
            html.Iframe(
                id=f"{PANEL}-preview",
                title=text("The view as readers will see it").say(locale),
                className="publish__preview",
            ),
        ],
        id=f"{PANEL}-fold",
        className="desk__new",
        open=True,
    )


def _forms() -> dict[str, tuple[Text, Text]]:
    """The forms of the code by their names in the API."""
    return {
        "script": (
            text("With a script"),
            text("The frame adjusts to the height of its content."),
        ),
        "iframe": (
            text("Frame only (iframe)"),
            text("For SharePoint and portals that block scripts."),
        ),
        "image": (
            text("Picture and table"),
            text("For sites that block frames, too."),
        ),
    }


def _views(locale: Locale) -> dict[str, str]:
    return {code: view.title.say(locale) for code, view in EMBED_VIEWS.items()}


def _languages(locale: Locale) -> dict[str, str]:
    said = {Locale.EN: text("In English"), Locale.FR: text("In French")}
    follows = {FOLLOWS: text("The host page’s language").say(locale)}
    return follows | {one.value: words.say(locale) for one, words in said.items()}


def _choice(name: str, title: Text, options: dict[str, str], locale: Locale) -> Component:
    column = f"made-{name}-choice"
    made = [
        {"type": "Option", "props": {"children": said, "value": code}}
        for code, said in options.items()
    ]
    control: Control = {
        "type": "Select",
        "props": {"id": control_id(column), "className": "form-select", "children": made},
    }
    return html.Div(
        [html.Label(title.say(locale), htmlFor=control_id(column)), control],
        className="desk__field",
    )


def _copied(
    name: str, title: Text, control: Control, locale: Locale, hint: Text
) -> list[Component]:
    """A text to copy, with a button that copies it."""
    target = control_id(f"made-{name}-text")
    full = text("Copy: {what}", what=title)
    return [
        html.Label(title.say(locale), htmlFor=target),
        html.P(hint.say(locale), id=f"{target}-hint", className="embeds__hint"),
        control,
        html.Div(
            [
                chip(text("Copy").say(locale), full.say(locale), copies=target),
                html.Span(role="status", className="embeds__copied"),
            ],
            className="embeds__ways",
        ),
    ]


def _of_key() -> Text:
    return text("The code above contains it. Programs that read the API need it alone.")


def _code(kind: str, name: str) -> Control:
    target = control_id(f"made-{name}-text")
    more = {"type": "text"} if kind == "Input" else {"rows": "3"}
    return {
        "type": kind,
        "props": {
            "id": target,
            "className": "form-control embeds__code",
            "readonly": True,
            "spellcheck": "false",
            "autocomplete": "off",
            "aria-describedby": f"{target}-hint",
            **more,
        },
    }
