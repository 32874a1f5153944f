"""Accounts and tokens in the description of the API."""

from dashboard.web.openapi_parts import ID, TEXT, Json, answer, in_path, object_of, refusals, takes
from dashboard.web.people.managing import Activity, Adding, Linking, Minting, Roles
from dashboard.web.shared.bodies import Body

NOTHING = object_of({})
SECRET = TEXT | {"description": "Told this once."}


def people_paths() -> Json:
    """What administrators may do; tokens cannot, whatever their role."""
    number = [in_path("number", ID)]
    return {
        "/people": {"post": _change("addPerson", "A person, who gets a one-time link", Adding)},
        "/people/{number}/role": {
            "parameters": number,
            "post": _change("setRole", "Give a person another role", Roles),
        },
        "/people/{number}/active": {
            "parameters": number,
            "post": _change("setActive", "Let a person in, or keep them out", Activity),
        },
        "/people/{number}/link": {
            "parameters": number,
            "post": _change("newLink", "A one-time link that sets a password", Linking),
        },
        "/people/{number}/sign-out": {
            "parameters": number,
            "post": _change("signOutEverywhere", "End all sign-ins of a person", Body),
        },
        "/tokens": {"post": _change("createToken", "A token for a program", Minting)},
        "/tokens/{number}/revoke": {
            "parameters": number,
            "post": _change("revokeToken", "End a token now", Body),
        },
    }


def people_schemas() -> Json:
    """What the answers are made of."""
    return {
        "Managed": {
            "anyOf": [
                NOTHING,
                object_of({"name": TEXT, "link": SECRET}, optional=("name",)),
                object_of({"token": SECRET}),
            ]
        }
    }


def _change(operation: str, summary: str, model: type[Body]) -> Json:
    return {
        "operationId": operation,
        "summary": summary,
        **takes(model),
        "responses": {
            "200": answer("Done.", "Managed"),
            "404": answer("There is none of that number.", "Error"),
            "422": answer("It cannot be; nothing was saved.", "Faults"),
            **refusals(model),
        },
    }
