"""Every answer of the API to a test's client is compared with what its route declares.

So no test passes with an answer that the description does not know: another status, a field more
or less, a value of another type. Servers in processes of their own are not looked at.
"""

import gzip
from functools import cache
from typing import Any

import brotli
from flask import Flask
from flask.testing import FlaskClient
from pydantic import TypeAdapter
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from dashboard.web.api_routes import API, Route, routes
from dashboard.web.shared.failures import Error
from dashboard.web.shared.operations import Content

JSON = "application/json"
ROUTES = "routes as described"
OF_NO_OPERATION = ("OPTIONS", "HEAD")
PACKED = {"gzip": gzip.decompress, "br": brotli.decompress}
_open = FlaskClient.open


def check_every_answer() -> None:
    """In this process, from now on."""
    FlaskClient.open = _opened  # type: ignore[method-assign]


def _opened(client: FlaskClient, *given: Any, **options: Any) -> TestResponse:
    answer = _open(client, *given, **options)
    check(client.application, answer)
    return answer


def check(server: Flask, answer: TestResponse) -> None:
    """Compare an answer with its description; one that is not of the API may be anything.

    Raises:
        AssertionError: It is not as described.
        pydantic.ValidationError: Its content is not.
    """
    method, path = answer.request.method, answer.request.path
    path = path.removeprefix(server.config["APPLICATION_ROOT"].rstrip("/"))
    if not path.startswith(f"{API}/") or method in OF_NO_OPERATION:
        return None
    answers = _answers(server, method, path)
    if answers is None:
        return _fits(answer, Error)
    asked = f"{method} {path} answers {answer.status_code} {answer.mimetype}"
    assert answer.status_code in answers, f"{asked}, which is not described"
    declared = answers[answer.status_code]
    kind = declared.kind if isinstance(declared, Content) else JSON
    assert answer.mimetype == (kind or None), f"{asked}, and not {kind}"
    return _fits(answer, declared)


def _answers(server: Flask, method: str, path: str) -> dict[int, Any] | None:
    """What may come of it; ``None`` where there is nothing at an address, or not by that method."""
    try:
        rule, _ = server.url_map.bind("").match(path, method, return_rule=True)
    except RequestRedirect as redirect:
        return {redirect.code: Content("text/html", "Its proper form.")}
    except HTTPException:
        return None
    if not rule.rule.startswith(API):
        return None  # the one of pages, which takes in what is nowhere else
    return _routes(server)[rule.rule, method].answers


def _routes(server: Flask) -> dict[tuple[str, str], Route]:
    """Kept with the server, and gone with it: it holds a megabyte, and there are thousands."""
    if ROUTES not in server.extensions:
        server.extensions[ROUTES] = {(one.rule.rule, one.method): one for one in routes(server)}
    kept: dict[tuple[str, str], Route] = server.extensions[ROUTES]
    return kept


def _fits(answer: TestResponse, declared: Any) -> None:
    """Lines that nobody has read yet are left to who asked for them."""
    if not isinstance(declared, Content):
        _adapter(declared).validate_json(_plain(answer))
    elif declared.model and not answer.is_streamed:
        for line in _plain(answer).splitlines():
            _adapter(declared.model).validate_json(line)


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _plain(answer: TestResponse) -> bytes:
    unpacked = PACKED.get(answer.headers.get("Content-Encoding", ""), bytes)
    return unpacked(answer.get_data())
