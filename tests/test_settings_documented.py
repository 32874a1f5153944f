"""The README's table of settings says what the program does."""

import re

import pytest

from dashboard.places import ROOT
from dashboard.settings import Settings

ROW = re.compile(r"^\|\s*`(IMPACT_\w+)`\s*\|\s*(.*?)\s*\|\s*(.*?)\s*\|$", re.MULTILINE)


def documented() -> dict[str, tuple[str, str]]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return {name: (default.strip("`"), meaning) for name, default, meaning in ROW.findall(readme)}


def test_every_setting_stands_in_the_readme_and_no_other():
    names = {f"IMPACT_{name.upper()}" for name in Settings.model_fields}
    assert set(documented()) == names


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_documented_with_its_default_and_meaning(name: str):
    field = Settings.model_fields[name]
    default, meaning = documented()[f"IMPACT_{name.upper()}"]
    known = field.get_default(call_default_factory=True)
    said = "" if known is None else str(known).replace(str(ROOT), "…")
    assert default == (said or "*(empty)*")
    assert meaning.replace("’", "'") == field.description
