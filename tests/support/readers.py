"""Somebody in a role, who reads from a real server of the demonstration."""

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import orjson

from dashboard.addresses import ACT_AS
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale


class Reader:
    """Somebody in a role, at one server."""

    def __init__(self, url: str, role: Role) -> None:
        self.url = urlsplit(url).netloc
        self.headers = {"Sec-Fetch-Site": "same-origin"}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        self.ask("POST", ACT_AS, urlencode({"role": role}), form)

    def ask(self, method: str, path: str, body: str | bytes = "", headers=None) -> bytes:
        """The status and the body of an answer, which is no failure."""
        with closing(HTTPConnection(self.url)) as connection:
            connection.request(method, path, body, self.headers | (headers or {}))
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status < 500, f"{path}: {content.decode()}"
        if cookie := answer.headers["Set-Cookie"]:
            self.headers["Cookie"] = cookie.partition(";")[0]
        return b"%d %s" % (answer.status, content)

    def redraw(self, view: str, query: str, locale: Locale) -> bytes:
        """What a change of the query draws anew."""
        body = {
            "output": "view-drawing.data",
            "outputs": {"id": "view-drawing", "property": "data"},
            "inputs": [{"id": "view-query", "property": "data", "value": query}],
            "state": [
                {"id": "view-here", "property": "data", "value": {"view": view, "locale": locale}}
            ],
            "changedPropIds": ["view-query.data"],
        }
        json = {"Content-Type": "application/json"}
        found = self.ask("POST", "/_dash-update-component", orjson.dumps(body), json)
        assert b"retry" not in found
        return found
