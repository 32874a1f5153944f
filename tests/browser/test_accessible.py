"""A page that is loaded once is checked in each look: what only one of them lacks is found."""

import pytest
from playwright.sync_api import Page

from tests.support import accessible

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="en"><head><title>A page</title><style>{style}</style></head>
<body><main><h1>A page</h1><p>Words</p></main></body></html>"""


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("", []),
        ("@media (max-width: 400px) { p { width: 500px } }", ["320 px, light", "320 px, dark"]),
        (
            "@media (prefers-color-scheme: dark) { p { color: #777; background: #888 } }",
            ["320 px, dark", "1440 px, dark"],
        ),
        (
            "@media (min-width: 1000px) and (prefers-color-scheme: light) { p { color: #eee } }",
            ["1440 px, light"],
        ),
    ],
)
def test_a_fault_of_one_look_is_found(page: Page, style: str, told: list[str]):
    accessible.begin(page)
    page.set_content(PAGE.format(style=style))
    looks = [f"{width} px, {scheme}" for width, scheme in accessible.EVERY_LOOK]
    said = ""
    try:
        accessible.check(page)
    except AssertionError as error:
        said = str(error)
    assert [look for look in looks if f"{look}:" in said] == told
