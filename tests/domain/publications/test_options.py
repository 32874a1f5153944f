"""What is chosen in the publish view stands in the address, and comes back from there."""

import pytest

from dashboard.domain.publications.options import PublishOptions, PublishTab, parse


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", PublishOptions()),
        ("tab=embeds", PublishOptions(PublishTab.EMBEDS)),
        ("tab=embeds&grant=12", PublishOptions(PublishTab.EMBEDS, 12)),
        ("tab=embeds&new=1", PublishOptions(PublishTab.EMBEDS, new=True)),
    ],
)
def test_an_address_and_its_options_are_one(query: str, options: PublishOptions):
    assert parse(query) == options
    assert options.to_query() == query


@pytest.mark.parametrize("query", ["grant=1", "new=1", "tab=EMBEDS&new=1", "tab=&grant=2"])
def test_without_its_tab_no_grant_is_open(query: str):
    assert parse(query) == PublishOptions()


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "٣", "9" * 10, ""])
def test_what_is_no_number_of_a_grant_opens_none(number: str):
    assert parse(f"tab=embeds&grant={number}") == PublishOptions(PublishTab.EMBEDS)
