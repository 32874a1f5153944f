"""Whether a page listens: what is pressed sooner is lost, or pressed on what is about to go."""

from playwright.sync_api import Page, expect


def wait(page: Page) -> None:
    """Until the scripts of a view run and Dash has taken over the filters of its first HTML."""
    expect(page.locator("body[data-taken]")).to_be_attached()
