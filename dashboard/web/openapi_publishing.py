"""Publications in the description of the API: people make them, and programs read them.

What is published itself lies at ``/publications/NUMBER.json``, for everybody.
"""

from dashboard.web.openapi_parts import (
    ID,
    MESSAGE,
    Json,
    answer,
    in_lines,
    in_path,
    list_of,
    object_of,
    refusals,
    takes,
)
from dashboard.web.publications.publishing import Approving, Drafting, Withdrawing
from dashboard.web.shared.bodies import Body


def publishing_paths() -> Json:
    """What people do in person; tokens cannot, whatever their role."""
    return {
        "/publications/draft": {
            "post": {
                "operationId": "draftPublication",
                "summary": "Prepare a publication",
                **takes(Drafting),
                "responses": in_lines("`draft` with its `digest`, or `refusals`")
                | refusals(Drafting),
            }
        },
        "/publications/approve": {
            "post": _change("approvePublication", "Publish a draft", Approving, "Published")
        },
        "/publications/{number}/withdraw": {
            "parameters": [in_path("number", ID)],
            "post": _change(
                "withdrawPublication", "Take a publication back", Withdrawing, "Published"
            ),
        },
    }


def publishing_schemas() -> Json:
    """What the answers are made of."""
    return {
        "Published": object_of({"number": ID, "alone": {"type": "boolean"}}),
        "Refusals": object_of(
            {"refusals": list_of(object_of({"reason": MESSAGE, "remedy": MESSAGE}))}
        ),
    }


def _change(operation: str, summary: str, model: type[Body], schema: str) -> Json:
    return {
        "operationId": operation,
        "summary": summary,
        **takes(model),
        "responses": {
            "200": answer("Done.", schema),
            "422": answer("It cannot be; nothing was done.", "Refusals"),
            **refusals(model),
        },
    }
