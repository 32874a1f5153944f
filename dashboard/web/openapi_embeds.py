"""Grants of embedded views in the description of the API."""

from dashboard.domain.publications.embeds import FILTERS, VERSION_DIGITS, EmbedView
from dashboard.i18n import Locale
from dashboard.publications.pages.snippets import FOLLOWS, SnippetKind
from dashboard.web.openapi_parts import (
    COUNT,
    ID,
    TEXT,
    Json,
    answer,
    failures,
    in_path,
    list_of,
    object_of,
    or_null,
    refusals,
    takes,
)
from dashboard.web.publications.granting import Changing, Renewing, Terms
from dashboard.web.shared.bodies import Body

BOOLEAN: Json = {"type": "boolean"}
DAY = TEXT | {"format": "date"}
VIEW = TEXT | {"enum": [view.value for view in EmbedView]}


def embed_paths() -> Json:
    """What administrators do in person; tokens cannot, whatever their role."""
    number = [in_path("number", ID)]
    return {
        "/embeds": {
            "get": {
                "operationId": "embedGrants",
                "summary": "Every grant, and how often it was shown in the last 90 days",
                "responses": {"200": answer("The latest first.", "Grants"), **failures()},
            },
            "post": _change("createGrant", "Let a partner show views", Terms, "NewGrant"),
        },
        "/embeds/{number}": {
            "parameters": number,
            "post": _change("changeGrant", "Change what a key gives", Changing, "ChangedGrant"),
        },
        "/embeds/{number}/key": {
            "parameters": number,
            "post": _change("renewGrant", "A new key; the old one ends now", Renewing, "NewGrant"),
        },
        "/embeds/{number}/revoke": {
            "parameters": number,
            "post": _change("revokeGrant", "End a grant now", Body, "ChangedGrant"),
        },
        "/embeds/{number}/snippets": {
            "parameters": number,
            "get": {
                "operationId": "grantSnippets",
                "summary": "What goes into a page, with KEY in place of the key",
                "responses": {
                    "200": answer("By view, language of the page, and form.", "Snippets"),
                    "404": answer("There is no such grant.", "Error"),
                    **failures(),
                },
            },
        },
    }


def embed_schemas() -> Json:
    """What the answers are made of."""
    shown = object_of({"day": DAY, "view": VIEW, "times": COUNT})
    forms = object_of({kind.value: TEXT for kind in SnippetKind}, optional=tuple(SnippetKind))
    languages = (FOLLOWS, *(one.value for one in Locale))
    by_language = object_of(dict.fromkeys(languages, forms), optional=languages) | {
        "description": f"By the language of the page; `{FOLLOWS}`: of a page in either."
    }
    by_view = object_of({view.value: by_language for view in EmbedView}, optional=tuple(EmbedView))
    return {
        "Grant": object_of(_grant()),
        "Grants": object_of({"grants": list_of(object_of(_grant() | {"shown": list_of(shown)}))}),
        "NewGrant": object_of(
            {
                "grant": {"$ref": "#/components/schemas/Grant"},
                "key": TEXT | {"description": "Told this once."},
                "snippets": by_view,
            }
        ),
        "Snippets": object_of({"snippets": by_view}),
        "GrantConflicts": object_of(
            {
                "conflicts": list_of(
                    object_of({"key": TEXT, "now": {"$ref": "#/components/schemas/Grant"}})
                )
            }
        ),
        "ChangedGrant": object_of({"grant": {"$ref": "#/components/schemas/Grant"}}),
    }


def _grant() -> Json:
    return {
        "id": ID,
        "partner": TEXT,
        "views": list_of(VIEW),
        "locked": list_of(list_of(TEXT)) | {"description": "Names and values."},
        "free": list_of(TEXT | {"enum": list(FILTERS)}),
        "language": or_null(TEXT) | {"description": "Null when it follows the partner's page."},
        "publication": or_null(ID) | {"description": "Null when it is always the latest one."},
        "origins": list_of(TEXT),
        "downloads": BOOLEAN,
        "images": BOOLEAN,
        "created_on": DAY,
        "expires_on": DAY,
        "revoked_on": or_null(DAY),
        "version": TEXT
        | {
            "pattern": f"^[0-9a-f]{{{VERSION_DIGITS}}}$",
            "description": "Another one whenever the grant is another.",
        },
    }


def _change(operation: str, summary: str, model: type[Body], schema: str) -> Json:
    clash = {"409": answer("Somebody else changed it meanwhile.", "GrantConflicts")}
    return {
        "operationId": operation,
        "summary": summary,
        **takes(model),
        "responses": {
            "200": answer("Done.", schema),
            **(clash if "version" in model.model_fields else {}),
            "422": answer("It cannot be; nothing was saved.", "Faults"),
            **refusals(model),
        },
    }
