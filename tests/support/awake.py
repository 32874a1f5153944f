"""Whether a page listens: what is pressed sooner is lost, or pressed on what is about to go."""

from playwright.sync_api import Page, expect

from tests.support import patience


def wait(page: Page) -> None:
    """Until the scripts of a view run and Dash has taken over the filters of its first HTML."""
    expect(page.locator("body[data-taken]")).to_be_attached()


def settled(page: Page) -> None:
    """Until a view has all that it begins with, and asks for nothing.

    Who signs out sooner, or ends the session by other means, has the page refused in the middle:
    it leaves for the sign-in page by itself, while the test goes elsewhere. That its first drawing
    stands is not enough, for it comes with the first HTML.
    """
    wait(page)
    page.wait_for_load_state("networkidle")


def until(page: Page, expression: str) -> None:
    """Until a JavaScript expression is true.

    Playwright's ``wait_for_function`` asks a second time by ``eval``, which our content security
    policy refuses: with it only who need not wait passes.
    """
    patience.until(lambda: page.evaluate(expression), f"was never so: {expression}")
