"""A row of small bars."""

import re
from urllib.parse import unquote

from dashboard.figures.spark import HEIGHT, as_address, spark


def bars(values: list[int | None]) -> list[tuple[int, int]]:
    """Where each bar stands, and how high it is."""
    return sorted(
        (int(x), int(height)) for x, height in re.findall(r"M(\d+) 24v-(\d+)", str(spark(values)))
    )


def heights(values: list[int | None]) -> list[int]:
    return [height for _, height in bars(values)]


def test_the_highest_bar_fills_the_picture_and_a_zero_is_a_line():
    assert heights([0, 5, 10]) == [1, HEIGHT // 2, HEIGHT]


def test_a_small_number_beside_a_large_one_is_seen():
    assert heights([1, 1000]) == [2, HEIGHT]


def test_without_any_number_there_are_lines_only():
    assert heights([0, 0]) == [1, 1]


def test_the_address_holds_the_whole_picture():
    address = as_address(spark([1]))
    assert address.startswith("data:image/svg+xml,%3Csvg")
    assert unquote(address.partition(",")[2]) == str(spark([1]))


def test_what_is_hidden_is_a_gap_in_its_place():
    assert [x for x, _ in bars([3, None, 3])] == [0, 8]
    assert 'viewBox="-1.5 0 11 24"' in str(spark([3, None, 3]))


def test_a_zero_has_another_colour():
    first, second = re.findall(r'd="([^"]+)" stroke="([^"]+)"', str(spark([3, 0])))
    assert (first[0], second[0]) == ("M0 24v-24", "M4 24v-1")
    assert first[1] != second[1]
