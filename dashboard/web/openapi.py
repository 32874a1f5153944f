"""Describe the API in OpenAPI 3.1, from the routes' declarations and the doors' rights."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from dashboard import program_version
from dashboard.i18n import Locale
from dashboard.web.access.cookies import secure_name
from dashboard.web.access.rights import BY_GRANT, is_in_person
from dashboard.web.api_routes import API, PLACE, routes
from dashboard.web.shared.bodies import Body
from dashboard.web.shared.failures import STATUSES, Error, message_of
from dashboard.web.shared.operations import OK, Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask

    from dashboard.web.api_routes import Route
    from dashboard.web.shared.operations import Operation

    Json = dict[str, Any]

JSON, FORM = "application/json", "multipart/form-data"
SCHEMAS = "#/components/schemas/{model}"
RETRIED = (429, 503)
ACCEPT_LANGUAGE: Json = {
    "name": "Accept-Language",
    "in": "header",
    "description": "The language of the sentences: `en` (default) or `fr`.",
    "schema": {"type": "string"},
}
NUMBER: Json = {"type": "integer", "minimum": 0}
TEXT: Json = {"type": "string", "minLength": 1}
IN_LANGUAGE: Json = {
    "Content-Language": {"schema": {"enum": [locale.tag for locale in Locale]}},
}
LATER: Json = {"Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}}
FILE: Json = {
    "type": "string",
    "format": "binary",
    "description": "A session file, of at most 64 MB.",
}


def document(server: Flask, root: str = "") -> Json:
    """The whole description; ``root`` is the site's path on its host."""
    found = list(routes(server))
    schemas = Schemas(found)
    paths: Json = {}
    for route in found:
        paths.setdefault(route.path, {})[route.method.lower()] = _described(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "imPACT dashboard",
            "version": program_version(),
            "description": "How far the imPACT project is from its target.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{root}{API}"}],
        "paths": paths,
        "components": {
            "schemas": schemas.all,
            "responses": {STATUSES[status].code: _error(status, schemas) for status in STATUSES},
            "securitySchemes": _schemes(root),
        },
    }


class Untitled(GenerateJsonSchema):
    """A schema without titles: the names of fields are enough."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's
        """Never."""
        return False


class Schemas:
    """The models of some routes as JSON Schema."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._models = list(dict.fromkeys(model for route in routes for model in route.models))
        self._forms = {takes.__name__ for route in routes if (takes := _form(route.operation))}

    def of(self, model: Any) -> Json:  # noqa: ANN401 - a type of any kind
        """A reference to a model, or to several."""
        found: Json = self._made[0][self._models.index(model), "validation"]
        return found

    @cached_property
    def all(self) -> Json:
        """All models by name; a form's file is added to its fields."""
        found: Json = self._made[1]["$defs"]
        for name in self._forms:
            found[name]["properties"] = {"file": FILE, **found[name]["properties"]}
            found[name]["required"] = ["file", *found[name].get("required", [])]
        return found

    @cached_property
    def _made(self) -> tuple[Any, Json]:
        adapters: list[tuple[int, Literal["validation"], TypeAdapter[Any]]] = [
            (number, "validation", TypeAdapter(model)) for number, model in enumerate(self._models)
        ]
        return TypeAdapter.json_schemas(
            adapters,
            ref_template=SCHEMAS,
            schema_generator=Untitled,
        )


def _form(operation: Operation) -> Any:  # noqa: ANN401
    """The model of a form's body; ``None`` for other bodies."""
    takes = operation.takes
    return takes if takes and not issubclass(takes, Body) else None


def _described(route: Route, schemas: Schemas) -> Json:
    operation = route.operation
    parameters = [*_in_path(route), *_in_query(operation)]
    parameters += [ACCEPT_LANGUAGE] if operation.in_words else []
    return {
        "operationId": route.rule.endpoint.replace(".", "_"),
        "summary": operation.summary,
        **({"description": operation.description} if operation.description else {}),
        "security": _security(route),
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": _body(operation.takes, schemas)} if operation.takes else {}),
        "responses": {
            str(status): _answer(status, answer, operation, schemas)
            for status, answer in sorted(route.answers.items())
        },
    }


def _security(route: Route) -> list[Json]:
    """Who may use it: everybody, or the ways to prove a role, each with the least role."""
    if route.role is None:
        return []
    ways = ("account",) if is_in_person(route.rule.endpoint) else ("token", "account")
    found: list[Json] = [{way: [route.role.value]} for way in ways]
    return [*found, {"grant": []}] if route.rule.endpoint == BY_GRANT else found


def _in_path(route: Route) -> Iterator[Json]:
    known = _properties(route.operation.path)
    for place in PLACE.finditer(route.rule.rule):
        of_kind = NUMBER if place["converter"] == "int" else TEXT
        found = _parameter(place["name"], "path", known.get(place["name"], of_kind))
        yield found | {"required": True}


def _in_query(operation: Operation) -> Iterator[Json]:
    for name, schema in _properties(operation.query).items():
        yield _parameter(name, "query", schema)


def _properties(model: Any) -> Json:  # noqa: ANN401 - a type of any kind
    """The fields of a model for parts of the address."""
    if model is None:
        return {}
    found: Json = TypeAdapter(model).json_schema(schema_generator=Untitled)["properties"]
    return found


def _parameter(name: str, place: str, schema: Json) -> Json:
    said = {"description": schema["description"]} if "description" in schema else {}
    kept = {key: value for key, value in schema.items() if key != "description"}
    return {"name": name, "in": place, **said, "schema": kept}


def _body(model: Any, schemas: Schemas) -> Json:  # noqa: ANN401 - a type of any kind
    kind = JSON if issubclass(model, Body) else FORM
    return {"required": True, "content": {kind: {"schema": schemas.of(model)}}}


def _answer(status: int, model: Any, operation: Operation, schemas: Schemas) -> Json:  # noqa: ANN401
    if model is Error:
        return {"$ref": f"#/components/responses/{STATUSES[status].code}"}
    if isinstance(model, Content):
        schema = {"schema": schemas.of(model.model)} if model.model else {}
        content = {"content": {model.kind: schema}} if model.kind else {}
        return {"description": model.says} | content
    said = {"description": " Or: ".join(_first_line(one) for one in get_args(model) or (model,))}
    headers = {"headers": IN_LANGUAGE} if operation.in_words and status == OK else {}
    return said | headers | {"content": {JSON: {"schema": schemas.of(model)}}}


def _first_line(model: Any) -> str:  # noqa: ANN401 - a type of any kind
    return (model.__doc__ or "").partition("\n")[0]


def _error(status: int, schemas: Schemas) -> Json:
    headers = {"headers": LATER} if status in RETRIED else {}
    said = {"description": message_of(status).say(Locale.EN)}
    return said | headers | {"content": {JSON: {"schema": schemas.of(Error)}}}


def _schemes(root: str) -> Json:
    return {
        "token": {"type": "http", "scheme": "bearer", "description": "An API token."},
        "account": {
            "type": "apiKey",
            "in": "cookie",
            "name": secure_name(root),
            "description": "Whoever is signed in; a browser’s own, so never from another site’s "
            "page.",
        },
        "grant": {
            "type": "http",
            "scheme": "bearer",
            "description": "The key of a grant, which opens no more than the grant gives.",
        },
    }
