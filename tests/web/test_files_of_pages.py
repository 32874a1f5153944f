"""Which scripts and styles a page loads."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT

VIEW = ROOT / "assets" / "view"
OF_ONE_VIEW = {
    "desk_import": ("/en/sessions", "/fr/seances"),
    "embeds": ("/en/publish", "/fr/publier"),
}


def loaded(program: FlaskClient, path: str) -> set[str]:
    return set(re.findall(r'"/assets/view/([\w.]+)\?', program.get(path).text))


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", *sum(OF_ONE_VIEW.values(), ())])
def test_what_one_view_needs_is_loaded_there_only(program: FlaskClient, path: str):
    everything = {file.name for file in VIEW.iterdir()}
    elsewhere = {
        name: {file for file in everything if file.startswith(name)}
        for name, paths in OF_ONE_VIEW.items()
        if path not in paths
    }
    assert all(elsewhere.values())
    assert loaded(program, path) == everything.difference(*elsewhere.values())
