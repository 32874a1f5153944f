"""Writes the lists of settings in README.md and docs/settings.md: ``make docs``."""

import re
import textwrap
from pathlib import Path

from pydantic.fields import FieldInfo

from dashboard.places import ROOT
from dashboard.settings import Settings

MARKED = "<!-- settings: made by `make docs` -->\n{}<!-- end of settings -->"
HEAD = "| Variable | Default | Meaning |\n| --- | --- | --- |\n"


def table() -> str:
    """Name, default and meaning of every setting, one row each."""
    rows = (
        f"| `{name}` | {_default(field)} | {field.description} |\n"
        for name, field in _settings().items()
    )
    return HEAD + "".join(rows)


def names() -> str:
    """The name of every setting, wrapped like prose."""
    listed = ", ".join(f"`{name}`" for name in _settings())
    return textwrap.fill(f"{listed}.", 100, break_on_hyphens=False) + "\n"


PAGES = {ROOT / "README.md": names, ROOT / "docs" / "settings.md": table}


def renewed(page: Path) -> str:
    """The text of a page with its list as the code has it today."""
    written = MARKED.format(PAGES[page]())
    text, found = re.subn(
        re.escape(MARKED).replace(r"\{\}", ".*?"),
        lambda _: written,
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if found != 1:
        msg = f"{page} needs one place for settings:\n{MARKED.format('')}"
        raise ValueError(msg)
    return text


def _settings() -> dict[str, FieldInfo]:
    return {f"IMPACT_{name.upper()}": field for name, field in Settings.model_fields.items()}


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value in (None, ""):
        return "*(empty)*"
    return f"`{str(value).replace(str(ROOT), '…')}`"


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(renewed(path), encoding="utf-8")
