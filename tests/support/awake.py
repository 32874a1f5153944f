"""Whether a page listens: what is pressed sooner is lost, or pressed on what is about to go."""

from playwright.sync_api import Page, expect

from tests.support import patience


def wait(page: Page) -> None:
    """Until the scripts of a view run and Dash has taken over the filters of its first HTML."""
    expect(page.locator("body[data-taken]")).to_be_attached()


def until(page: Page, expression: str) -> None:
    """Until a JavaScript expression is true.

    Playwright's ``wait_for_function`` asks a second time by ``eval``, which our content security
    policy refuses: with it only who need not wait passes.
    """
    patience.until(lambda: page.evaluate(expression), f"was never so: {expression}")
