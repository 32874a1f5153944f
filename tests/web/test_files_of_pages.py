"""Which scripts and styles a page loads."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT

VIEW = ROOT / "assets" / "view"


def loaded(program: FlaskClient, path: str) -> set[str]:
    return set(re.findall(r'"/assets/view/([\w.]+)\?', program.get(path).text))


@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux", "/en/plan"])
def test_what_importing_needs_is_loaded_in_its_own_view_only(program: FlaskClient, path: str):
    everything = {file.name for file in VIEW.iterdir()}
    importing = {name for name in everything if name.startswith("desk_import")}
    assert importing
    for view in ("/en/sessions", "/fr/seances"):
        assert loaded(program, view) == everything
    assert loaded(program, path) == everything - importing
