"""The lists of settings are what the code says."""

from pathlib import Path

import pytest

from tests.docs.settings_tables import PAGES, renewed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_list_of_settings_is_that_of_the_code(page: Path):
    assert page.read_text(encoding="utf-8") == renewed(page), "run `make docs`"
