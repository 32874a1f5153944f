"""A row of small bars."""

import re
from urllib.parse import unquote

from dashboard.figures.spark import HEIGHT, as_address, spark


def heights(values: list[int]) -> list[int]:
    return [int(found) for found in re.findall(r'<rect [^>]*height="(\d+)"', str(spark(values)))]


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
    svg = str(spark([3, None, 3]))
    assert re.findall(r'x="(\d+)"', svg) == ["0", "8"]
    assert 'viewBox="0 0 11 24"' in svg
